"""Do one kind of act over and over in the real window, and count what stays: memory, objects, widgets, graphs.

    python benchmarks/leaks.py themes|languages|pages|leaves|lessons|functions|optimizers|… [--times 10]

What an act costs the first few times is kept for the next time; what it costs in the second half, it costs
without end.
"""

import argparse
import ctypes
import gc
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
if sys.platform == "linux" and "DISPLAY" not in os.environ:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from explorer.session.pages import PAGES
from explorer.ui.app import Application
from tests.ui.windows import FIRST, look_at, open_window, wait_until

Act = Callable[[Application], Iterator[None]]
# Commands that are run one after the other, and the page that they are of.
COMMANDS = {
    "functions": ("descent", "descent.function."),
    "optimizers": ("descent", "descent.optimizer."),
    "drawings": ("descent", "descent.show."),
    "landscapes": ("surface", "surface.function."),
    "racers": ("surface", "surface.optimizer."),
    "networks": ("mnist", "mnist.optimizer."),
    "views": ("mnist", "mnist.view."),
    "cases": ("tape", "tape.case."),
    **{f"lessons-{page}": (page, f"{page}.lesson.") for page in PAGES},
}


def themes(program: Application) -> Iterator[None]:
    """Dress the window in the dark, and back."""
    for theme in ("dark", "light"):
        look_at(program, theme=theme)
        yield


def languages(program: Application) -> Iterator[None]:
    """Build the window in Chinese, and back."""
    for language in ("zh_CN", "en"):
        look_at(program, language=language)
        yield


def leaves(program: Application) -> Iterator[None]:
    """Open every leaf of every page."""
    for page in PAGES:
        for leaf in ("formula", "code", "data", "guide", None):
            look_at(program, page=page, leaf=leaf)
        yield


def commands(page: str, prefix: str) -> Act:
    """Return the act of running all commands of a page that begin with some words."""

    def act(program: Application) -> Iterator[None]:
        look_at(program, page=page)
        for command in program.window.commands:
            if command.key.startswith(prefix):
                command.run()
                yield

    return act


ACTS: dict[str, Act] = {
    "themes": themes,
    "languages": languages,
    "leaves": leaves,
    **{name: commands(*named) for name, named in COMMANDS.items()},
}


def rest(program: Application, seconds: float = 0.1, most: float = 20) -> None:
    """Wait until all is answered, but for what plays without end."""
    begin = time.monotonic()
    wait_until(
        lambda: (
            time.monotonic() > begin + (seconds if not program.window.page.busy else most)
        )
    )  # fmt: skip


def held() -> Counter[str]:
    """Return megabytes, Python's objects, Qt's objects and TensorFlow's graphs that are there."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    objects = [type(each).__name__ for each in gc.get_objects()]
    tops = [each for each in QApplication.topLevelWidgets() if each.parent() is None]
    return Counter(
        {
            "MB": pages * os.sysconf("SC_PAGE_SIZE") // 1_000_000,
            "objects": len(objects),
            "Qt": sum(len(top.findChildren(QObject)) for top in tops),
            "graphs": objects.count("FuncGraph"),
            "tensors": objects.count("EagerTensor"),
        }
    )


def main() -> None:
    """Print what is there after each time, and what each time of the second half has added."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("act", choices=ACTS)
    parser.add_argument("--times", type=int, default=10)
    arguments = parser.parse_args()
    application = QApplication([])  # noqa: F841 - it lives as long as its name
    program, after = open_window(FIRST), []
    _ = program.window.commands  # builds every page, which would come in between
    for number in range(arguments.times):
        for _ in ACTS[arguments.act](program):
            rest(program)
        after.append(held())
        print(f"{number + 1:4}", dict(after[-1]), flush=True)
    half = after[len(after) // 2 :]
    for name in half[0]:
        each = (half[-1][name] - half[0][name]) / max(len(half) - 1, 1)
        print(f"{name}: {each:+.1f} each time of the second half")
    program.close()


if __name__ == "__main__":
    main()
