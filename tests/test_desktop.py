"""What a desktop reads to open documents: the program's entry and the type of its files."""

import configparser
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from explorer import __version__, cli
from explorer.session.session import ENDING

MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"


def test_that_a_desktop_opens_documents_by_the_type_that_it_gives_them(repository: Path) -> None:
    folder = repository / "resources" / "desktop"
    (kind,) = ET.parse(folder / "gradient-explorer.xml").getroot()  # noqa: S314 - our own
    glob = kind.find(f"{MIME}glob")
    assert glob is not None
    assert glob.get("pattern") == f"*{ENDING}"
    desktop = entry_in(folder)
    assert desktop["MimeType"] == f"{kind.get('type')};"
    program, *words = desktop["Exec"].split()
    assert program == "gradient-explorer"
    assert cli.parse([*words[:-1], "a.gex"]).document == "a.gex"
    # Started by its icon it gets no file: the field code stands for nothing then.
    assert not cli.parse(words[:-1]).document


def entry_in(folder: Path) -> configparser.SectionProxy:
    """Return the program's entry in a desktop's menu."""
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment, method-assign]
    entry.read(folder / "gradient-explorer.desktop", encoding="utf-8")
    return entry["Desktop Entry"]


def test_that_software_centres_are_told_the_same_as_the_desktop(repository: Path) -> None:
    folder = repository / "resources" / "desktop"
    told = ET.parse(folder / "gradient-explorer.metainfo.xml").getroot()  # noqa: S314 - our own
    entry = entry_in(folder)
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    summaries = {each.get(language): each.text for each in told.iter("summary")}
    assert summaries == {None: entry["Comment"], "zh_CN": entry["Comment[zh_CN]"]}
    assert told.findtext("name") == entry["Name"]
    assert told.findtext("provides/mediatype") == entry["MimeType"].strip(";")
    assert told.findtext("provides/binary") == entry["Exec"].split()[0]
    assert {each.text for each in told.iter("category")} <= set(entry["Categories"].split(";"))


def test_that_releases_are_told_as_the_changelog_has_them(repository: Path) -> None:
    """A heading of the changelog is a version and the day of its release, or "unreleased"."""
    changelog = (repository / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (\S+) \((\S+)\)$", changelog, re.MULTILINE)
    assert headings[0][0] == __version__
    folder = repository / "resources" / "desktop"
    told = ET.parse(folder / "gradient-explorer.metainfo.xml").getroot()  # noqa: S314 - our own
    releases = [(each.get("version"), each.get("date")) for each in told.iter("release")]
    assert releases == [each for each in headings if each[1] != "unreleased"]


def checked_by(tool: list[str], repository: Path, name: str) -> subprocess.CompletedProcess[str]:
    if shutil.which(tool[0]) is None:
        pytest.skip(f"needs {tool[0]}")
    file = repository / "resources" / "desktop" / name
    return subprocess.run([*tool, file], capture_output=True, text=True, check=False)


def test_that_desktops_find_no_fault_in_the_entry(repository: Path) -> None:
    checked = checked_by(["desktop-file-validate"], repository, "gradient-explorer.desktop")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_that_software_centres_find_no_fault_but_that_there_is_no_homepage_yet(
    repository: Path,
) -> None:
    tool = ["appstreamcli", "validate", "--no-net"]
    checked = checked_by(tool, repository, "gradient-explorer.metainfo.xml")
    told = [line for line in checked.stdout.splitlines() if line.startswith(("E:", "W:"))]
    # Versions from 1.0 on warn of it.
    assert not [line for line in told if "url-homepage-missing" not in line], checked.stdout
    assert checked.returncode == 0 or told, checked.stderr


@pytest.mark.parametrize(
    "name",
    ["gradient-explorer.desktop", "gradient-explorer.xml", "gradient-explorer.metainfo.xml"],
)
def test_that_what_a_desktop_reads_is_utf_8_with_line_feeds(repository: Path, name: str) -> None:
    content = (repository / "resources" / "desktop" / name).read_bytes()
    assert content.decode().endswith("\n")
    assert b"\r" not in content
