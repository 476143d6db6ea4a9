"""Running shown code as a learner would: pasted into a file of its own."""

import contextlib
import io

from explorer.core.autodiff.results import Answer, Program


def printed_by(program: Program) -> str:
    """Return what the shown code prints, or the exception that ends it."""
    output = io.StringIO()
    try:
        with contextlib.redirect_stdout(output):
            exec(program.code, {})  # noqa: S102 - the code is ours, and running it is the test
    except Exception as error:  # noqa: BLE001 - an exception is an answer too
        return Answer.refused(error).printed
    return output.getvalue().strip()
