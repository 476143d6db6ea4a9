"""A followed run as a still picture for a notebook: loss and heat map as SVG, without Qt."""

from xml.sax.saxutils import escape

import numpy as np
from numpy.typing import NDArray

from explorer.core.numerals import grouped, significant
from explorer.core.observing.observed import Born, ModelRun
from explorer.session.model.resolving import pictures
from explorer.session.model.snapshots import (
    EMPTY,
    NO_GRADIENT,
    NOT_FINITE,
    SHADES,
    Picture,
    Points,
    RunWish,
    Window,
)

MOST_ROWS = 40  # variables drawn; the rest are counted
_NAMES, _WIDE, _RIGHT = 190, 500, 70  # px: left of the plots, the plots, right of them
_HEAD, _LOSS, _GAP, _ROW = 56, 120, 34, 14
_COLUMNS = 125  # of the map: 4 px each
_TONES = 24  # that shades are drawn in, so that cells of one tone are one path
# The light theme's, on white: a notebook's own page may be dark, and says nothing of that here.
_TEXT, _MUTED, _LINE, _BLUE = "#171B21", "#56606C", "#D9DBDF", "#0A4FD6"
_MAP, _SURFACE = (0x2C, 0x5A, 0x86), (0xFF, 0xFF, 0xFF)
_ODD = {NOT_FINITE: "#BE1E2D", NO_GRADIENT: "#D9A441"}
_STATES = {"finished": "ended", "stopped": "stopped", "failed": "ended by an error"}


def still(run: ModelRun) -> str:
    """Return loss, and gradient norms of variables × steps, as the text of an SVG."""
    rows = tuple(range(min(len(run.variables), MOST_ROWS)))
    window = Window(0, max(run.last_step, 2), _COLUMNS)
    picture = next(pictures(run, RunWish("gradient", rows, window)))
    map_top = _HEAD + _LOSS + _GAP
    below = map_top + _ROW * len(rows)
    parts = [
        _text(16, 22, _title(run), weight=600, size=14),
        *_loss(picture, window),
        _text(_NAMES, map_top - 8, "Gradient norm of each variable", weight=600),
        *_map(picture, run, window, map_top),
        *_axis(window, below),
        *_legend(picture, map_top, len(rows)),
    ]
    notes = []
    if len(run.variables) > len(rows):
        notes.append(f"{len(rows)} of {len(run.variables)} variables are drawn.")
    if run.born is not None:
        notes.append(_birth(run.born))
    for place, note in enumerate(notes):
        parts.append(_text(16, below + 44 + 18 * place, note, fill=_MUTED))
    width, height = _NAMES + _WIDE + _RIGHT, below + 40 + 18 * len(notes)
    # The background first: a notebook may be dark.
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="Inter, sans-serif">'
        f'<rect width="{width}" height="{height}" fill="#FFFFFF"/>{"".join(parts)}</svg>'
    )


def _title(run: ModelRun) -> str:
    name = run.description.model or "Run"
    state = _STATES.get(run.ended or "", "not ended")
    loss = run.metrics.get("loss")
    told = "" if loss is None or not len(loss.values) else f", loss {_short(loss.values[-1])}"
    return f"{name}: step {grouped(run.last_step)}{told}, {state}"


def _birth(born: Born) -> str:
    step = grouped(born.step)
    if not born.operation:
        return f"A loss or gradient that is not finite was noticed at step {step}."
    where = f" ({born.layer})" if born.layer else ""
    return f"The first value that is not finite was born at step {step} in {born.operation}{where}."


def _short(value: float) -> str:
    return significant(float(value)) if np.isfinite(value) else str(float(value))


def _x(steps: NDArray[np.float64], window: Window) -> NDArray[np.float64]:
    return _NAMES + _WIDE * (steps - window.left) / (window.right - window.left)


def _loss(picture: Picture, window: Window) -> list[str]:
    low, high = np.log10(picture.reach)
    low, high = (low - 0.1, high + 0.1) if high - low < 0.2 else (low, high)

    def path(points: Points, width: float, opacity: float) -> str:
        steps, values = points
        known = np.isfinite(values) & (values > 0)
        if not known.any():
            return ""
        height = np.log10(np.where(known, values, 1.0))
        y = _HEAD + _LOSS * np.clip((high - height) / (high - low), 0.0, 1.0)
        drawn, text = False, []
        for x, level, there in zip(_x(steps, window), y, known, strict=True):
            # A line goes on only between two numbers that are there.
            text += [f"{'L' if drawn else 'M'}{x:.1f} {level:.1f}"] if there else []
            drawn = bool(there)
        return (
            f'<path d="{"".join(text)}" fill="none" stroke="{_BLUE}" stroke-width="{width}" '
            f'stroke-opacity="{opacity}"/>'
        )

    base = _HEAD + _LOSS
    return [
        _text(_NAMES, _HEAD - 8, "loss, each step and smoothed; logarithmic", weight=600),
        f'<path d="M{_NAMES} {base}h{_WIDE}" stroke="{_LINE}"/>',
        path(picture.raw, 1, 0.38),
        path(picture.smooth, 2, 1),
        _text(_NAMES - 8, _HEAD + 8, _short(10.0**high), fill=_MUTED, anchor="end"),
        _text(_NAMES - 8, base, _short(10.0**low), fill=_MUTED, anchor="end"),
    ]


def _map(picture: Picture, run: ModelRun, window: Window, top: int) -> list[str]:
    cells = picture.cells
    tones = np.where(cells <= SHADES, np.rint(cells / SHADES * _TONES), cells).astype(int)
    edges = picture.left + picture.size * np.arange(cells.shape[1] + 1)
    x = np.clip(_x(edges, window), _NAMES, _NAMES + _WIDE)
    paths: dict[int, list[str]] = {}
    for row, line in enumerate(tones):
        ends = np.flatnonzero(np.diff(line)) + 1
        for begin, end in zip([0, *ends], [*ends, len(line)], strict=True):
            tone = int(line[begin])
            if tone != EMPTY and x[end] > x[begin]:
                at = f"M{x[begin]:.1f} {top + _ROW * row}"
                paths.setdefault(tone, []).append(f"{at}H{x[end]:.1f}v{_ROW - 1}H{x[begin]:.1f}z")
    drawn = [f'<path d="{"".join(d)}" fill="{_colour(tone)}"/>' for tone, d in paths.items()]
    for row, index in enumerate(picture.rows):
        name = run.names[index]
        shown = name if len(name) <= 28 else f"{name[:13]}…{name[-14:]}"
        drawn.append(_text(_NAMES - 8, top + _ROW * row + 11, shown, anchor="end", size=11))
    return drawn


def _colour(tone: int) -> str:
    if tone in _ODD:
        return _ODD[tone]
    part = 0.06 + 0.94 * tone / _TONES
    mixed = (
        round(ground + part * (dark - ground)) for ground, dark in zip(_SURFACE, _MAP, strict=True)
    )
    return "#" + "".join(f"{each:02X}" for each in mixed)


def _axis(window: Window, y: int) -> list[str]:
    middle = round((window.left + window.right) / 2)
    return [
        _text(_NAMES + _WIDE * place, y + 18, grouped(step), fill=_MUTED, anchor=anchor)
        for place, step, anchor in (
            (0.0, 0, "start"),
            (middle / window.right, middle, "middle"),
            (1.0, round(window.right), "end"),
        )
    ] + [_text(_NAMES + _WIDE + 8, y + 18, "steps", fill=_MUTED)]


def _legend(picture: Picture, top: int, rows: int) -> list[str]:
    if not rows:
        return []
    x, height = _NAMES + _WIDE + 8, max(_ROW * rows - 1, 40)
    tones = range(_TONES, -1, -1)
    step = height / (_TONES + 1)
    bar = [
        f'<rect x="{x}" y="{top + step * n:.1f}" width="10" height="{step + 0.5:.1f}" '
        f'fill="{_colour(tone)}"/>'
        for n, tone in enumerate(tones)
    ]
    ends = ((picture.high, top + 10), (picture.low, top + height))
    # As on the page: whole decades.
    return bar + [_text(x + 16, at, f"1e{round(power)}", fill=_MUTED) for power, at in ends]


def _text(
    x: float,
    y: float,
    text: str,
    *,
    fill: str = _TEXT,
    anchor: str = "start",
    weight: int = 400,
    size: int = 12,
) -> str:
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" fill="{fill}" font-size="{size}" font-weight="{weight}" '
        f'text-anchor="{anchor}">{escape(text)}</text>'
    )
