"""The process in which sympy works: one line of JSON asks, up to three lines answer.

It ends when its input ends, and by itself when an answer takes far too long.
"""

import faulthandler
import json
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from queue import SimpleQueue

import sympy

from explorer.core.functions.nodes import Number, with_depths
from explorer.core.functions.reading.reader import DERIVED, read
from explorer.core.functions.symbolic.trees import Returning, to_sympy
from explorer.core.functions.writing.typesetting import plain_tree

_SELF_DESTRUCTION = 20.0  # seconds; whoever asked has long given up


def answers(text: str, variables: list[str], order: int, variable: str) -> Iterator[str]:
    """Yield the derivative as sympy finds it, then as short as sympy makes it.

    Raises:
        ValueError: If it cannot be said as a formula.
    """
    tree = read(text, tuple(variables), DERIVED)
    values = (node.value for node, _ in with_depths(tree) if isinstance(node, Number))
    # Who typed 0.1 reads 0.2 in the answer, who typed 1/10 reads 1/5.
    returning = Returning(decimals=any(value != int(value) for value in values))
    found = sympy.diff(to_sympy(tree), sympy.Symbol(variable, real=True), order)
    # Beside a jump the slope is 0; a formula has no sign for the delta on it.
    found = found.replace(sympy.DiracDelta, lambda *_: sympy.Integer(0))
    first = plain_tree(returning.tree(found))
    yield first
    # simplify counts operations, not letters: at times what it makes is longer to read.
    yield min(first, plain_tree(returning.tree(sympy.simplify(found))), key=len)


def _answer(line: str) -> None:
    """Say what is found as it is found, then that this was all."""
    # Its clock is a thread in C: it ends sympy even where no thread of Python gets a turn.
    faulthandler.dump_traceback_later(_SELF_DESTRUCTION, exit=True)
    with suppress(Exception):  # whatever sympy raises, there is no more to be found
        for text in answers(**json.loads(line)):
            _say({"text": text})
    _say({"done": ""})
    faulthandler.cancel_dump_traceback_later()


def _say(answer: dict[str, str]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def _main() -> None:
    # Read by a thread of its own, so that the end of the input is seen while sympy works.
    lines: SimpleQueue[str] = SimpleQueue()

    def listen() -> None:
        for line in sys.stdin:
            lines.put(line)
        os._exit(0)  # whoever asked is gone, whatever sympy is at

    threading.Thread(target=listen, daemon=True).start()
    _say({"ready": ""})
    while True:
        _answer(lines.get())


if __name__ == "__main__":
    _main()
