"""Why a gradient is None, and what one batch says of a model; in a person's own program."""

from explorer.core.autodiff.explaining.checking import Check, check
from explorer.core.autodiff.explaining.explain import explain
from explorer.core.autodiff.explaining.explanation import Cut, Explanation

__all__ = ["Check", "Cut", "Explanation", "check", "explain"]
