"""Runs a script with `Follow` in every `fit`: `python -m explorer.api.watched SCRIPT.py ARGS`.

What the script prints, raises and returns is its own; Keras is hooked into when the script imports it,
not before, so that what it sets for Keras and TensorFlow still counts.
"""

import importlib.abc
import importlib.util
import runpy
import sys
import traceback
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any


class _WhenKerasComes(importlib.abc.MetaPathFinder):
    """Lets `Follow` into Keras as soon as Keras has been imported."""

    def find_spec(self, name: str, path: Any = None, _: Any = None) -> ModuleSpec | None:
        """Find Keras as everybody does, and remember to hook in after it has run."""
        if name != "keras" or self not in sys.meta_path:
            return None
        sys.meta_path.remove(self)  # once; the search below goes to all others
        spec = importlib.util.find_spec(name, path)
        if spec is not None and spec.loader is not None:
            execute = spec.loader.exec_module

            def execute_and_hook(module: ModuleType) -> None:
                execute(module)
                _hook()

            spec.loader.exec_module = execute_and_hook  # type: ignore[method-assign]
        return spec


def _hook() -> None:
    from explorer.api.following import Follow
    from explorer.core.observing.watching import put_into_every_fit

    put_into_every_fit(lambda: Follow(told=sys.stderr), Follow)


def main(arguments: list[str]) -> None:
    """Run the script as `python SCRIPT.py ARGS` would."""
    script, *_ = arguments
    sys.argv = arguments
    sys.path[0] = str(Path(script).resolve().parent)
    sys.meta_path.insert(0, _WhenKerasComes())
    try:
        runpy.run_path(script, run_name="__main__")
    except Exception as error:  # noqa: BLE001 - told as Python tells it
        trace = error.__traceback__
        while trace is not None and trace.tb_frame.f_code.co_filename != script:
            trace = trace.tb_next  # the frames of this file and of `runpy` are none of theirs
        traceback.print_exception(type(error), error, trace or error.__traceback__)
        raise SystemExit(1) from None


if __name__ == "__main__":
    main(sys.argv[1:])
