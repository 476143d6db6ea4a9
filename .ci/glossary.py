"""Write the guide's glossary from the table that the tooltips use, in every language.

Run it after changing a term in `explorer/ui/terms/subjects.py` and its translation.
"""

# ruff: noqa: E402 - the checkout's path comes first

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / ".ci")]

from translations import TABLES, translations

from explorer.ui.terms.meaning import CONTEXTS
from explorer.ui.terms.subjects import TERMS

GLOSSARY = ROOT / "docs" / "guide" / "glossary.md"
HEAD = """# Glossary, 术语表

What the names in the window mean; the same sentences stand in its tooltips.

| term | | 术语 | |
|---|---|---|---|
"""


def text() -> str:
    """Return the glossary as it should stand in its file."""
    chinese = translations(TABLES / "zh_CN.ts")

    def called(name: str) -> str:
        found = (chinese.get((context, name)) for context in CONTEXTS)
        return next(filter(None, found), name)

    rows = [
        f"| {t.names[0]} | {t.about} | {called(t.names[0])} | {chinese.get(('Terms', str(t.about)), '')} |"
        for t in sorted(TERMS, key=lambda each: each.names[0].casefold())
    ]
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    GLOSSARY.write_text(text(), encoding="utf-8")
