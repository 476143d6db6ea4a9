"""Colours, fonts and icons: ten base colours from a file, everything else derived from them."""

import re
import tomllib
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from string import Template

from PySide6.QtCore import QByteArray, QLocale, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

from explorer.ui.desktop import Motion, prefers_contrast, text_factor
from explorer.ui.dressing import Dressing

PROJECTOR_SCALE = 1.35
WIDER = 1.3  # scale from which lines are a pixel wider
DIMMED = 0.38  # opacity of what is pending
_SEMIBOLD = 600
# The sizes that the style sheet may name; its text is filled in before Qt reads it, as Qt knows
# no variables.
SIZES = (11, 12, 13, 14, 15, 26)


def mix(a: str, b: str, t: float) -> str:
    """Return the colour a share `t` of the way from `a` to `b`, over the sRGB components.

    Args:
        a: Colour as "#RRGGBB", returned for t = 0.
        b: Colour as "#RRGGBB", returned for t = 1.
        t: Share of `b`, from 0 to 1.
    """
    pairs = zip(bytes.fromhex(a[1:]), bytes.fromhex(b[1:]), strict=True)
    return "#" + bytes(round(x + (y - x) * t) for x, y in pairs).hex().upper()


@dataclass(frozen=True)
class Theme:
    """The base colours of a theme by name, and its mixing shares."""

    name: str
    colours: dict[str, str]
    mixing: dict[str, float]
    dark: bool = False  # whether light text stands on a dark ground
    contrast: bool = False  # whether lines are as strong as text, and nothing is tinted

    def __getitem__(self, role: str) -> str:
        """Return the colour of a role as "#RRGGBB": a base colour or a derived one."""
        return self.roles[role]

    def tint(self, role: str) -> str:
        """Return the pale form of a base colour, to write `text` on."""
        c = self.colours
        return mix(c["surface"], c["blue" if role == "accent" else role], self.mixing["tint"])

    @cached_property
    def roles(self) -> dict[str, str]:
        """Every colour by the name of its role."""
        c, m = self.colours, self.mixing
        return c | {
            "accent": c["blue"],
            "line": mix(c["surface"], c["text"], m["line"]),
            "grid": mix(c["surface"], c["text"], m["grid"]),
            "edge": mix(c["surface"], c["text"], m["edge"]),
            "hover": mix(c["window"], c["text"], m["hover"]),
            "track": mix(c["surface"], c["text"], m["track"]),
            "dimmed": mix(c["window"], c["text"], 0.42),
            "accent_hover": mix(c["blue"], c["text"], 0.16),
            # Without tints a chosen row is told by the accent itself.
            "chosen": c["blue"] if self.contrast else self.tint("blue"),
            "on_chosen": c["on_accent"] if self.contrast else c["text"],
        }


def weighted(font: QFont, weight: int) -> QFont:
    """Return a copy of a font in another weight.

    Both families are variable fonts, of which Qt's font database knows the regular weight only:
    the weight is set on their axis too. A style sheet cannot do that, so weights are set in code.
    The Chinese face behind them follows the font's own weight only from bold on; then the axis
    stays, or Latin words would be made bold twice.
    """
    copy = QFont(font)
    if weight >= _SEMIBOLD and QLocale().language() == QLocale.Language.Chinese:
        copy.setWeight(QFont.Weight.Bold)
        return copy
    copy.setWeight(QFont.Weight(weight))
    copy.setVariableAxis(QFont.Tag("wght"), weight)
    return copy


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet asks for, and let the widget follow it."""
    # To polish anew takes time, also where nothing differs.
    if widget.property(name) != value:
        widget.setProperty(name, value)
        # Qt asks for a property when a widget is polished, not when the property changes.
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def load_theme(folder: Path, name: str) -> Theme:
    """Read a theme from `folder`/`name`.toml."""
    table = tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
    return Theme(**table)


@dataclass
class _Shared:
    """What the looks of a program have in common."""

    families: dict[str, list[str]]
    motion: Motion
    text_factor: float
    icons: dict[tuple[str, str, int], QIcon] = field(default_factory=dict)
    fonts: dict[tuple[object, ...], QFont] = field(default_factory=dict)


class Look(QObject):
    """The theme in force, with its fonts and icons; tells when it changes.

    Widgets that paint for themselves hold this object and repaint on `changed`. What Qt paints
    follows the style sheet of a part of its window: the same sheet on the application would take Qt
    far longer. A window built in another's place has a look of its own, a `successor`: the old
    window is painted as it was until it goes.

    Attributes:
        theme: Colours in force.
        scale: Factor on all sizes, above 1 for a projector.
        still: Whether nothing may move (reduced motion), by choice or by the desktop's.
    """

    changed = Signal()  # colours or sizes

    def __init__(
        self, resources: Path, parent: QObject | None = None, shared: _Shared | None = None
    ) -> None:
        super().__init__(parent)
        self._resources = resources
        self._shared = shared or _Shared(_load_fonts(), Motion(parent), text_factor())
        self._dressing = Dressing(self)
        self._choice = "system"
        # A theme is there before one is chosen: widgets may ask for colours as soon as there is a
        # look.
        self.theme = load_theme(resources / "themes", "light")
        self.scale = 1.0
        self.still = False
        self._shared.motion.changed.connect(self._keep_still)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow)
        if hasattr(hints, "accessibility"):  # from Qt 6.10 on
            hints.accessibility().contrastPreferenceChanged.connect(self._follow)

    def choose(
        self, choice: str, *, projector: bool = False, still: bool = False, percent: int = 100
    ) -> None:
        """Put a theme in force, "system" for what the desktop has.

        Args:
            choice: Name of the theme.
            projector: Whether everything is drawn larger.
            still: Whether nothing may move.
            percent: Size of texts and all else, beside that of the desktop's font.
        """
        self._choice, self._is_still = choice, still
        self._keep_still()
        larger = PROJECTOR_SCALE if projector else 1.0
        self._apply(larger * percent / 100 * self._shared.text_factor)

    def _keep_still(self) -> None:
        self.still = self._is_still or self._shared.motion.reduced

    _is_still = False

    def successor(self) -> "Look":
        """Return the look of a window that is built in another's place, which keeps its own."""
        return Look(self._resources, self.parent(), self._shared)

    def leave(self) -> None:
        """Follow nothing any more: the window that is left is painted as it is until it goes."""
        self._choice = self.theme.name
        self._dressing.stop()

    def close(self) -> None:
        """Ask the desktop no more."""
        self._shared.motion.close()

    def dress(self, part: QWidget) -> None:
        """Give a part of a window, and what is opened from it, the style sheet in force and every later one."""
        self._dressing.add(part)

    def px(self, size: float) -> int:
        """Return a length in pixels for a length at 100 %."""
        return round(size * self.scale)

    def beside(self, *, dark: bool) -> Theme:
        """Return the light or the dark theme, with high contrast if that in force has it."""
        name = "dark" if dark else "light"
        name = f"contrast-{name}" if self.theme.contrast else name
        return (
            self.theme if name == self.theme.name else load_theme(self._resources / "themes", name)
        )

    def width(self, width: float) -> float:
        """Return a line width: one pixel wider on a projector, and one in high contrast."""
        return width + (self.scale >= WIDER) + self.theme.contrast

    def colour(self, role: str, opacity: float = 1.0) -> QColor:
        """Return the colour of a role, by default opaque."""
        colour = QColor(self.theme[role])
        colour.setAlphaF(opacity)
        return colour

    def font(self, size: float = 13, weight: int = 400, *, mono: bool = False) -> QFont:
        """Return a face of the program's own, with figures of equal width; `size` in px."""
        key = (self.px(size), weight, mono, QLocale().language())
        if key not in self._shared.fonts:
            font = QFont(self._shared.families["mono" if mono else "text"])
            font.setPixelSize(self.px(size))
            # Figures of equal width: a read-out must not jump while its number runs. The other
            # face has no others.
            if not mono:
                font.setFeature(QFont.Tag("tnum"), 1)
            self._shared.fonts[key] = weighted(font, weight)
        return QFont(self._shared.fonts[key])  # shares what Qt found out about the face

    def icon(self, name: str, role: str = "text", size: int = 16) -> QIcon:
        """Return an icon drawn in the colour of `role`, sharp at twice the density too."""
        # By colour, not by role: themes share icons where they share colours.
        key = (name, self.theme[role], self.px(size))
        if key not in self._shared.icons:
            self._shared.icons[key] = self._draw_icon(name, role, self.px(size))
        return self._shared.icons[key]

    def pixmap(self, name: str, role: str = "text", size: int = 16) -> QPixmap:
        """Return an icon as a picture for the main screen's density."""
        return self.icon(name, role, size).pixmap(QSize(self.px(size), self.px(size)))

    def _draw_icon(self, name: str, role: str, size: int) -> QIcon:
        svg = (self._resources / "icons" / f"{name}.svg").read_text(encoding="utf-8")
        icon = QIcon()
        # Qt would make its own grey for what is disabled, unlike that of the texts beside it.
        for mode, colour in ((QIcon.Mode.Normal, role), (QIcon.Mode.Disabled, "dimmed")):
            # Qt's SVG knows no current colour: it would paint black.
            tinted = re.sub("currentColor", self.theme[colour], svg)
            renderer = QSvgRenderer(QByteArray(tinted.encode()))
            # Twice for screens of double density, where a picture drawn once would be blurred.
            for density in (1, 2):
                picture = QPixmap(size * density, size * density)
                picture.fill(Qt.GlobalColor.transparent)
                with QPainter(picture) as painter:
                    renderer.render(painter, QRectF(0, 0, size * density, size * density))
                picture.setDevicePixelRatio(density)
                icon.addPixmap(picture, mode)
        return icon

    def _follow(self) -> None:
        if self._choice == "system":
            self._apply(self.scale)

    def _apply(self, scale: float) -> None:
        name = self._choice
        if name == "system":
            dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
            name = "dark" if dark else "light"
            if prefers_contrast():
                name = f"contrast-{name}"
        is_other = not self._dressing.sheet or (name, scale) != (self.theme.name, self.scale)
        if is_other:
            self.theme, self.scale = load_theme(self._resources / "themes", name), scale
        # Told to every widget, so only where they differ.
        if QApplication.font() != self.font():
            QApplication.setFont(self.font())
        if QApplication.palette() != self._palette():
            QApplication.setPalette(self._palette())
        # Reduced motion alone changes neither colour nor size, and restyles nothing.
        if is_other:
            self._dressing.change(self._style_sheet())
            self.changed.emit()

    def _palette(self) -> QPalette:
        role, palette = QPalette.ColorRole, QPalette()
        roles = {
            role.Window: "window", role.WindowText: "text", role.Base: "surface",
            role.AlternateBase: "window", role.Text: "text", role.Button: "surface",
            role.ButtonText: "text", role.BrightText: "text", role.PlaceholderText: "muted",
            role.ToolTipBase: "surface", role.ToolTipText: "text", role.Highlight: "accent",
            role.HighlightedText: "on_accent", role.Link: "accent", role.Mid: "line",
            role.Accent: "accent",
        }  # fmt: skip
        for key, name in roles.items():
            palette.setColor(key, self.colour(name))
        # As grey as the disabled icons.
        for key in (role.Text, role.ButtonText, role.WindowText):
            palette.setColor(QPalette.ColorGroup.Disabled, key, self.colour("dimmed"))
        return palette

    def _sized(self, rule: re.Match[str]) -> str:
        """Return a rule of the style sheet with its heights and paddings in the scale in force."""
        if self.scale == 1:
            return rule[0]
        # With the border, which keeps its width: a field must not move as its border grows.
        side = 2 if "border: 2px" in rule[0] else 1

        def height(found: re.Match[str]) -> str:
            return f"min-height: {self.px(int(found[1]) + 2 * side) - 2 * side}px"

        def padding(found: re.Match[str]) -> str:
            sides = [int(each) for each in re.findall(r"\d+", found[0])]
            scaled = [self.px(each + side) - side if each else 0 for each in sides]
            return "padding: " + " ".join(f"{each}px" for each in scaled)

        text = re.sub(r"min-height: (\d+)px", height, rule[0])
        return re.sub(r"padding: \d[^;}]*", padding, text)

    def _style_sheet(self) -> str:
        written = (self._resources / "themes" / "style.qss").read_text(encoding="utf-8")
        template = re.sub(r"\{[^{}]*\}", self._sized, written)
        tints = {
            f"tint_{role}": self.theme.tint(role)
            for role in ("accent", "amber", "red", "green", "muted")
        }
        sizes = {f"px{size}": f"{self.px(size)}px" for size in SIZES}
        return Template(template).substitute(self.theme.roles | tints | sizes)


def _load_fonts() -> dict[str, list[str]]:
    """Load the two text families; the desktop's own faces stand behind them."""
    chinese = ["Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Micro Hei"]
    families = {
        "text": ["Inter", *chinese, "sans-serif"],
        "mono": ["JetBrains Mono", *chinese, "monospace"],
    }
    # Found by the packages' own names: fontpkg.path() reads the metadata of everything installed, 30 ms.
    for package in ("fontpkg_inter", "fontpkg_jetbrains_mono"):
        with suppress(ImportError, OSError):
            for file in (files(package) / "files").iterdir():
                # Nothing is set in italics; fewer files are read at a start.
                if "Italic" not in file.name:
                    QFontDatabase.addApplicationFont(str(file))
    return families
