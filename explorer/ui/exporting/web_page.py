"""A handout as a web page of one file: no network, no script, nothing that is not in it."""

import base64
import re
from html import escape

from PySide6.QtCore import QCoreApplication

from explorer.ui.exporting.handout import Handout
from explorer.ui.exporting.pictures import encoded

translate = QCoreApplication.translate

# A browser that keeps to this asks for nothing, whatever the page had in it.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

_SIZE = r' (width|height)="[0-9]+"'
_STYLE = """
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; background: $ground; color: $ink;
  font: 16px/1.5 Inter, "Noto Sans SC", system-ui, sans-serif; }
h1 { margin-bottom: 0; } h2 { margin-top: 2rem; font-size: 1.2rem; }
figure { margin: 1.5rem 0; } figure svg { width: 100%; height: auto; } figcaption { opacity: 0.75; }
ul.formulas { list-style: none; padding: 0; } ul.formulas img { max-width: 100%; vertical-align: middle; }
pre { overflow-x: auto; padding: 1rem; border: 1px solid; border-radius: 6px;
  font: 13px/1.5 "JetBrains Mono", monospace; }
details { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 13px; }
th, td { padding: 2px 10px; text-align: right; border-bottom: 1px solid; }
.link { overflow-wrap: anywhere; font: 12px/1.4 monospace; }
@media print { details { display: block; } }
"""


def web_page(handout: Handout) -> bytes:
    """Return a handout as HTML in UTF-8."""
    style = _STYLE.replace("$ground", handout.ground).replace("$ink", handout.ink)
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{escape(handout.language)}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">',
        '<meta name="viewport" content="width=device-width">',
        '<meta name="generator" content="Gradient Explorer">',
        f"<title>{escape(handout.title)}</title>",
        f"<style>{style}</style>",
        "</head>",
        "<body>",
        f"<h1>{escape(handout.title)}</h1>",
        f"<p><strong>{escape(handout.state)}</strong> {escape(handout.text)}</p>",
        f"<figure>{_picture(handout)}<figcaption>{escape(handout.caption)}</figcaption></figure>",
        *_formulas(handout),
        *_table(handout),
        *_program(handout),
        *_link(handout),
        "</body>",
        "</html>",
    ]
    return "\n".join(parts).encode(errors="replace")


def _picture(handout: Handout) -> str:
    """Return the picture as part of the page: its words can be searched for and copied."""
    text = encoded(handout.picture, "svg").decode()
    svg = text[text.index("<svg") :]
    tag, rest = svg.split(">", 1)
    svg = f"{re.sub(_SIZE, '', tag)}>{rest}"  # it is as wide as the page
    return svg.replace("<svg", f'<svg role="img" aria-label="{escape(handout.caption)}"', 1).strip()


def _formulas(handout: Handout) -> list[str]:
    if not handout.formulas:
        return []
    shown = [
        # Each a picture by itself: the names of letters in one would be those of another.
        f'<li><img alt="{escape(words)}" src="data:image/svg+xml;base64,'
        f'{base64.b64encode(svg).decode()}"></li>'
        for words, svg in handout.formulas
    ]
    title = escape(translate("Handout", "Formulas"))
    return [f'<h2>{title}</h2><ul class="formulas">', *shown, "</ul>"]


def _table(handout: Handout) -> list[str]:
    if not len(handout.table):
        return []
    title = translate("Handout", "Numbers, rows: {rows}").format(rows=f"{len(handout.table):,}")
    return [
        f"<h2>{escape(title)}</h2><details open><summary>{escape(handout.title)}</summary><table>",
        "<thead>" + _row("th", handout.headings) + "</thead><tbody>",
        *(_row("td", row) for row in handout.rows()),
        "</tbody></table></details>",
    ]


def _row(cell: str, texts: object) -> str:
    cells = (f"<{cell}>{escape(text)}</{cell}>" for text in texts)  # type: ignore[attr-defined]
    return f"<tr>{''.join(cells)}</tr>"


def _program(handout: Handout) -> list[str]:
    if not handout.program:
        return []
    title = escape(translate("Handout", "Program"))
    return [f"<h2>{title}</h2><pre><code>{escape(handout.program)}</code></pre>"]


def _link(handout: Handout) -> list[str]:
    if not handout.link:
        return []
    title = escape(translate("Handout", "This state as a link, to be opened in Gradient Explorer"))
    return [f'<h2>{title}</h2><p class="link">{escape(handout.link)}</p>']
