"""Exact derivatives by sympy, in a process that is ended when it takes too long.

This module imports neither sympy nor TensorFlow. What comes back is text, which `read` takes as
it takes what a person types: nothing of it is ever run.
"""

import atexit
import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Lock, Thread
from time import monotonic
from typing import Any

import explorer
from explorer.core.functions.measured import measured_in
from explorer.core.functions.nodes import Formula
from explorer.core.functions.reading.reader import DERIVED, read
from explorer.core.sentences import ExplorerError, said

_START = 60.0  # seconds in which a machine under load has started Python and imported sympy
_WORK = 2.0  # seconds for one derivative

SympyAnswer = dict[str, str]


class SymbolicProcess:
    """A process of sympy, started at the first question and kept for the next ones.

    It ends with `close`, with this program, and at a question that takes too long.

    Args:
        seconds: Time for one derivative.
    """

    def __init__(self, seconds: float = _WORK) -> None:
        self._seconds = seconds
        # Answers bear no number: the next line belongs to the last question.
        self._one_at_a_time = Lock()
        self._process: Any = None

    def derivative(self, formula: Formula, order: int = 1, variable: str = "x") -> Formula:
        """Return the exact derivative of a formula as a formula.

        It is as short as sympy makes it in the time, and as sympy first found it otherwise.

        Args:
            formula: What is differentiated.
            order: How many times, from 1.
            variable: One of its variables.

        Raises:
            ExplorerError: If there is none in real numbers, or none in time.
        """
        question = {
            "text": formula.text,
            "variables": formula.variables,
            "order": order,
            "variable": variable,
        }
        with self._one_at_a_time:
            text = self._asked(question)
        return Formula(text, read(text, formula.variables, DERIVED), formula.variables)

    def close(self) -> None:
        """End the process, if there is one."""
        with self._one_at_a_time:
            self._end()

    def _asked(self, question: dict[str, object]) -> str:
        """Return the last text that came in time; a process that is late is ended."""
        found, answer = "", self._started()
        # One for all answers: the shorter form has the time that the first one left.
        deadline = monotonic() + self._seconds
        if answer:
            answer = self._exchange(deadline, json.dumps(question) + "\n")
        while answer and "text" in answer:
            found = answer["text"]
            answer = self._exchange(deadline)
        if not answer:
            self._end()
        if not found:
            raise _nothing_found() if answer else _too_long(self._seconds)
        return found

    def _started(self) -> SympyAnswer | None:
        """Return the greeting of a process that is ready."""
        if self._process is not None and self._process.poll() is None:
            return {"ready": ""}
        self._end()
        self._process = _new_process()
        return self._exchange(monotonic() + _START)

    def _exchange(self, deadline: float, line: str = "") -> SympyAnswer | None:
        """Send a line, if any, and return the next answer, or None when it is late."""
        process = self._process
        answers: list[str] = []

        def wait() -> None:
            with suppress(OSError):  # the process ended: there is no answer
                process.stdin.write(line)
                process.stdin.flush()
                answers.append(process.stdout.readline())

        # select takes no pipes on Windows; a thread can be waited for anywhere.
        waiting = Thread(target=wait, daemon=True)
        waiting.start()
        waiting.join(max(deadline - monotonic(), 0))
        if waiting.is_alive():
            process.kill()
            waiting.join()
            return None
        return json.loads(answers[0]) if answers and answers[0] else None

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()


def derivative(formula: Formula, order: int = 1, variable: str = "x") -> Formula:
    """Return the exact derivative of a formula; see `SymbolicProcess.derivative`.

    Raises:
        ExplorerError: Also where the formula calls a function that is known by numbers; it says what was
            measured.
    """
    for each in measured_in(formula):
        raise ExplorerError(each.about)
    return _SHARED.derivative(formula, order, variable)


def _new_process() -> Any:
    """Start Python anew; it finds this package and nothing in the current folder."""
    places = [str(Path(explorer.__file__).parents[1]), os.environ.get("PYTHONPATH", "")]
    path = os.pathsep.join(filter(None, places))
    # Most code pages that Windows gives to pipes lack the minus sign −.
    environment = os.environ | {"PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"}
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "explorer.core.functions.symbolic.process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # Nobody reads it, and a full pipe would hold the process.
        stderr=subprocess.DEVNULL,
        env=environment,
        encoding="utf-8",
        # On Windows a console would open over the window.
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _nothing_found() -> ExplorerError:
    return ExplorerError(
        said(
            "Errors",
            "sympy finds no exact derivative in real numbers. Read the one of the tape instead.",
        )
    )


def _too_long(seconds: float) -> ExplorerError:
    return ExplorerError(
        said(
            "Errors",
            "The exact derivative takes longer than {seconds:g} seconds. Shorten the formula.",
            seconds=seconds,
        )
    )


_SHARED = SymbolicProcess()
atexit.register(_SHARED.close)
