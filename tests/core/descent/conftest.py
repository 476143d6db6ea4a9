"""More traced graphs than the program keeps: tests that follow one another take the same rules again."""

from collections.abc import Iterator
from functools import lru_cache

import pytest

from explorer.core.descent import stepping


@pytest.fixture(scope="package", autouse=True)
def _many_steppers() -> Iterator[None]:
    """Keep the graphs of all rules in all precisions; the program's 32 would each be traced for each test."""
    few, stepping._written = stepping._written, lru_cache(maxsize=64)(stepping.Stepper)
    yield
    stepping._written = few
