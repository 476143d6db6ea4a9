"""Collect every text of the program for its translators, and compile what they have translated.

Run it after changing a text; fill in what is "unfinished" in a table of resources/translations, and
run it again. For a new language, begin with an empty file of its name there. Qt's lupdate is not
used: it passes over sentences that carry values, `said("Errors", "…{rate}…", rate=…)`, while
Python's own parser sees them all.
"""

import ast
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import PySide6

ROOT = Path(__file__).resolve().parent.parent
TABLES = ROOT / "resources" / "translations"
MARKS = ("translate", "said")
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'

Text = tuple[str, str]  # context and source


def texts(folder: Path) -> set[Text]:
    """Return every text under a folder that is marked for translation.

    Raises:
        ValueError: If a marked text is no literal, so that nobody could translate it.
    """
    return {text for file in folder.rglob("*.py") for text in _texts_of(file)}


def _texts_of(file: Path) -> Iterator[Text]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MARKS:
            literals = [a.value for a in node.args[:2] if isinstance(a, ast.Constant)]
            if len(literals) != 2:
                raise ValueError(f"{file}:{node.lineno}: context and text must be literals")
            yield str(literals[0]), str(literals[1])


def translations(table: Path) -> dict[Text, str]:
    """Return what has been translated, by context and source."""
    found = {}
    for context in ET.parse(table).getroot().iter("context") if table.stat().st_size else ():
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is not None and translation.text and not translation.get("type"):
                found[name, message.findtext("source", "")] = translation.text
    return found


def write(table: Path, wanted: set[Text], known: dict[Text, str]) -> None:
    """Write the table, sorted, with what is missing marked as unfinished."""
    root = ET.Element("TS", version="2.1", language=table.stem, sourcelanguage="en")
    for name in sorted({context for context, _ in wanted}):
        context = ET.SubElement(root, "context")
        ET.SubElement(context, "name").text = name
        for key in sorted(text for text in wanted if text[0] == name):
            message = ET.SubElement(context, "message")
            ET.SubElement(message, "source").text = key[1]
            translation = ET.SubElement(message, "translation")
            if key in known:
                translation.text = known[key]
            else:
                translation.set("type", "unfinished")
    ET.indent(root, "    ")
    table.write_text(HEAD + ET.tostring(root, encoding="unicode") + "\n", encoding="utf-8")


def compile_table(table: Path, compiled: Path) -> None:
    """Compile a table with Qt's lrelease."""
    (tool,) = Path(PySide6.__file__).parent.glob("lrelease*")
    subprocess.run([tool, "-silent", table, "-qm", compiled], check=True)


if __name__ == "__main__":
    wanted = texts(ROOT / "explorer")
    for table in sorted(TABLES.glob("*.ts")):
        known = translations(table)
        write(table, wanted, known)
        compile_table(table, table.with_suffix(".qm"))
        print(f"{table.stem}: {len(wanted)} texts, {len(wanted - known.keys())} to translate")
