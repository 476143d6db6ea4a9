"""All cases by their keys, in the order in which people meet them."""

from explorer.core.autodiff.clinic import paths, tapes, targets
from explorer.core.autodiff.clinic.attempts import ClinicCase
from explorer.core.autodiff.clinic.lesson import LESSON, MODES

CASES: dict[str, ClinicCase] = {
    case.key: case for case in (LESSON, *paths.CASES, *tapes.CASES, *targets.CASES, MODES)
}
