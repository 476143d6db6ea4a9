"""`derive`: a function and its derivatives at one place, from nested tapes.

JSON has no NaN and no infinities; they are written as the strings "NaN", "Infinity" and
"-Infinity", as `null` already says that the tape found no path back to x.
"""

import argparse
import json
import math
import re
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.cli.parsing import Subparsers, finite
from explorer.cli.sessions import add_session
from explorer.core.arrays import DTYPES
from explorer.core.autodiff.checks import DerivativeCheck
from explorer.core.autodiff.results import SOURCES, Derivatives
from explorer.core.functions.formula import Formula, parse, plain
from explorer.core.sentences import ExplorerError, said
from explorer.session.session import Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explorer.core.autodiff.lost_powers import Lost

ORDINALS = ("value", "first", "second", "third", "fourth")
SYMBOLS = ("f", "f′", "f″", "f‴", "f⁗")

Number = float | str | None


def add_to(commands: Subparsers) -> None:
    """Add the command and its arguments."""
    parser = commands.add_parser(
        "derive",
        help="value and derivatives of f(x) at one place, from nested tapes",
        description="Value and derivatives of f(x) at one place, each from tf.GradientTape.",
        epilog='With --json: null where the tape answers None, "NaN", "Infinity" and "-Infinity" '
        'for numbers that JSON lacks; "lost" and "safe" where TensorFlow\'s gradient of a power loses a '
        "derivative that exists.",
        allow_abbrev=False,
    )
    # argparse has no public way to let "-x**2" and "-1e-3" be values rather than options.
    parser._negative_number_matcher = re.compile("^-[^-]")  # noqa: SLF001 - see above
    # Not required, since a session may have it.
    parser.add_argument("expression", nargs="?", help='f(x), for example "2*x**2"')
    parser.add_argument("--at", type=finite, required=True, metavar="X", help="where to derive")
    parser.add_argument("--source", choices=SOURCES, default="variable", help="what x is")
    parser.add_argument("--dtype", choices=DTYPES, default="float64")
    parser.add_argument(
        "--order", type=int, choices=range(1, 5), default=2, help="highest derivative, 1 to 4"
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="add the first derivative by symbols and by a central difference",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    add_session(parser)
    parser.set_defaults(run=run)


def from_session(session: Session) -> Mapping[str, Any]:
    """Return function and place of the Tape page, or of the Descent page where that is in front."""
    if session.view.page == "descent":
        descent = session.descent
        return {"expression": descent.formula, "at": descent.start, "order": descent.order}
    tape = session.tape
    return {"expression": tape.formula, "at": tape.x, "source": tape.source}


def run(arguments: argparse.Namespace) -> int:
    """Print the derivatives; return the exit status.

    Raises:
        ExplorerError: When the expression or x cannot be used.
    """
    if arguments.expression is None:
        raise ExplorerError(
            said("Errors", 'Give a function, for example "2*x**2", or a session that has one.')
        )
    # Read before TensorFlow is imported: a slip is told at once and not after seconds.
    formula = parse(arguments.expression)
    from explorer.core.autodiff.derivatives import derivatives_at

    derivatives = derivatives_at(
        formula, arguments.at, arguments.order, arguments.source, arguments.dtype
    )
    from explorer.core.autodiff.lost_powers import lost_derivatives

    lost = lost_derivatives(formula, derivatives.at, derivatives.values)
    # At the place as the precision holds it, so that all speak of the same x.
    check = _checked(formula, derivatives.at) if arguments.check else None
    if arguments.json:
        fields: dict[str, object] = {
            **_fields(arguments.expression, derivatives), **_check_fields(check), **_lost_fields(lost)
        }  # fmt: skip
        # Python would write NaN as such, which other readers of JSON refuse.
        print(json.dumps(fields, allow_nan=False))
    else:
        print(_table(arguments.expression, derivatives, lost, check))
    return 0


def _checked(formula: Formula, at: float) -> DerivativeCheck:
    from explorer.core.autodiff.checks import check

    found = check(formula, np.array([at]))
    if found.missing is not None:
        # On standard error: what is printed as JSON stays one object.
        print(f"gradient-explorer: {found.missing}", file=sys.stderr)
    return found


def _fields(expression: str, derivatives: Derivatives) -> dict[str, Number]:
    numbers = {
        name: _json_number(value) for name, value in zip(ORDINALS, derivatives.values, strict=False)
    }
    return {"expression": expression, "at": derivatives.at, **numbers}


def _check_fields(check: DerivativeCheck | None) -> dict[str, Number]:
    if check is None:
        return {}
    symbolic = None if check.symbolic is None else float(check.symbolic[0])
    difference = float(check.difference[0])
    return {"symbolic": _json_number(symbolic), "difference": _json_number(difference)}


def _lost_fields(lost: "Sequence[Lost]") -> dict[str, object]:
    if not lost:
        return {}
    return {"lost": {ORDINALS[each.order]: each.value for each in lost}, "safe": lost[0].safe}


def _json_number(value: float | None) -> Number:
    if value is None or math.isfinite(value):
        return value
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def _table(
    expression: str,
    derivatives: Derivatives,
    lost: "Sequence[Lost]",
    check: DerivativeCheck | None,
) -> str:
    reasons = {each.order: f"  {each.sentence}" for each in lost}
    lines = [f"{expression} at x = {derivatives.at!r}, {derivatives.dtype}"]
    lines += [
        f"{symbol:<3}{answer.short}{reasons.get(order, '')}"
        for order, (symbol, answer) in enumerate(zip(SYMBOLS, derivatives.answers, strict=False))
    ]
    if lost:
        lines.append(f"Safe form: {lost[0].safe}")
    if check is not None:
        if check.exact is not None and check.symbolic is not None:
            lines.append(f"f′ by symbols: {plain(check.exact)} = {float(check.symbolic[0])!r}")
        lines.append(f"f′ by a central difference: {float(check.difference[0])!r}")
    return "\n".join(lines)
