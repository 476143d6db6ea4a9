"""What the curvature of a training costs, and where the sharpness of full-batch gradient descent settles.

    python benchmarks/curvature.py [--rounds 100] [--long]

A gradient and a product with the Hessian are taken in turn over the same 1,000 images, so that a busy moment
hits both. With --long the experiment "Edge of stability" is made with three rates, which takes some minutes.
"""

import argparse
import os
import statistics
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from explorer.core.curvature.products import joined
from explorer.core.training.dataset import Digits, mean_picture, read_digits
from explorer.core.training.directions import filter_normalised
from explorer.core.training.engine import batch_of, tensors_of
from explorer.core.training.experiments import EDGE_OF_STABILITY
from explorer.core.training.network import initial_weights
from explorer.core.training.reports import Progress, Sharpness
from explorer.core.training.section import Section
from explorer.core.training.settings import TrainingSettings
from explorer.core.training.sharpness import curve_of
from explorer.core.training.trainer import train
from explorer.core.training.watching import sharpness_interval

MNIST = Path(__file__).parents[1] / "resources" / "mnist"
MOST_PRODUCT, MOST_PLACE, MOST_WARM, MOST_LONGER = 3.0, 2.0, 0.2, 2.0
LONG = ((0.158, 1500, 350), (0.1375, 4500, 1000), (0.079, 2000, 1950))


def main() -> None:
    """Measure, print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--long", action="store_true")
    arguments = parser.parse_args()
    digits = read_digits(MNIST)
    products(digits, arguments.rounds)
    places(digits, arguments.rounds)
    costs(digits)
    if arguments.long:
        for rate, steps, since in LONG:
            settle(digits, rate, steps, since)
    print(f"load {os.getloadavg()[0]:.1f}")


def products(digits: Digits, rounds: int) -> None:
    """Time a gradient beside a product over the same images."""
    images = tensors_of(digits.training.first(1000), centred=True)
    data = batch_of(images, np.arange(1000))
    curved = curve_of(EDGE_OF_STABILITY)
    weights = joined(initial_weights(EDGE_OF_STABILITY))
    direction = np.random.default_rng(0).standard_normal(len(weights), np.float32)
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds + 1):
        began = time.perf_counter()
        curved.gradient(weights, *data)
        between = time.perf_counter()
        curved.product(weights, direction, *data)
        times[0].append(between - began)
        times[1].append(time.perf_counter() - between)
    gradient, product = (statistics.median(each[1:]) for each in times)  # the first compiles
    print(f"gradient {1000 * gradient:.1f} ms, product {1000 * product:.1f} ms")
    _say("product ÷ gradient", product / gradient, MOST_PRODUCT)


def places(digits: Digits, rounds: int) -> None:
    """Time one place of a slice, f, f′ and f″, beside a product with the Hessian over the same images."""
    images, settings = digits.training.first(1000), EDGE_OF_STABILITY
    curved, mean = curve_of(settings), mean_picture(images)
    data = batch_of(tensors_of(images, centred=True), np.arange(1000))
    first = initial_weights(settings)
    weights, direction = joined(first), filter_normalised(first, 0)
    section = Section(settings, weights, [direction], images, mean)
    times: tuple[list[float], list[float]] = ([], [])
    for place in np.linspace(-1, 1, rounds + 1):
        began = time.perf_counter()
        for order in range(3):
            section.values(np.array([place]), order)
        between = time.perf_counter()
        curved.product(weights, direction, *data)
        times[0].append(between - began)
        times[1].append(time.perf_counter() - between)
    each, product = (statistics.median(row[1:]) for row in times)  # the first traces and compiles
    print(f"a place of a slice {1000 * each:.1f} ms")
    _say("place ÷ product", each / product, MOST_PLACE)


def costs(digits: Digits) -> None:
    """Time the measurements of a run, and the run with and without them."""
    lesson = TrainingSettings(steps=3000, validate_every=3000)
    edge = replace(EDGE_OF_STABILITY, steps=600, validate_every=600)
    for name, settings in (("full batch", edge), ("batches of 128", lesson)):
        every = sharpness_interval(settings)
        watched, each = _timed(replace(settings, sharpness_every=every), digits)
        unwatched, _ = _timed(replace(settings, sharpness_every=0), digits)
        print(f"{name}, every {every} steps: {watched:.2f} s, without {unwatched:.2f} s")
        _say(f"{name}: longer by", watched / unwatched, MOST_LONGER)
        _say(f"{name}: a warm λ₁, s", each, MOST_WARM)


def settle(digits: Digits, rate: float, steps: int, since: int) -> None:
    """Tell where the sharpness is from a step on."""
    settings = replace(EDGE_OF_STABILITY, learning_rate=rate, steps=steps, validate_every=steps)
    reports = list(train(settings, digits))
    sharp = [each for each in reports if isinstance(each, Sharpness)]
    found = np.array([each.eigenvalues[0] for each in sharp if each.step >= since])
    losses = np.concatenate([each.losses for each in reports if isinstance(each, Progress)])
    edge = 2 / rate
    above = next((each.step for each in sharp[1:] if each.eigenvalues[0] >= edge), None)
    falls = "falls at every step" if (np.diff(losses) < 0).all() else "rises at some steps"
    print(
        f"2/lr = {edge:.2f}: λ₁ from step {since} on {found.mean():.2f} ± {found.std():.2f} "
        f"({found.mean() / edge:.3f} ×), reached at step {above}; the loss {falls}, to {losses[-1]:.4f}"
    )


def _timed(settings: TrainingSettings, digits: Digits) -> tuple[float, float]:
    """Return the seconds of a run from its first compiled call on, and those of a warm measurement."""
    each: list[float] = []
    list(train(replace(settings, steps=60), digits))  # compiles
    began = before = time.perf_counter()
    for report in train(settings, digits):
        now = time.perf_counter()
        if isinstance(report, Sharpness):
            each.append(now - before)
        before = now
    return time.perf_counter() - began, statistics.median(each[1:] or [0.0])


def _say(name: str, value: float, most: float) -> None:
    print(f"{name} {value:.2f}, target ≤ {most:g}: {'met' if value <= most else 'missed'}")


if __name__ == "__main__":
    main()
