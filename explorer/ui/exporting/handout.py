"""What a page shows, all of it in one value: for a web page and for paper."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from explorer.files.tables import rows_of
from explorer.session.tables import Table
from explorer.ui.exporting.dyeing import Dye
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
        table: The table; all of it.
        program: The page as a program.
        link: The state; empty where it is too long for a link.
        ground: The theme's background as "#RRGGBB".
        ink: The theme's text as "#RRGGBB".
        language: As HTML names it.
        dye: What brings it into the colours of another theme; None for those that are seen.
    """

    title: str
    caption: str
    state: str
    text: str
    picture: Recorded
    formulas: Sequence[tuple[str, bytes]]
    headings: Sequence[str]
    table: Table
    program: str
    link: str
    ground: str
    ink: str
    language: str
    dye: Dye | None = None

    def rows(self, most: int | None = None) -> list[tuple[str, ...]]:
        """Return the table's cells as text; a table may have so many that it is work for a thread."""
        return list(islice(rows_of(self.table), most))

    def dyed(self) -> "Handout":
        """Return it in the colours that are wished for; to be called in a thread."""
        if (dye := self.dye) is None:
            return self
        return replace(
            self,
            picture=self.picture.dyed(),
            formulas=[(words, dye.text(svg)) for words, svg in self.formulas],
            ground=dye.name(self.ground),
            ink=dye.name(self.ink),
            dye=None,
        )


def handout_of(window: "MainWindow", caption: str, link: str, dye: Dye | None = None) -> Handout:
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
        picture=record(getattr(page, "hero", page), look, dye=dye),
        formulas=formulas,
        headings=table.headings(spoken),
        table=table,
        program=page.code.program,
        link=link,
        ground=look.theme["surface"],
        ink=look.theme["text"],
        language=window.services.language.replace("_", "-"),
        dye=dye,
    )
