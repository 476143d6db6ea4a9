"""What a case is made of, and how it is tried: the text that is shown is the one that is run."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import dedent
from typing import Any

from explorer.core.autodiff.results import Answer, AnswerKind, Program, program_head
from explorer.core.functions.formula import Formula, python_source
from explorer.core.sentences import Sentence, said

AS_WRITTEN = said("Clinic", "As written")
_MARK = ">"


@dataclass(frozen=True, slots=True)
class Attempt:
    """A few lines of TensorFlow, to be tried with any function at any place.

    Attributes:
        title: What is tried.
        code: Its lines, indented at will. Two columns in front are kept free; a line that decides
            the answer has ">" in the first of them. `{f}` stands for the function in x, `{at}` for
            the place, `{whole}` for the nearest whole number.
        cause: Why TensorFlow answers as it does.
        causes: The same for answers of another kind than usual.
        passes: How often the function is gone through, forward and backward, where that is the
            question.
    """

    title: Sentence
    code: str
    cause: Sentence
    causes: Mapping[AnswerKind, Sentence] = field(default_factory=dict)
    passes: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class ClinicCase:
    """Attempts that belong together.

    Attributes:
        key: Short name, the same in every language.
        title: What the case is about.
        attempts: The code as people write it, then one or two cures; or what is to be compared.
        below: Size that a place must stay below for the case to make sense.
    """

    key: str
    title: Sentence
    attempts: tuple[Attempt, ...]
    below: float = math.inf


@dataclass(frozen=True, slots=True)
class Experiment:
    """An attempt that was made.

    Attributes:
        title: What was tried.
        program: Its code and its answer.
        cause: Why the answer is what it is.
        passes: How often the function was gone through, forward and backward, where that is the
            question.
    """

    title: Sentence
    program: Program
    cause: Sentence
    passes: tuple[int, int] | None = None


def tried(case: ClinicCase, formula: Formula, at: float) -> tuple[Experiment, ...]:
    """Make every attempt of a case; none where the case makes no sense.

    Args:
        case: What is tried.
        formula: f, a function of x.
        at: x, in units of the x axis; computed in float32, TensorFlow's own default.

    Raises:
        ExplorerError: When x cannot be held in float32.
    """
    from explorer.core.autodiff.derivatives import rounded
    from explorer.core.functions.tensors import tensor_function

    # For its refusal alone: the programs write x as it was typed.
    rounded(at, "float32")
    if not abs(round(at)) < case.below:
        return ()
    f, source = tensor_function(formula), python_source(formula)
    return tuple(_made(attempt, f, source, at) for attempt in case.attempts)


def _made(attempt: Attempt, f: Callable[[Any], Any], source: str, at: float) -> Experiment:
    rows = _rows(attempt, source, at)
    head = program_head(source)
    matters = tuple(n for n, row in enumerate(rows, start=len(head)) if row.startswith(_MARK))
    # The same lines but for the function, which comes as a closure; its bits are those of its text.
    answer = _answer_of(_rows(attempt, "f(x)", at), f)
    program = Program((*head, *(row[2:] for row in rows)), matters, answer, len(head))
    cause = attempt.causes.get(answer.kind, attempt.cause)
    return Experiment(attempt.title, program, cause, attempt.passes)


def _rows(attempt: Attempt, f: str, at: float) -> list[str]:
    """Return the lines of an attempt, their marks before them, with a text for the function."""
    code = dedent(attempt.code).strip("\n").rstrip()
    # With a decimal point in any case: tf.Variable(3) would be an int32, without gradient.
    return code.format(f=f, at=repr(float(at)), whole=round(at)).splitlines()


def _answer_of(rows: Sequence[str], f: Callable[[Any], Any]) -> Answer:
    """Run a program and return what it prints; an exception is an answer too.

    Only text of the clinic's own tables is run. The function comes as a function, f, and not as
    text: nothing of what somebody typed is ever run.
    """
    code = "\n".join(["import tensorflow as tf", *(row[2:] for row in rows)])
    printed: list[Any] = []
    try:
        # A print of its own, as the answer is wanted as a tensor and not as text.
        exec(code, {"f": f, "print": printed.append})  # noqa: S102 - see above
    except Exception as error:  # noqa: BLE001 - whatever TensorFlow raises is what the reader is to see
        return Answer.refused(error)
    return Answer.given(printed[-1])
