"""The optimisers that can be chosen, with the parameters that each of them has."""

from collections.abc import Mapping
from dataclasses import dataclass

from explorer.core.sentences import Sentence, said


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number of an optimiser or a schedule that can be chosen, besides the learning rate.

    Attributes:
        key: Name of the argument in Keras.
        label: What a reader calls it.
        default: Value unless another is chosen.
        lowest: Smallest value allowed.
        highest: Largest value allowed.
        is_switch: Whether it is only ever off (0) or on (1).
    """

    key: str
    label: Sentence | str
    default: float
    lowest: float
    highest: float
    is_switch: bool = False


@dataclass(frozen=True, slots=True)
class OptimizerSpec:
    """An optimiser as it is offered for choice.

    Attributes:
        key: Name on the command line and in files.
        label: Name on the screen.
        parameters: Its parameters in the order in which they are shown.
        rate: Learning rate unless another is chosen, as Keras has it.
    """

    key: str
    label: Sentence | str
    parameters: tuple[Parameter, ...] = ()
    rate: float = 0.001


_ALMOST_1 = 0.999999
_MOMENTUM = Parameter("momentum", said("Optimisers", "Momentum μ"), 0.9, 0.0, _ALMOST_1)
_BETA_1 = Parameter("beta_1", "β₁", 0.9, 0.0, _ALMOST_1)
_BETA_2 = Parameter("beta_2", "β₂", 0.999, 0.0, _ALMOST_1)
_EPSILON = Parameter("epsilon", "ε", 1e-7, 1e-12, 1.0)
_ACCUMULATOR = Parameter(
    "initial_accumulator_value", said("Optimisers", "Initial sum"), 0.1, 0.0, 1000.0
)
_ADAM = (_BETA_1, _BETA_2, _EPSILON)
_DECAY = Parameter("weight_decay", said("Optimisers", "Weight decay λ"), 0.004, 0.0, 10.0)
_RMSPROP = (
    Parameter("rho", "ρ", 0.9, 0.0, _ALMOST_1),
    Parameter("momentum", said("Optimisers", "Momentum μ"), 0.0, 0.0, _ALMOST_1),
    _EPSILON,
    Parameter("centered", said("Optimisers", "Centred"), 0.0, 0.0, 1.0, is_switch=True),
)
_FTRL = (
    Parameter("learning_rate_power", said("Optimisers", "Power of the rate"), -0.5, -4.0, 0.0),
    _ACCUMULATOR,
    Parameter("l1_regularization_strength", "λ₁", 0.0, 0.0, 1000.0),
    Parameter("l2_regularization_strength", "λ₂", 0.0, 0.0, 1000.0),
    Parameter(
        "l2_shrinkage_regularization_strength", said("Optimisers", "Shrinkage"), 0.0, 0.0, 1000.0
    ),
    Parameter("beta", "β", 0.0, 0.0, 1000.0),
)
_LION = (
    Parameter("beta_1", "β₁", 0.9, 1e-6, _ALMOST_1),
    Parameter("beta_2", "β₂", 0.99, 0.0, _ALMOST_1),
)
_ADADELTA = (Parameter("rho", "ρ", 0.95, 0.0, _ALMOST_1), _EPSILON)

OPTIMIZERS: Mapping[str, OptimizerSpec] = {
    each.key: each
    for each in (
        OptimizerSpec("sgd", "SGD", rate=0.01),
        OptimizerSpec("momentum", said("Optimisers", "Momentum"), (_MOMENTUM,), rate=0.01),
        OptimizerSpec("nesterov", "Nesterov", (_MOMENTUM,), rate=0.01),
        OptimizerSpec("adagrad", "Adagrad", (_ACCUMULATOR, _EPSILON)),
        OptimizerSpec("adadelta", "Adadelta", _ADADELTA),
        OptimizerSpec("rmsprop", "RMSprop", _RMSPROP),
        OptimizerSpec("adam", "Adam", _ADAM),
        OptimizerSpec("amsgrad", "AMSGrad", _ADAM),
        OptimizerSpec("adamw", "AdamW", (_DECAY, *_ADAM)),
        OptimizerSpec("adamax", "Adamax", _ADAM),
        OptimizerSpec("nadam", "Nadam", _ADAM),
        OptimizerSpec("ftrl", "Ftrl", _FTRL),
        OptimizerSpec("lion", "Lion", _LION),
    )
}
