"""The optimisers that can be chosen, with the parameters that each of them has."""

from collections.abc import Mapping
from dataclasses import dataclass

from explorer.core.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number of an optimiser that can be chosen, besides its learning rate.

    Attributes:
        key: Name of the argument of the Keras optimiser.
        label: What a reader calls it.
        default: Value unless another is chosen.
        lowest: Smallest value allowed.
        highest: Largest value allowed.
    """

    key: str
    label: Sentence | str
    default: float
    lowest: float
    highest: float


@dataclass(frozen=True, slots=True)
class OptimizerSpec:
    """An optimiser as it is offered for choice.

    Attributes:
        key: Name on the command line and in files.
        label: Name on the screen.
        parameters: Its parameters in the order in which they are shown.
    """

    key: str
    label: str
    parameters: tuple[Parameter, ...] = ()


OPTIMIZERS: Mapping[str, OptimizerSpec] = {"sgd": OptimizerSpec("sgd", "SGD")}
