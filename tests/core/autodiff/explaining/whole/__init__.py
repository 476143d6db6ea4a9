"""Whole programs: their gradients are there, and nobody must be blamed for what they contain."""

from tests.core.autodiff.explaining.whole import functions, models
from tests.core.autodiff.explaining.whole.listed import PROGRAMS

__all__ = ["PROGRAMS", "functions", "models"]
