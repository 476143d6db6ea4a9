"""What a Formula leaf says, as Markdown: headings, words, and formulas in TeX between dollars."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtWidgets import QGridLayout, QLabel, QLayout, QScrollArea, QWidget

from explorer.ui.pages.skeleton import Page
from explorer.ui.typesetting import Formulas, FormulaView
from explorer.ui.widgets.labels import Badge, Heading

_ROLE = re.compile(r"\\role\{\w+\}")  # a colour, which paper has not
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|$~])")


def formulas_of(page: Page[Any, Any]) -> str:
    """Return what the page's Formula leaf shows, from top to bottom."""
    latex: dict[QWidget, str] = {
        view: formulas.lines[name].latex
        for formulas in page.typesetter.findChildren(Formulas)
        for name, view in formulas.views.items()
        if name in formulas.lines
    }
    return "\n\n".join(_of_widget(page.frame.leaf("formula"), latex, "$$"))


def escaped(text: str) -> str:
    """Return words in which Markdown sees no marks."""
    return _MARKS.sub(r"\\\1", text)


def _of_widget(widget: QWidget | None, latex: Mapping[QWidget, str], by: str) -> Iterator[str]:
    if isinstance(widget, FormulaView):
        if widget in latex:
            yield f"{by}{_ROLE.sub('', latex[widget])}{by}"
    elif isinstance(widget, Heading | Badge | QLabel):
        text = widget.text() if isinstance(widget, QLabel) else widget.text
        if text:
            yield f"### {escaped(text)}" if isinstance(widget, Heading) else escaped(text)
    elif isinstance(widget, QScrollArea):
        yield from _of_widget(widget.widget(), latex, by)
    elif widget is not None and (layout := widget.layout()) is not None:
        yield from _of_layout(layout, latex, by)
    elif widget is not None:
        for child in widget.children():
            if isinstance(child, QWidget) and not child.isHidden():
                yield from _of_widget(child, latex, by)


def _of_layout(layout: QLayout, latex: Mapping[QWidget, str], by: str) -> Iterator[str]:
    if isinstance(layout, QGridLayout):
        # A row is a line: a word and what it stands for.
        for row in range(layout.rowCount()):
            items = (layout.itemAtPosition(row, column) for column in range(layout.columnCount()))
            widgets = [item.widget() for item in items if item is not None]
            seen = [each for each in widgets if each is not None and not each.isHidden()]
            if line := " ".join(part for each in seen for part in _of_widget(each, latex, "$")):
                yield line
        return
    for index in range(layout.count()):
        item = layout.itemAt(index)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None and not widget.isHidden():
            yield from _of_widget(widget, latex, by)
        elif inner is not None:
            yield from _of_layout(inner, latex, by)
