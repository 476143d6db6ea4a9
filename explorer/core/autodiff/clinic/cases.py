"""All cases by their keys, in the order in which people meet them."""

from explorer.core.autodiff.clinic import paths, tapes, targets
from explorer.core.autodiff.clinic.attempts import Case
from explorer.core.autodiff.clinic.lesson import LESSON, MODES

CASES: dict[str, Case] = {
    case.key: case for case in (LESSON, *paths.CASES, *tapes.CASES, *targets.CASES, MODES)
}
