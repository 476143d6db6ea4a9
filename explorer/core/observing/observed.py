"""What was seen of a training: the values that a followed run is made of, without TensorFlow."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

# What is taken of each variable at each step that is looked at, in the order of the record.
QUANTITIES = ("gradient", "weight", "update", "clipped", "zeros", "nonfinite")

Table = NDArray[np.float32]  # (steps, variables)

_ALL = 50_000  # entries of a gradient up to which all are asked whether they are 0
_ASKED = 25_000  # about so many of more than that


def zeros_stride(shape: Sequence[int]) -> int:
    """Return how far apart those entries of a gradient stand that are asked whether they are exactly 0.

    All are, up to 50,000 of them. Of more, 25,000 at most: those so far apart that they come from
    all rows and columns alike. Their share is within about 0.01 of that of all, if zeros are spread by chance.

    Args:
        shape: Of the gradient.
    """
    count = math.prod(shape)
    if count <= _ALL:
        return 1
    stride = -(-count // _ASKED)
    while any(math.gcd(stride, side) > 1 for side in shape):
        stride += 1
    return stride


@dataclass(frozen=True, slots=True)
class ObservedVariable:
    """A variable that the optimiser changes.

    Attributes:
        name: As Keras names it, "layer/kernel".
        shape: Its shape.
        layer: Name of its layer; empty where none is known.
        kind: Class of that layer, as "Dense".
        reached: Whether a gradient reaches it; False where the tape says None.
    """

    name: str
    shape: tuple[int, ...]
    layer: str = ""
    kind: str = ""
    reached: bool = True


@dataclass(frozen=True, slots=True)
class ObservedOptimizer:
    """An optimiser as it was when the run began.

    Attributes:
        kind: Its class, as "Adam".
        parameters: What Keras' `get_config` tells of it, numbers, truths and words only.
    """

    kind: str
    parameters: Mapping[str, float | str | bool | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelDescription:
    """What is known of a followed run when it begins.

    Attributes:
        source: Where it comes from: "follow", "tensorboard", "csv" or "jsonl".
        program: What wrote it, with its version.
        versions: Version of each package that took part.
        began: When, as ISO 8601; empty where nobody says.
        model: Name of the model.
        file: The person's own file that called `fit`; None where it is not known.
        line: Its line there.
        every: Steps from one look to the next; 0 for as often as the cost allows.
        optimizers: The optimisers followed.
    """

    source: str = "follow"
    program: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)
    began: str = ""
    model: str = ""
    file: str | None = None
    line: int | None = None
    every: int = 0
    optimizers: tuple[ObservedOptimizer, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """What was taken at some steps.

    Attributes:
        steps: Number of each step, from 1, rising; shape (steps,).
        losses: Loss of each step's batch, shape (steps,); None where nobody tells it.
        values: For each quantity a table of shape (steps, variables); NaN where nothing was taken.
    """

    steps: NDArray[np.int64]
    losses: NDArray[np.float32] | None
    values: Mapping[str, Table]


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """A metric, which has steps of its own.

    Attributes:
        steps: Shape (n,).
        values: Shape (n,); NaN and infinities as they came.
    """

    steps: NDArray[np.int64]
    values: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Born:
    """Where the first value that is not finite was born.

    Attributes:
        step: The training step.
        layer: Layer that the operation belongs to; empty outside of all.
        operation: TensorFlow's name of it, as "Log".
        direction: "forward" or "backward"; "update" in the optimiser.
        kind: "nan" or "inf".
        file: The person's own file that called it; None where it is not known.
        line: Its line there.
        minimum: Smallest value that went in; None where nothing finite did.
        maximum: Largest.
        note: What a replay could not repeat, or why no operation is named; empty if it could.
        variable: The first whose gradient was seen not to be finite, where no operation is named.
    """

    step: int
    layer: str
    operation: str
    direction: str
    kind: str
    file: str | None = None
    line: int | None = None
    minimum: float | None = None
    maximum: float | None = None
    note: str = ""
    variable: str = ""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ModelRun:
    """A followed run, as far as it has come; every array is read-only.

    Attributes:
        description: What was known at its beginning.
        variables: In the order of the network.
        steps: Steps that were looked at, from 1; shape (n,), rising.
        gradient: Euclidean norm of each gradient, before clipping, loss scale taken out; shape
            (n, variables), like all tables. NaN where nothing was taken or a norm is no number.
        weight: Norm of each variable before the step.
        update: Norm of what the step added to it.
        clipped: Norm of what the optimiser was given: after clipping, of accumulated gradients their
            mean; NaN in a step that only accumulates.
        zeros: Share of the gradient's entries that are exactly 0; of a large one not all are asked, see
            `zeros_stride`.
        nonfinite: How many of its entries are NaN or infinite.
        silent: Share of the units of the variable's layer that were 0 on the whole kept batch, as last
            measured; NaN for layers without ReLU, and before the first time.
        metrics: Metrics by name. "loss" is that of each step, where Keras tells it.
        born: Where the first value that is not finite was born; None while all are finite, or unknown.
        ended: "finished", "stopped" or "failed"; None while it goes on, or was killed.
        stride: Steps kept of those written: 1 for all, 2 for every second of the older ones, and so on.
        damaged: Whether lines were left out that cannot be read.
    """

    description: ModelDescription
    variables: tuple[ObservedVariable, ...]
    steps: NDArray[np.int64]
    gradient: Table
    weight: Table
    update: Table
    clipped: Table
    zeros: Table
    nonfinite: Table
    silent: Table
    metrics: Mapping[str, Series] = field(default_factory=dict)
    born: Born | None = None
    ended: str | None = None
    stride: int = 1
    damaged: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the variables, "layer/kernel"."""
        return tuple(each.name for each in self.variables)

    @property
    def last_step(self) -> int:
        """The newest step of rows or metrics; 0 if there is none."""
        ends = [self.steps, *(each.steps for each in self.metrics.values())]
        return max((int(each[-1]) for each in ends if each.size), default=0)
