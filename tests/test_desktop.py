"""What a desktop reads to open documents: the program's entry and the type of its files."""

import configparser
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from explorer import cli
from explorer.session.session import ENDING

MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"


def test_that_a_desktop_opens_documents_by_the_type_that_it_gives_them(repository: Path) -> None:
    folder = repository / "resources" / "desktop"
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment, method-assign]
    entry.read(folder / "gradient-explorer.desktop", encoding="utf-8")
    (kind,) = ET.parse(folder / "gradient-explorer.xml").getroot()  # noqa: S314 - our own
    glob = kind.find(f"{MIME}glob")
    assert glob is not None
    assert glob.get("pattern") == f"*{ENDING}"
    desktop = entry["Desktop Entry"]
    assert desktop["MimeType"] == f"{kind.get('type')};"
    program, *words = desktop["Exec"].split()
    assert program == "gradient-explorer"
    assert cli.parse([*words[:-1], "a.gex"]).document == "a.gex"
    # Started by its icon it gets no file: the field code stands for nothing then.
    assert not cli.parse(words[:-1]).document


@pytest.mark.parametrize("name", ["gradient-explorer.desktop", "gradient-explorer.xml"])
def test_that_what_a_desktop_reads_is_utf_8_with_line_feeds(repository: Path, name: str) -> None:
    content = (repository / "resources" / "desktop" / name).read_bytes()
    assert content.decode().endswith("\n")
    assert b"\r" not in content
