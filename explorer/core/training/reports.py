"""What a training run tells while it goes on; without TensorFlow.

Every array in a report is a copy that the run never touches again.
"""

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.core.sentences import Sentence

Weights = tuple[NDArray[np.float32], ...]
"""Trainable variables in Keras' order: for each layer its kernel (inputs, units) and its bias."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Started:
    """The network exists; its loop is compiled next, which takes about a second.

    Attributes:
        weights: Initial weights.
    """

    weights: Weights


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Progress:
    """Some updates were made.

    Attributes:
        step: Updates made since the run began.
        losses: Loss of each update since the last such report, before that update, in nats;
            the last belongs to update number `step`, counted from 1.
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
    """

    step: int
    accuracy: float
    confusion: NDArray[np.int64]
    weights: Weights


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
    """The loss stopped being a finite number; the last report.

    Attributes:
        step: Updates made before the loss that is not finite.
        loss: That loss: NaN or infinite.
        weights_step: Updates that led to `weights`.
        weights: The last weights all of which are finite.
        smaller_rate: A learning rate that is worth a try.
        sentence: What was likely wrong, and what to do.
    """

    step: int
    loss: float
    weights_step: int
    weights: Weights
    smaller_rate: float
    sentence: Sentence


Report = Started | Progress | Validation | Finished | Diverged


def weights_digest(weights: Weights) -> str:
    """Return the SHA-256, in hexadecimal, of the float32 bytes of all weights in order."""
    digest = hashlib.sha256()
    for array in weights:
        digest.update(np.ascontiguousarray(array, dtype="<f4").tobytes())
    return digest.hexdigest()
