"""All cases of the clinic, in the order in which people meet them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from explorer.core.autodiff.clinic import operations, paths, recordings, targets
from explorer.core.autodiff.programs import subject
from explorer.core.autodiff.results import ClinicCase

if TYPE_CHECKING:
    from explorer.core.functions.formula import Formula

_LARGEST_WHOLE = 2**31
_CASES = (
    paths.constant_not_watched,
    paths.overwritten_variable,
    paths.numpy_detour,
    operations.integer_dtype,
    paths.state_by_assign,
    recordings.tape_used_twice,
    operations.operation_without_gradient,
    recordings.work_outside,
    recordings.outer_tape_closed,
    operations.stopped_gradient,
    targets.unconnected,
    targets.target_not_scalar,
    targets.jacobian_instead,
)


def clinic_cases(formula: "Formula", at: float) -> Iterator[ClinicCase]:
    """Yield the cases for this function and place, each run as it is asked for.

    The case of whole numbers is left out where x does not fit into an int32.

    Args:
        formula: f, a function of one variable.
        at: x, in units of the x axis; computed in float32.

    Raises:
        ExplorerError: When x cannot be held in float32.
    """
    about = subject(formula, at)
    for case in _CASES:
        if case is not operations.integer_dtype or abs(round(at)) < _LARGEST_WHOLE:
            yield case(about)
