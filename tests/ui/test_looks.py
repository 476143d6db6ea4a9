"""In every size, language, theme and leaf everything that is seen stands whole in its place."""

from itertools import combinations, groupby, product
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from explorer.session.session import LEAVES
from explorer.ui.app import Application
from tests.ui.audit import lasting_faults
from tests.ui.pairing import paired
from tests.ui.states import settled, states
from tests.ui.windows import look_at

# Language, projector, sizes: a window for each of the first two, as to build one takes long.
WINDOWS = [
    ("en", False, (1024, 700)), ("en", False, (1920, 1080)), ("zh_CN", False, (1024, 700)),
    ("zh_CN", True, (1280, 800)),
]  # fmt: skip
SEEN = [
    ("descent", "overshoot"), ("descent", "differences"), ("surface", "done"), ("tape", "long"),
    ("mnist", "empty"), ("model", "followed"),
]  # fmt: skip
REST = 60  # milliseconds for what comes after a layout


def test_that_any_two_values_meet() -> None:
    factors = ("abc", range(4), (True, False), "xy")
    found = paired(*factors)
    assert len(found) < 20  # of 48
    for i, j in combinations(range(len(factors)), 2):
        assert {(each[i], each[j]) for each in found} == {*product(factors[i], factors[j])}


@pytest.mark.slow
def test_that_nothing_is_cut_outside_or_on_another(program: Application, tmp_path: Path) -> None:
    known, found = states(tmp_path), list[str]()
    looks = sorted(
        paired(range(len(WINDOWS)), SEEN, (None, *LEAVES), ("light", "dark")),
        key=lambda each: (each[0], each[1]),
    )
    for number, group in groupby(looks, key=lambda each: each[0]):
        language, projector, size = WINDOWS[number]
        look_at(program, language=language, projector=projector)
        program.window.resize(*size)
        for (page, state), seen in groupby(group, key=lambda each: each[1]):
            look_at(program, page=page)
            settled(program)
            known[page][state](program)
            for *_, leaf, theme in seen:
                look_at(program, leaf=leaf, theme=theme)
                QTest.qWait(REST)
                where = f"{page}, {state}, {leaf}, {theme}, {language}, {size}, {projector=}"
                found += [f"{where}: {fault}" for fault in lasting_faults(program.window)]
        program.window.page.pause()
    assert not found, "\n".join(found)
