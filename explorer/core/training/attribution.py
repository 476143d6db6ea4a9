"""What is asked of and found about one picture: which of its pixels speak for a digit; no TensorFlow."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Method = Literal["gradient", "input", "integrated", "smooth"]
Score = Literal["logit", "probability"]
METHODS: tuple[Method, ...] = ("gradient", "input", "integrated", "smooth")
SCORES: tuple[Score, ...] = ("logit", "probability")
POINTS_ON_THE_WAY = 100  # of integrated gradients
NOISY_COPIES = 50  # of SmoothGrad, as in its paper's figures
NOISE = 0.15  # standard deviation, as a share of the range of a pixel; the paper tries 0.1 to 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked about a picture.

    Attributes:
        digit: The digit that the pixels may speak for; None for the network's own answer.
        score: What is differentiated: the digit's logit, or its probability.
        method: How the derivatives become one number for each pixel.
        pixel: The pixel whose number is checked, beside those that weigh most.
        seed: Origin of SmoothGrad's noise.
    """

    digit: int | None = None
    score: Score = "logit"
    method: Method = "gradient"
    pixel: int = 0
    seed: int = 0


@dataclass(frozen=True, slots=True)
class PixelCheck:
    """A pixel's number, once by the tape and once by central differences.

    Attributes:
        pixel: Its place, row by row.
        tape: Its number by `tape.gradient`, in float32.
        difference: The same by central differences, in float64.
    """

    pixel: int
    tape: float
    difference: float


@dataclass(frozen=True, slots=True, eq=False)
class Attribution:
    """One number for each pixel.

    Attributes:
        question: What was asked; its digit is known.
        values: The numbers, shape (784,), for ink from 0 to 1.
        score: The digit's logit or probability for the picture.
        empty: The same for an empty picture, which integrated gradients begin with.
        checks: Some pixels by central differences.
    """

    question: Question
    values: NDArray[np.float32]
    score: float
    empty: float
    checks: tuple[PixelCheck, ...]

    @property
    def total(self) -> float:
        """The sum of all numbers; of integrated gradients it is `score` − `empty` (completeness)."""
        return float(self.values.sum(dtype=np.float64))


def points(question: Question, ink: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the pictures at which the derivatives are taken, shape (n, 784).

    A pixel's number is the mean of the derivatives there, times `factor`.

    Args:
        question: What is asked.
        ink: The picture, 0 to 1, shape (784,).

    Sources: K. Simonyan, A. Vedaldi, A. Zisserman, "Deep Inside Convolutional Networks", 2014
        (the gradient). M. Sundararajan, A. Taly, Q. Yan, "Axiomatic Attribution for Deep Networks",
        2017 (integrated, from an empty picture). D. Smilkov and others, "SmoothGrad", 2017.
    """
    if question.method == "integrated":
        # The middle of each part: a sum of n parts is then exact to the square of 1/n.
        shares = (np.arange(POINTS_ON_THE_WAY, dtype=np.float32) + 0.5) / POINTS_ON_THE_WAY
        return np.outer(shares, ink).astype(np.float32)
    if question.method == "smooth":
        generator = np.random.default_rng(question.seed)
        noise = generator.normal(0, NOISE, (NOISY_COPIES, len(ink)))
        return ink + noise.astype(np.float32)
    return ink[None, :]


def factor(question: Question, ink: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return what the mean of the derivatives is multiplied by, shape (784,)."""
    return ink if question.method in ("input", "integrated") else np.ones_like(ink)
