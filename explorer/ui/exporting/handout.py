"""What a page shows, all of it in one value: for a web page and for paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.files.tables import rows_of
from explorer.ui.exporting.pictures import Recorded, record
from explorer.ui.translation import spoken
from explorer.ui.typesetting import FormulaView

if TYPE_CHECKING:
    from explorer.ui.main_window import MainWindow


@dataclass(frozen=True, slots=True)
class Handout:
    """A page as one hands it out.

    Attributes:
        title: Name of the page.
        caption: What is chosen, in a line.
        state: The sentence's bold word.
        text: Its sentence.
        picture: Plots and read-outs, recorded as lines.
        formulas: Of each its words and its picture as SVG, in the order in which they stand.
        headings: Of the table's columns.
        rows: The table's cells as text; all of it.
        program: The page as a program.
        link: The state; empty where it is too long for a link.
        ground: The theme's background as "#RRGGBB".
        ink: The theme's text as "#RRGGBB".
        language: As HTML names it.
    """

    title: str
    caption: str
    state: str
    text: str
    picture: Recorded
    formulas: Sequence[tuple[str, bytes]]
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    program: str
    link: str
    ground: str
    ink: str
    language: str


def handout_of(window: "MainWindow", caption: str, link: str) -> Handout:
    """Take what the page in front shows."""
    page, look = window.page, window.services.look
    leaf = page.frame.leaf("formula")
    formulas = [
        (view.accessibleName(), view.svg)
        for view in leaf.findChildren(FormulaView)
        if view.svg and view.isVisibleTo(leaf)
    ]
    words = page.own.words(page.shown)
    table = page.data.seen
    return Handout(
        title=spoken(page.spec.title),
        caption=caption,
        state=words.state,
        text=words.text,
        picture=record(getattr(page, "hero", page), look),
        formulas=formulas,
        headings=table.headings(spoken),
        rows=list(rows_of(table)),
        program=page.code.program,
        link=link,
        ground=look.theme["surface"],
        ink=look.theme["text"],
        language=window.services.language.replace("_", "-"),
    )
