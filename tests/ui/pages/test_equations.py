"""Worked updates fit a narrow column without becoming too small to be read."""

from collections import defaultdict

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtSvg import QSvgRenderer

from explorer.core.descent.explained import explain
from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.descent.settings import DescentSettings
from explorer.core.descent.trajectory import trajectory
from explorer.core.functions.formula import parse
from explorer.ui.pages.equations import NUMBERS_SIZE, equation_lines
from explorer.ui.typesetting import _coloured, _svg

COLUMN = 300  # px, of the panel in the smallest window
LEAST = 9  # px of letters that are still read


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_that_the_numbers_of_an_update_are_large_enough_in_a_narrow_column(
    key: str,
) -> None:
    settings = DescentSettings(parse("1.234567e-4*x**2"), -3.0123457, 12, key, 0.0123457)
    lines = equation_lines(explain(trajectory(settings), 3, settings))
    for name, line in lines.items():
        if name.startswith("numbers"):
            latex = _coloured(line.latex, defaultdict(lambda: "#000000"))
            svg = _svg(latex, NUMBERS_SIZE, "#000000")
            width = QSvgRenderer(QByteArray(svg)).defaultSize().width()
            assert min(1.0, COLUMN / width) * NUMBERS_SIZE >= LEAST, line.plain


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_that_an_update_has_as_many_rows_at_every_step(key: str) -> None:
    settings = DescentSettings(parse("2*x**2"), 3.0, 12, key, 0.01)
    path = trajectory(settings)

    def rows(cursor: int) -> list[tuple[str, bool]]:
        lines = equation_lines(explain(path, cursor, settings))
        return [(name, "array" in line.latex) for name, line in lines.items()]

    assert rows(0) == rows(1) == rows(11)
