"""Every text of the program has its Chinese, and the compiled table is the one in the repository."""

import re
import runpy
import string
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="module")
def tool(repository: Path) -> dict[str, Any]:
    """The functions of the script that collects and compiles texts."""
    return runpy.run_path(str(repository / ".ci" / "translations.py"))


@pytest.fixture(scope="module")
def texts(repository: Path, tool: dict[str, Any]) -> set[tuple[str, str]]:
    """Every text that a person reads, with its context."""
    found: set[tuple[str, str]] = tool["texts"](repository / "explorer")
    return found


@pytest.fixture(scope="module")
def chinese(tool: dict[str, Any]) -> dict[tuple[str, str], str]:
    """What has been translated."""
    known: dict[tuple[str, str], str] = tool["translations"](tool["TABLES"] / "zh_CN.ts")
    return known


def places(text: str) -> set[str]:
    """Return the names of the places for values."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_that_every_text_is_translated(
    texts: set[tuple[str, str]], chinese: dict[tuple[str, str], str]
) -> None:
    assert not texts - chinese.keys()


def test_that_nothing_is_translated_that_nobody_reads(
    texts: set[tuple[str, str]], chinese: dict[tuple[str, str], str]
) -> None:
    assert not chinese.keys() - texts


def test_that_translations_keep_the_places_for_values(chinese: dict[tuple[str, str], str]) -> None:
    assert not [key for key, text in chinese.items() if places(key[1]) != places(text)]


def test_that_sentences_have_typographic_apostrophes_and_quotation_marks(
    texts: set[tuple[str, str]], repository: Path
) -> None:
    lessons = [
        line.partition(" = ")[2]
        for file in (repository / "resources" / "lessons").glob("*.en.toml")
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    straight = re.compile(r"(?<=[A-Za-z}])'(?=[A-Za-z ])")
    assert not [text for text in (*(text for _, text in texts), *lessons) if straight.search(text)]
    # But for Python's own, in what is to be typed.
    assert [text for _, text in texts if '"' in text] == [
        'Give a function, for example "2*x**2", or a session that has one.'
    ]


def test_that_chinese_sentences_use_full_width_punctuation(
    chinese: dict[tuple[str, str], str],
) -> None:
    half_width = re.compile(r"[\u4e00-\u9fff][,;?!]|[\u4e00-\u9fff]\.(\s|$)")
    assert not [text for text in chinese.values() if half_width.search(text)]


def test_that_latin_words_stand_apart_from_chinese_ones(
    chinese: dict[tuple[str, str], str],
) -> None:
    touching = re.compile(r"[\u4e00-\u9fff][A-Za-z0-9{]|[A-Za-z0-9}][\u4e00-\u9fff]")
    assert not [text for text in chinese.values() if touching.search(text)]


def test_that_chinese_calls_who_reads_by_one_word(repository: Path) -> None:
    files = [
        each for folder in ("resources/translations", "resources/lessons", "docs")
        for each in (repository / folder).rglob("*zh_CN*") if each.suffix in (".ts", ".toml", ".md")
    ]  # fmt: skip
    said = {each.name: each.read_text(encoding="utf-8") for each in files}
    assert sum("你" in text for text in said.values()) > 4
    assert [name for name, text in said.items() if "您" in text] == []


def test_that_the_compiled_table_belongs_to_its_source(
    tool: dict[str, Any], tmp_path: Path
) -> None:
    table: Path = tool["TABLES"] / "zh_CN.ts"
    compiled = tmp_path / "zh_CN.qm"
    tool["compile_table"](table, compiled)
    assert compiled.read_bytes() == table.with_suffix(".qm").read_bytes()
