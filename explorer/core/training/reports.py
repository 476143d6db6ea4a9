"""What a training run tells while it goes on; without TensorFlow.

Arrays in a report keep their numbers while the run goes on; none may be written to.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explorer.core.numerals import exact, grouped
from explorer.core.sentences import Sentence, said
from explorer.core.training.dataset import CLASSES, PIXELS
from explorer.core.training.settings import TrainingSettings

Weights = tuple[NDArray[np.float32], ...]
"""Trainable variables in Keras' order: for each layer its kernel (inputs, units) and its bias."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Started:
    """The network exists; its loop is compiled next, which takes about a second.

    Attributes:
        weights: Initial weights.
        snapshot: All that the run starts from; None where only a log is known.
    """

    weights: Weights
    snapshot: "Snapshot | None" = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Progress:
    """Some updates were made.

    Attributes:
        step: Updates made since the run began.
        losses: Loss of each update since the last such report, before that update (in nats for
            cross-entropy, with the L2 term if there is one); the last belongs to update number
            `step`, counted from 1.
    """

    step: int
    losses: NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Validation:
    """A look at the validation images.

    Attributes:
        step: Updates made before the look.
        accuracy: Share of images recognised, 0 to 1.
        confusion: Number of images by true digit (row) and the network's digit (column).
        weights: Weights at this step.
        snapshot: All that the run had at this step; None where only a log is known.
        loss: Mean loss of these images, without the L2 term; None where an older log does not tell.
    """

    step: int
    accuracy: float
    confusion: NDArray[np.int64]
    weights: Weights
    snapshot: "Snapshot | None" = None
    loss: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Norms:
    """How long gradients and updates are, layer by layer.

    Attributes:
        step: Number of the update, counted from 1.
        gradients: Euclidean norm of the loss' gradient by each layer's weights.
        updates: Euclidean norm of the change of each layer's weights.
    """

    step: int
    gradients: tuple[float, ...]
    updates: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sharpness:
    """The largest curvature of the loss on a fixed set of images, at the weights after some updates.

    Attributes:
        step: Updates made before.
        eigenvalues: The largest eigenvalues of the loss' Hessian, the largest first; with Adam of the Hessian
            seen through its own scale, P^(−1/2) H P^(−1/2).
        residuals: |H v − λ v| of each for its vector v of length 1.
        along_gradient: gᵀHg / gᵀg, the loss' second derivative along its gradient g.
        products: Products with the Hessian that the eigenvalues took.
    """

    step: int
    eigenvalues: tuple[float, ...]
    residuals: tuple[float, ...]
    along_gradient: float
    products: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Changed:
    """Other settings hold from here on.

    Attributes:
        step: Updates made before.
        settings: What holds for the updates after.
    """

    step: int
    settings: TrainingSettings


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Snapshot:
    """All that a run needs to go on from here as if nothing had happened.

    Attributes:
        step: Updates made.
        position: Images taken from the endless row of shuffled epochs.
        loss: Loss of the last update.
        settings: What holds for the updates after.
        variables: Every variable of model and optimiser by place and name, seed generators included.
    """

    step: int
    position: int
    loss: float
    settings: TrainingSettings
    variables: Mapping[str, NDArray[Any]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Finished:
    """All updates were made; the last report.

    Attributes:
        step: Updates made.
        loss: Loss of the last update.
        test_accuracy: Share of test images recognised, 0 to 1.
        confusion: Number of test images by true digit (row) and the network's digit (column).
        test_probabilities: The network's answer to every test image, shape (images, 10).
        weights: Final weights.
    """

    step: int
    loss: float
    test_accuracy: float
    confusion: NDArray[np.int64]
    test_probabilities: NDArray[np.float32]
    weights: Weights


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Diverged:
    """A loss or a weight stopped being a finite number; the last report.

    Attributes:
        step: Updates up to the last weights all of which are finite.
        weights: These weights.
        snapshot: The run as it was then, to go on from; None where only a log is known.
        learning_rate: The rate that was probably too high.
        smaller_rate: A learning rate that is worth a try.
    """

    step: int
    weights: Weights
    snapshot: Snapshot | None
    learning_rate: float
    smaller_rate: float

    @property
    def sentence(self) -> Sentence:
        """What was likely wrong, and what to do."""
        return said(
            "Training",
            "After {step} updates the numbers grew beyond float32: the learning rate {rate} is "
            "probably too high. Go on from there with a smaller one, for example {smaller}.",
            step=grouped(self.step),
            rate=exact(self.learning_rate),
            smaller=exact(self.smaller_rate),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Halted:
    """The run cannot go on here, as another machine was lost; the last report.

    Attributes:
        step: Updates made for certain.
        snapshot: The run as it was then, to go on from; None where only a log is known.
    """

    step: int
    snapshot: Snapshot | None

    @property
    def sentence(self) -> Sentence:
        """What happened, and what to do."""
        return said(
            "Training",
            "Another worker was lost. The first {step} updates are safe: start all workers again "
            "from the same checkpoint.",
            step=grouped(self.step),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Held:
    """The run waits until it may go on; if it is kept, a snapshot of this step came before.

    Attributes:
        step: Updates made.
    """

    step: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stopped:
    """The run was ended by a wish; the last report, after a snapshot of this step if it is kept.

    Attributes:
        step: Updates made.
    """

    step: int


Ending = Finished | Diverged | Stopped | Halted
"""The last report of a run."""

Report = Started | Progress | Norms | Sharpness | Validation | Changed | Snapshot | Held | Ending


def weights_in(snapshot: Snapshot) -> Weights:
    """Return kernel and bias of each layer from all that a snapshot holds."""
    layers = 1 + len(snapshot.settings.hidden)
    own = [snapshot.variables[name] for name in sorted(snapshot.variables) if _is_weight(name)]
    return tuple(own[: 2 * layers])  # the optimiser's memories of them come after the model's


def has_weights(snapshot: Snapshot) -> bool:
    """Return whether a snapshot holds the kernels and biases that its settings ask for."""
    units = [layer.units for layer in snapshot.settings.hidden]
    shapes = pairwise([PIXELS, *units, CLASSES])
    wanted = [shape for a, b in shapes for shape in ((a, b), (b,))]
    return [array.shape for array in weights_in(snapshot)] == wanted and all(
        array.dtype == np.float32 for array in weights_in(snapshot)
    )


def _is_weight(name: str) -> bool:
    return name.endswith(("_kernel", "_bias"))


def weights_digest(weights: Weights) -> str:
    """Return the SHA-256, in hexadecimal, of the float32 bytes of all weights in order."""
    digest = hashlib.sha256()
    for array in weights:
        # Little-endian on every machine: digests of two are to be compared.
        digest.update(np.ascontiguousarray(array, dtype="<f4").tobytes())
    return digest.hexdigest()
