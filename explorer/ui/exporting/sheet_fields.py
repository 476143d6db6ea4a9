"""What can be chosen of an export: one class a kind, each with a wish as its outcome."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from explorer.core.numerals import fixed, grouped, read_count
from explorer.core.sentences import ExplorerError, said
from explorer.session.endings import endings_of
from explorer.ui.exporting.exporters import Wish
from explorer.ui.exporting.filming import MOST_FRAMES
from explorer.ui.exporting.films import RATES, check_film
from explorer.ui.exporting.pictures import SCALES
from explorer.ui.theme import Look
from explorer.ui.translation import spoken
from explorer.ui.widgets.buttons import Segmented
from explorer.ui.widgets.check_row import CheckRow
from explorer.ui.widgets.fields import ChoiceField, NumberField
from explorer.ui.widgets.labels import label

translate = QCoreApplication.translate

# Of a plot that is drawn anew, in px of the window: half of what a PNG of scale 2 has.
SIZES = {"screen": None, "4:3": (800, 600), "16:9": (960, 540)}
FILM_SCALES = SCALES[:2]  # of more pixels no player shows more


class Fields(QWidget):
    """The column of choices of an export.

    Attributes:
        copies: Whether it can be put on the clipboard.
        note: What the form means.
        size_note: How much it will be; empty while that is not known.
        problem: Why it cannot be made as it is chosen; empty where it can.
    """

    changed = Signal()
    copies = False
    note = size_note = problem = ""

    def __init__(self, wish: Wish, look: Look) -> None:
        super().__init__()
        self._wish, self._look = wish, look
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(6))

    @property
    def wish(self) -> Wish:
        """What is chosen."""
        raise NotImplementedError

    @property
    def pixels_per_pixel(self) -> int:
        """Pixels of the file per pixel of the window."""
        return self.wish.scale

    def _add(self, title: str, field: QWidget) -> None:
        self._column.addWidget(label(title, "label"))
        self._column.addWidget(field)
        self._column.addSpacing(self._look.px(4))

    def _tell(self) -> None:
        self.changed.emit()

    def _segmented(self, name: str, choices: list[tuple[str, str]], value: str) -> Segmented:
        made = Segmented(name, choices, self._look)
        made.set_value(value)
        made.chosen.connect(lambda _: self._tell())
        self._add(name, made)
        return made

    def _choice(self, name: str, choices: list[tuple[str, str]], value: str) -> ChoiceField:
        made = ChoiceField(name, self._look)
        made.set_choices(choices)
        made.set_value(value)
        made.chosen.connect(lambda _: self._tell())
        self._column.addWidget(made)
        self._column.addSpacing(self._look.px(4))
        return made

    def _check(self, name: str, on: bool) -> CheckRow:
        made = CheckRow(name, self._look)
        made.setChecked(on)
        made.toggled.connect(lambda _: self._tell())
        self._column.addWidget(made)
        return made

    def _subject(self, wish: Wish) -> ChoiceField:
        """Add the choice of what is seen."""
        choices = [
            ("plot", translate("Export", "The plot")),
            ("views", translate("Export", "Plots and read-outs")),
            ("page", translate("Export", "The whole page")),
        ]
        return self._choice(translate("Export", "What"), choices, wish.what)

    def _form(self, wish: Wish, kind: str) -> Segmented:
        """Add the choice of a form; of another kind's wish the usual one."""
        keys = [each.key for each in endings_of(kind)]  # type: ignore[arg-type]
        ending = wish.ending if wish.ending in keys else keys[0]
        names = {"webp": "WebP"}
        shown = [(key, names.get(key, key.upper())) for key in keys]
        return self._segmented(translate("Export", "Format"), shown, ending)


class PictureFields(Fields):
    """Of a picture."""

    copies = True

    def __init__(self, wish: Wish, look: Look) -> None:
        super().__init__(wish, look)
        self.form = self._form(wish, "picture")
        self.what = self._subject(wish)
        sizes = [
            ("screen", translate("Export", "As on the screen")),
            ("4:3", translate("Export", "Slide, 4 : 3")),
            ("16:9", translate("Export", "Slide, 16 : 9")),
        ]
        size = next((key for key, each in SIZES.items() if each == wish.size), "screen")
        self.size_ = self._choice(translate("Export", "Size"), sizes, size)
        shown = [(str(each), f"{each}×") for each in SCALES]
        self.scale = self._segmented(translate("Export", "Pixels"), shown, str(wish.scale))
        grounds = [
            ("theme", translate("Export", "As seen")),
            ("none", translate("Export", "None")),
        ]
        self.ground = self._segmented(
            translate("Export", "Background"), grounds, "theme" if wish.ground else "none"
        )
        self.caption = self._check(translate("Export", "Caption"), wish.caption)
        self.link = self._check(translate("Export", "Link in the file"), wish.link)
        self._tell()

    @property
    def wish(self) -> Wish:
        """What is chosen."""
        return replace(
            self._wish,
            what=self.what.value,  # type: ignore[arg-type]
            ending=self.form.value,
            size=SIZES[self.size_.value] if self.what.value == "plot" else None,
            scale=int(self.scale.value),
            ground=self.ground.value == "theme",
            caption=self.caption.isChecked(),
            link=self.link.isChecked(),
        )

    @property
    def pixels_per_pixel(self) -> int:
        """Pixels of the file per pixel of the window; of lines the same as on the screen."""
        return int(self.scale.value) if self.form.value == "png" else 1

    def _tell(self) -> None:
        is_png = self.form.value == "png"
        self.scale.setEnabled(is_png)
        self.size_.setEnabled(self.what.value == "plot")
        self.note = (
            translate("Export", "Drawn anew with every point, in as many pixels as you choose.")
            if is_png
            else translate(
                "Export", "Drawn anew with every point. Curves stay lines, text stays text."
            )
        )
        super()._tell()


class FilmFields(Fields):
    """Of an animation: each place of the timeline is a frame."""

    def __init__(self, wish: Wish, last: int, look: Look) -> None:
        """Take what was chosen before, and the last place of the timeline."""
        super().__init__(wish, look)
        self._last = last
        self.form = self._form(wish, "animation")
        self.what = self._subject(wish)
        shown = [(str(each), str(each)) for each in RATES]
        self.rate = self._segmented(translate("Export", "Frames/s"), shown, str(wish.rate))
        self.first = self._place(translate("Export", "From"), min(wish.first, last))
        until = last if wish.last is None else min(wish.last, last)
        self.last = self._place(translate("Export", "To"), until)
        row = QHBoxLayout()
        row.addWidget(self.first)
        row.addWidget(self.last)
        self._column.addLayout(row)
        self._column.addSpacing(look.px(4))
        shown = [(str(each), f"{each}×") for each in FILM_SCALES]
        scale = min(wish.scale, FILM_SCALES[-1])
        self.scale = self._segmented(translate("Export", "Pixels"), shown, str(scale))
        self.loops = self._check(translate("Export", "Begin again at the end"), wish.loops)
        self.caption = self._check(translate("Export", "Caption"), wish.caption)
        self._tell()

    def _place(self, name: str, value: int) -> NumberField:
        def read(text: str) -> float:
            number = read_count(text)
            if not 0 <= number <= self._last:
                raise ExplorerError(
                    said("Export", "Type a place from 0 to {last}.", last=grouped(self._last))
                )
            return number

        made = NumberField(
            name, self._look, read=read,
            step=lambda n, by: min(max(n + by, 0), self._last), write=lambda n: grouped(int(n)),
        )  # fmt: skip
        made.set_value(value)
        made.committed.connect(lambda _: self._tell())
        return made

    @property
    def wish(self) -> Wish:
        """What is chosen."""
        return replace(
            self._wish,
            what=self.what.value,  # type: ignore[arg-type]
            ending=self.form.value,
            rate=int(self.rate.value),
            first=int(self.first.value),
            last=int(self.last.value),
            scale=int(self.scale.value),
            loops=self.loops.isChecked(),
            caption=self.caption.isChecked(),
        )

    def _tell(self) -> None:
        frames, rate = self.wish.frames, int(self.rate.value)
        self.loops.setEnabled(self.form.value != "mp4")
        self.note = translate("Export", "Each place of the timeline is a frame, as it is shown.")
        self.size_note = translate("Export", "Frames: {frames}, {seconds} s").format(
            frames=grouped(max(frames, 0)), seconds=fixed(max(frames, 0) / rate, 1)
        )
        self.problem = ""
        if frames < 1:
            self.problem = translate("Export", "It ends before it begins. Choose a later end.")
        elif frames > MOST_FRAMES:
            self.problem = translate(
                "Export", "An animation takes at most {most} frames. Choose fewer places."
            ).format(most=grouped(MOST_FRAMES))
        else:
            try:
                check_film(self.form.value)
            except ExplorerError as error:
                self.problem = spoken(error.sentence)
        super()._tell()
