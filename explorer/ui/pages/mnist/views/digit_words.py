"""What the view of single digits says."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from explorer.core.numerals import exact, grouped, significant
from explorer.core.training.attribution import NOISE, NOISY_COPIES, POINTS_ON_THE_WAY, Attribution
from explorer.session.training.snapshots import Classification, TrainingShown
from explorer.ui.pages.mnist.words import percent

translate = QCoreApplication.translate
_ROUNDING = 1e-3  # of a sum of ten probabilities


def pixel_words(row: int, column: int, number: float) -> str:
    """Return what a pixel's number is."""
    text = translate("Mnist", "Row {row}, column {column}: {number}")
    return text.format(row=row + 1, column=column + 1, number=exact(number, np.float32))


def summed_words(found: Attribution) -> str:
    """Say what was differentiated and how, with the check that the method itself offers."""
    question = found.question
    name = translate("Mnist", "The logit of {digit} is {score}.")
    if question.score == "probability":
        name = translate("Mnist", "The probability of {digit} is {score}.")
    head = name.format(digit=question.digit, score=significant(found.score, 5))
    texts = {
        "gradient": translate("Mnist", "Its derivative by each pixel’s ink (0 to 1)."),
        "input": translate("Mnist", "Its derivative by each pixel’s ink, times the ink."),
        "integrated": translate(
            "Mnist",
            "Mean derivative at {points} points on the way from an empty picture, times the ink. "
            "Their sum {sum} should be the score less that of the empty picture, {difference}.",
        ),
        "smooth": translate(
            "Mnist", "Mean derivative of {copies} copies with noise σ = {noise}, seed {seed}."
        ),
    }
    rest = texts[question.method].format(
        points=POINTS_ON_THE_WAY,
        sum=significant(found.total, 5),
        difference=significant(found.score - found.empty, 5),
        copies=NOISY_COPIES,
        noise=exact(NOISE),
        seed=question.seed,
    )
    return f"{head} {rest}"


def checked_words(found: Attribution) -> str:
    """Say what central differences give for some pixels."""
    head = translate("Mnist", "By the tape | by central differences")
    line = translate("Mnist", "row {row}, column {column}: {tape} | {difference}")
    lines = [
        line.format(
            row=check.pixel // 28 + 1,
            column=check.pixel % 28 + 1,
            tape=significant(check.tape, 5),
            difference=significant(check.difference, 5),
        )
        for check in found.checks
    ]
    return "\n".join([head, *lines])


def covered_words(guess: Classification) -> str:
    """Say how the answer of one network changes as ink is covered; nothing where none is."""
    before, now = guess.whole, guess.probabilities
    if before is None:
        return ""
    first, then = int(before.argmax()), int(now.argmax())
    text = translate("Mnist", "Covered: {first}, {before} → {then}, {now}.")
    return text.format(first=first, before=_share(before, first), then=then, now=_share(now, then))


def _share(answers: NDArray[np.floating], digit: int) -> str:
    """Return an answer as a percentage where the answers are probabilities."""
    is_share = answers.min() >= 0 and abs(float(answers.sum()) - 1) < _ROUNDING
    value = float(answers[digit])
    return percent(value) if is_share else significant(value)


def layer_captions(
    layers: Sequence[NDArray[np.float32]],
) -> list[tuple[str, NDArray[np.float32]]]:
    """Return each layer's numbers with what they are."""
    named = []
    for number, values in enumerate(layers, start=1):
        if number == len(layers):
            text = translate("Mnist", "Output: the ten answers")
        else:
            text = translate("Mnist", "Hidden layer {number}: {active} of {units} units are not 0")
        active = int(np.count_nonzero(values))
        named.append(
            (text.format(number=number, active=grouped(active), units=grouped(len(values))), values)
        )
    return named


def silent_words(shown: TrainingShown) -> str:
    """Say how many units give 0 for every test image."""
    silent, network = shown.silent.fresh, shown.network
    if silent is None or network is None:
        return (
            translate("Mnist", "Silent units: counting…")
            if shown.silent.pending
            else translate("Mnist", "Silent units are counted when the run waits or ends.")
        )
    text = translate("Mnist", "{silent} of {units} in hidden layer {number}")
    parts = [
        text.format(silent=count, units=layer.units, number=number)
        for number, (count, layer) in enumerate(
            zip(silent.counts, network.hidden, strict=True), start=1
        )
    ]
    if not parts:
        return ""
    head = translate("Mnist", "Silent units, 0 for all {images} test images: {parts}.")
    return head.format(images=grouped(silent.images), parts=", ".join(parts))
