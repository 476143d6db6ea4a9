"""All cases of the clinic, in the order in which people meet them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from explorer.core.autodiff.clinic import operations, paths, recordings, targets
from explorer.core.autodiff.programs import subject
from explorer.core.autodiff.results import ClinicCase

if TYPE_CHECKING:
    from explorer.core.functions.formula import Formula

_LARGEST_WHOLE = 2**31
_CASES = {
    case.__name__: case
    for case in (
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
}


def clinic_case(formula: "Formula", at: float, name: str) -> ClinicCase | None:
    """Return one case, run for this function and place; None where it makes no sense.

    Args:
        formula: f, a function of one variable.
        at: x, in units of the x axis; computed in float32.
        name: The case's `name`. "integer_dtype" needs an x that fits into an int32.

    Raises:
        ExplorerError: When x cannot be held in float32.
    """
    about = subject(formula, at)
    if name == "integer_dtype" and not abs(round(at)) < _LARGEST_WHOLE:
        return None
    return _CASES[name](about)


def clinic_cases(formula: "Formula", at: float) -> Iterator[ClinicCase]:
    """Yield all cases that make sense, each run as it is asked for.

    Args:
        formula: f, a function of one variable.
        at: x, in units of the x axis; computed in float32.

    Raises:
        ExplorerError: When x cannot be held in float32.
    """
    for name in _CASES:
        case = clinic_case(formula, at, name)
        if case is not None:
            yield case
