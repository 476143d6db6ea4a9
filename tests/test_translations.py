"""Every text of the program has its Chinese, and the compiled table is the one in the repository."""

import re
import shutil
import string
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import PySide6
import pytest

TOOLS = Path(PySide6.__file__).parent


def tool(name: str) -> str:
    """Return the path of one of Qt's translation tools."""
    found = shutil.which(name, path=str(TOOLS))
    assert found is not None
    return found


@pytest.fixture(scope="module")
def collected(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> ET.Element:
    """The translation table brought up to date with the source in a copy."""
    folder = tmp_path_factory.mktemp("translations")
    table = folder / "zh_CN.ts"
    shutil.copy(repository / "resources" / "translations" / "zh_CN.ts", table)
    sources = folder / "sources"
    files = sorted((repository / "explorer").rglob("*.py"))
    sources.write_text("\n".join(str(file) for file in files))
    subprocess.run(
        [
            tool("lupdate"), "-silent", "-locations", "none",
            "-tr-function-alias", "QT_TRANSLATE_NOOP+=said", f"@{sources}", "-ts", str(table),
        ],
        check=True,
    )  # fmt: skip
    return ET.parse(table).getroot()  # noqa: S314 - our own file


def messages(root: ET.Element) -> list[tuple[str, str, str]]:
    """Return source text, translation and its state ("" when finished) of every message."""
    found = []
    for message in root.iter("message"):
        translation = message.find("translation")
        assert translation is not None
        state = translation.get("type", "")
        found.append((message.findtext("source", ""), translation.text or "", state))
    return found


def test_that_every_text_is_translated(collected: ET.Element) -> None:
    missing = [
        source for source, text, state in messages(collected) if state == "unfinished" or not text
    ]
    assert not missing


def test_that_translations_keep_the_places_for_values(collected: ET.Element) -> None:
    def places(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    assert not [source for source, text, _ in messages(collected) if places(source) != places(text)]


def test_that_chinese_sentences_use_full_width_punctuation(collected: ET.Element) -> None:
    half_width = re.compile(r"[\u4e00-\u9fff][,;?!]|[\u4e00-\u9fff]\.$|[\u4e00-\u9fff]\. ")
    assert not [text for _, text, _ in messages(collected) if half_width.search(text)]


def test_that_the_compiled_table_belongs_to_its_source(repository: Path, tmp_path: Path) -> None:
    folder = repository / "resources" / "translations"
    compiled = tmp_path / "zh_CN.qm"
    subprocess.run(
        [tool("lrelease"), "-silent", str(folder / "zh_CN.ts"), "-qm", str(compiled)], check=True
    )
    assert compiled.read_bytes() == (folder / "zh_CN.qm").read_bytes()
