"""More traced graphs than the program keeps: tests that follow one another take the same rules again."""

from collections.abc import Iterator
from functools import lru_cache
from unittest.mock import patch

import pytest

from explorer.core.descent.stepping import stepper


@pytest.fixture(scope="package", autouse=True)
def _many_steppers() -> Iterator[None]:
    """Keep the graphs of all rules in all precisions; what the program lets go would be traced anew."""
    with patch("explorer.core.descent.trajectory.stepper", lru_cache(maxsize=64)(stepper)):
        yield
