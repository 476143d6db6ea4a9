"""Thoroughness that waits: parameters of a test of which only some are tried every time."""

from collections.abc import Iterable
from typing import Any

import pytest


def sparing(values: Iterable[Any], *quick: Any) -> list[Any]:
    """Return parameters for a test, tuples for several at a time; all but the quick ones are marked slow."""
    return [
        pytest.param(
            *(value if isinstance(value, tuple) else (value,)),
            marks=() if value in quick else pytest.mark.slow,
        )
        for value in values
    ]
