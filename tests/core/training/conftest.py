"""The real digits, read once, and small made-up ones."""

from collections import deque
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from explorer.core.training.dataset import PIXELS, Digits, Images, read_digits

MNIST = Path(__file__).parents[3] / "resources" / "mnist"


@pytest.fixture(scope="session")
def digits() -> Digits:
    """Return MNIST as it ships with the program."""
    return read_digits(MNIST)


@pytest.fixture(scope="session")
def few_digits(digits: Digits) -> Digits:
    """Return enough real digits to train for some steps."""
    return Digits(
        Images(digits.training.pixels[:1000], digits.training.labels[:1000]),
        Images(digits.validation.pixels[:200], digits.validation.labels[:200]),
        Images(digits.test.pixels[:200], digits.test.labels[:200]),
    )


@pytest.fixture(scope="session", autouse=True)
def _many_idle_engines() -> Iterator[None]:
    """Keep more engines than the program does: to compile it anew takes seconds and 8 MB."""
    from explorer.core.training import engine

    few, engine._idle = engine._idle, deque(maxlen=12)
    yield
    engine._idle = few


@pytest.fixture
def noise() -> Images:
    """Return random pictures with random labels."""
    generator = np.random.default_rng(0)
    return Images(
        generator.integers(0, 256, (50, PIXELS)).astype(np.uint8),
        generator.integers(0, 10, 50).astype(np.uint8),
    )
