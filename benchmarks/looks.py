"""Look at every page in every leaf, state, language, theme and size, and tell what is cut or outside.

    QT_QPA_PLATFORM=offscreen python benchmarks/looks.py [--page descent] [--twice]

`--twice` draws at two pixels for one, as a screen of 3,840 × 2,160 does. Each fault is told once,
with the first place where it was seen and how often. Takes about half an hour on two cores.
"""

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

if "--twice" in sys.argv:
    os.environ["QT_SCALE_FACTOR"] = "2"
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from explorer.session.session import LEAVES, THEMES
from explorer.ui.app import Application
from tests.ui import windows
from tests.ui.audit import lasting_faults
from tests.ui.states import settled, states
from tests.ui.windows import open_window, put_away, viewing

LANGUAGES = ("en", "zh_CN")
SIZES = {False: ((1024, 700), (1280, 800), (1920, 1080)), True: ((1280, 800), (1920, 1080))}
TWICE = {False: ((1920, 1080),), True: ((1920, 1080),)}  # of 3,840 x 2,160 px
windows.PATIENCE = 300_000  # of a busy machine
REST = 60  # milliseconds for what comes after a layout


def main() -> None:
    """Tell every fault with how often it was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--page", action="append", default=[])
    parser.add_argument("--state", action="append", default=[])
    parser.add_argument("--language", action="append", default=[])
    parser.add_argument("--twice", action="store_true")
    parser.add_argument("--quick", action="store_true", help="one theme for each size")
    arguments = parser.parse_args()
    application = QApplication([])
    found = Found()
    with tempfile.TemporaryDirectory() as folder:
        known = states(Path(folder))
        for language in arguments.language or LANGUAGES:
            for projector, sizes in (TWICE if arguments.twice else SIZES).items():
                program = open_window(viewing(language=language, projector=projector))
                for page in arguments.page or known:
                    show(program, page=page)
                    settled(program)
                    for state, bring in known[page].items():
                        if not arguments.state or state in arguments.state:
                            bring(program)
                            where = f"{page}, {state}, {language}, {'projector' * projector}"
                            look_at_all(program, sizes, where, found, quick=arguments.quick)
                    program.window.page.pause()
                    print(
                        page, language, found.looks, len(found.times), file=sys.stderr, flush=True
                    )
                put_away([program])
    application.quit()
    for fault, times in found.times.most_common():
        print(f"{times:5} {fault}   [{found.first[fault]}]")
    print(f"{found.looks} looks, {len(found.times)} faults")


class Found:
    """Faults with how often and where they were seen, and how often one looked."""

    def __init__(self) -> None:
        self.times: Counter[str] = Counter()
        self.first: dict[str, str] = {}
        self.looks = 0


def look_at_all(
    program: Application, sizes: Sequence[tuple[int, int]], where: str, found: Found, *, quick: bool
) -> None:
    """Look at a state in every size, leaf and theme."""
    for number, size in enumerate(sizes):
        program.window.resize(*size)
        for leaf in (None, *LEAVES):
            show(program, leaf=leaf)
            for theme in (THEMES[number],) if quick else THEMES:
                show(program, theme=theme)
                QTest.qWait(REST)
                found.looks += 1
                for fault in lasting_faults(program.window):
                    told = f"{where.partition(',')[0]}: {fault}"
                    found.times[told] += 1
                    found.first.setdefault(told, f"{where}, {leaf}, {theme}, {size}")


def show(program: Application, **view: object) -> None:
    """Look at something else of the window."""
    program.store.change(lambda s: replace(s, view=replace(s.view, **view)))  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
