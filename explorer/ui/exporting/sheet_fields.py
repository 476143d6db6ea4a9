"""What can be chosen of an export: one class a kind, each with a wish as its outcome."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from explorer.core.numerals import fixed, grouped, read_count
from explorer.core.sentences import ExplorerError, said
from explorer.session.endings import Kind, endings_of
from explorer.ui.exporting.exporters import ExportWish
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

# Of what is laid out anew, in px of the window: half of what a PNG of scale 2 has.
SIZES = {"4:3": (800, 600), "16:9": (960, 540)}
FILM_SCALES = SCALES[:2]  # of more pixels no player shows more
_LEAST, _LONGEST, _MOST = (
    160,
    12_000,
    50_000_000,
)  # px of a side, as it is laid out and in the file; pixels


class Fields(QWidget):
    """The column of choices of an export.

    Attributes:
        copies: What puts it on the clipboard; empty where nothing does.
        note: What the form means.
        size_note: How much it will be, as far as it is chosen.
        problem: Why it cannot be made as it is chosen; empty where it can.
    """

    changed = Signal()
    copies = note = size_note = problem = ""

    def __init__(self, wish: ExportWish, look: Look) -> None:
        super().__init__()
        self._wish, self._look = wish, look
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(6))

    @property
    def wish(self) -> ExportWish:
        """What is chosen."""
        raise NotImplementedError

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

    def _colours(self, wish: ExportWish) -> Segmented:
        """Add the choice of a theme, at first the one that is seen."""
        shown = [
            ("light", translate("Export", "Light")),
            ("dark", translate("Export", "Dark")),
        ]
        seen = "dark" if self._look.theme.dark else "light"
        return self._segmented(translate("Export", "Colours"), shown, wish.theme or seen)

    def _subject(self, wish: ExportWish) -> ChoiceField:
        """Add the choice of what is seen."""
        choices = [
            ("plot", translate("Export", "The plot")),
            ("views", translate("Export", "Plots and read-outs")),
            ("page", translate("Export", "The whole page")),
        ]
        return self._choice(translate("Export", "What"), choices, wish.what)

    def _form(self, wish: ExportWish, kind: Kind) -> Segmented:
        """Add the choice of a form; of another kind's wish the usual one."""
        keys = [each.key for each in endings_of(kind)]
        ending = wish.ending if wish.ending in keys else keys[0]
        names = {"webp": "WebP"}
        shown = [(key, names.get(key, key.upper())) for key in keys]
        return self._segmented(translate("Export", "Format"), shown, ending)


class Sized(Fields):
    """Of what has a size: as on the screen, or laid out anew for so many pixels."""

    density = 1  # pixels of the file per pixel of the window

    def _sizes(self, wish: ExportWish) -> None:
        """Add the choice of a size, and the numbers of pixels."""
        self._typed, self.density = wish.size, wish.density
        sizes = [
            ("screen", translate("Export", "As on the screen")),
            ("4:3", translate("Export", "Slide, 4 : 3")),
            ("16:9", translate("Export", "Slide, 16 : 9")),
            ("own", translate("Export", "As typed below")),
        ]
        self.size_ = self._choice(
            translate("Export", "Size"), sizes, "own" if wish.size else "screen"
        )
        self.width_ = self._side(translate("Export", "Width, px"), 0)
        self.height_ = self._side(translate("Export", "Height, px"), 1)
        row = QHBoxLayout()
        row.setSpacing(self._look.px(8))
        for each in (self.width_, label("×", "note"), self.height_):
            row.addWidget(each)
        self.width_.hide_name()
        self.height_.hide_name()
        self._column.addLayout(row)
        self._column.addSpacing(self._look.px(4))

    def _side(self, name: str, place: int) -> NumberField:
        def read(text: str) -> float:
            number = read_count(text)
            if not _LEAST <= number <= _LONGEST:
                raise ExplorerError(
                    said(
                        "Export", "Type a number from {least} to {most}.",
                        least=_LEAST, most=grouped(_LONGEST),
                    )
                )  # fmt: skip
            return number

        def take(_: object) -> None:
            self._typed = int(self.width_.value), int(self.height_.value)
            self.size_.set_value("own")
            self._tell()

        made = NumberField(
            name, self._look, read=read,
            step=lambda n, by: min(max(n + 10 * by, _LEAST), _LONGEST), write=lambda n: grouped(int(n)),
        )  # fmt: skip
        made.set_value((self._typed or SIZES["4:3"])[place])
        made.committed.connect(take)
        return made

    @property
    def chosen_size(self) -> tuple[int, int] | None:
        """What is chosen, in pixels of the file; None for as on the screen."""
        if self.size_.value == "own":
            return self._typed
        side = SIZES.get(self.size_.value)
        return None if side is None else (side[0] * self.density, side[1] * self.density)

    def show_size(self, width: int, height: int) -> None:
        """Show how many pixels it has as on the screen; they can be changed."""
        if self.chosen_size is None:
            self._show(width, height)

    def _show(self, width: int, height: int) -> None:
        self.width_.set_value(width)
        self.height_.set_value(height)

    def _follow_density(self, before: int) -> None:
        """Draw what is typed finer or coarser, but not otherwise."""
        if self._typed and self.size_.value == "own":
            width, height = self._typed
            self._typed = width * self.density // before, height * self.density // before

    def _check_size(self, what: str) -> None:
        """Say what is wrong with the size that is chosen."""
        fits = what != "page"
        for each in (self.size_, self.width_, self.height_):
            each.setEnabled(fits)
        if not fits:
            self.size_.set_value("screen")
        self.problem = ""
        if (size := self.chosen_size) is None:
            return
        self._show(*size)
        if min(size) < (least := _LEAST * self.density):
            self.problem = translate(
                "Export", "At {scale}× each side has at least {least} px. Type more."
            ).format(scale=self.density, least=grouped(least))
        elif size[0] * size[1] > _MOST:
            self.problem = translate(
                "Export", "These are more than {most} million pixels. Type fewer."
            ).format(most=_MOST // 1_000_000)


class PictureFields(Sized):
    """Of a picture."""

    def __init__(self, wish: ExportWish, look: Look) -> None:
        super().__init__(wish, look)
        self.copies = translate("Export", "Copy picture")
        self.form = self._form(wish, "picture")
        self.what = self._subject(wish)
        self._sizes(wish)
        shown = [(str(each), f"{each}×") for each in SCALES]
        self.scale = self._segmented(
            translate("Export", "Pixels per pixel"), shown, str(wish.scale)
        )
        self.theme = self._colours(wish)
        self.ground = self._check(translate("Export", "Background"), wish.ground)
        self.caption = self._check(translate("Export", "Caption"), wish.caption)
        self.link = self._check(translate("Export", "Link in the file"), wish.link)
        self._tell()

    @property
    def wish(self) -> ExportWish:
        """What is chosen."""
        return replace(
            self._wish,
            what=self.what.value,  # type: ignore[arg-type]
            ending=self.form.value,
            size=self.chosen_size,
            scale=int(self.scale.value),
            ground=self.ground.isChecked(),
            theme=self.theme.value,  # type: ignore[arg-type]
            caption=self.caption.isChecked(),
            link=self.link.isChecked(),
        )

    def _tell(self) -> None:
        is_png = self.form.value == "png"
        self.scale.setEnabled(is_png)
        before, self.density = self.density, int(self.scale.value) if is_png else 1
        self._follow_density(before)
        self._check_size(self.what.value)
        self.note = (
            translate("Export", "Drawn anew with every point, in as many pixels as you choose.")
            if is_png
            else translate(
                "Export", "Drawn anew with every point. Curves stay lines, text stays text."
            )
        )
        super()._tell()


class FilmFields(Sized):
    """Of an animation: each place of the timeline is a frame."""

    def __init__(self, wish: ExportWish, last: int, look: Look) -> None:
        """Take what was chosen before, and the last place of the timeline."""
        super().__init__(wish, look)
        self._last = last
        self.form = self._form(wish, "animation")
        self.what = self._subject(wish)
        self._sizes(wish)
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
        self.scale = self._segmented(translate("Export", "Pixels per pixel"), shown, str(scale))
        self.theme = self._colours(wish)
        self.loops = self._check(translate("Export", "Begin again at the end"), wish.loops)
        self.caption = self._check(translate("Export", "Caption"), wish.caption)
        self.link = self._check(translate("Export", "Link in the file"), wish.link)
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
    def wish(self) -> ExportWish:
        """What is chosen."""
        return replace(
            self._wish,
            what=self.what.value,  # type: ignore[arg-type]
            ending=self.form.value,
            rate=int(self.rate.value),
            first=int(self.first.value),
            last=int(self.last.value),
            scale=int(self.scale.value),
            size=self.chosen_size,
            theme=self.theme.value,  # type: ignore[arg-type]
            loops=self.loops.isChecked(),
            caption=self.caption.isChecked(),
            link=self.link.isChecked(),
        )

    def _tell(self) -> None:
        before, self.density = self.density, int(self.scale.value)
        self._follow_density(before)
        self._check_size(self.what.value)
        frames, rate = self.wish.frames, int(self.rate.value)
        self.loops.setEnabled(self.form.value != "mp4")
        self.note = translate("Export", "Each place of the timeline is a frame, as it is shown.")
        self.size_note = translate("Export", "Frames: {frames}, {seconds} s").format(
            frames=grouped(max(frames, 0)), seconds=fixed(max(frames, 0) / rate, 1)
        )
        if self.problem:
            pass
        elif frames < 1:
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
