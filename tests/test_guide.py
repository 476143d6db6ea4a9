"""The guide in both languages: the same parts, pictures, programs and numbers."""

import re
import runpy
from pathlib import Path

import pytest

from explorer.files.user_guide import anchor, chapters, guide_file

BOLD = re.compile(r"\*\*(.+?)\*\*")
CODE = re.compile(r"`+[^`]+`+")
KEY = re.compile(r"(?:(?:Ctrl|Alt|Shift)\+)+(?:F\d+|[A-Z0-9/,])(?![a-z])")
NUMBER = re.compile(r"\d[\d,.]*\d|\d{2,}")


def blocks(file: Path) -> list[tuple[str, str]]:
    """Return the blocks of a guide: heading, picture, item, row, code or text, each with its text."""
    found: list[tuple[str, str]] = []
    in_code = False
    for line in file.read_text(encoding="utf-8").splitlines():
        kind = next(
            (name for sign, name in KINDS.items() if line.startswith(sign) and not in_code), "text"
        )
        if line.startswith("```"):
            in_code = not in_code
            found.append(("code", ""))
        elif in_code or line.startswith("    "):
            found.append(("code", re.sub(r"#.*", "#", line)))  # a comment is translated
        elif not line:
            found.append(("", ""))
        elif kind == "text" and found and found[-1][0] not in ("", "code"):
            found[-1] = (found[-1][0], f"{found[-1][1]} {line}")
        else:
            found.append((kind, line))
    # The way to the other language is the first thing in the translation.
    return [
        each for each in found if each[0] and not re.fullmatch(r"\[\w+\]\(README\S*\)", each[1])
    ]


KINDS = {
    "# ": "1",
    "## ": "2",
    "### ": "3",
    "![": "picture",
    "- ": "item",
    "| ": "row",
    "|--": "row",
}


def facts(block: tuple[str, str]) -> tuple[object, ...]:
    """Return what a translation leaves as it is: links, code, and numbers written in figures."""
    kind, text = block
    links = [
        each.replace(".zh_CN", "")
        for each in re.findall(r"\]\(([^)]+)\)", text)
        if not each.startswith("#")
    ]
    if kind == "code":
        return kind, text
    if kind in ("1", "2", "3"):
        return (kind,)
    cells = text.count(" | ") if kind == "row" else 0
    plain = CODE.sub("", re.sub(r"\]\([^)]+\)", "]", text))
    found = (sorted(each.findall(plain)) for each in (NUMBER, KEY))
    return kind, links, sorted(CODE.findall(text)), cells, *found


def translated(language: str) -> list[Path]:
    """Return what there is in another language: of the guide, and of the pages that it leads to."""
    guide = guide_file("en").parent
    return sorted(
        each for folder in (guide, guide.parent) for each in folder.glob(f"*.{language}.md")
    )


@pytest.mark.parametrize("chinese", translated("zh_CN"), ids=lambda path: path.name)
def test_that_the_guide_says_the_same_in_both_languages(chinese: Path) -> None:
    english = chinese.with_name(chinese.name.replace(".zh_CN", ""))
    ours, theirs = (list(map(facts, blocks(each))) for each in (english, chinese))
    for one, other in zip(ours, theirs, strict=False):
        assert other == one
    assert len(theirs) == len(ours)


def test_that_all_of_the_guide_is_in_chinese() -> None:
    read, also = ({each.file for each in chapters(guide_file(of))} for of in ("zh_CN", "en"))
    # The glossary has both languages.
    assert {each for each in read if ".zh_CN" not in each.name} == {
        each for each in also if each.name == "glossary.md"
    }
    assert len(read) == len(also) > 6
    assert read >= set(translated("zh_CN"))


def test_that_what_the_window_has_is_called_as_it_is_there(repository: Path) -> None:
    tool = runpy.run_path(str(repository / ".ci" / "translations.py"))
    called: dict[str, set[str]] = {}
    for (_, source), text in tool["translations"](tool["TABLES"] / "zh_CN.ts").items():
        called.setdefault(source.casefold(), set()).add(text)
    wrong = [
        (name, translated)
        for one, other in zip(*map(blocks, map(guide_file, ("en", "zh_CN"))), strict=True)
        for name, translated in zip(*(BOLD.findall(text) for _, text in (one, other)), strict=True)
        if name != "Step"  # what one does, not what there is
        and translated not in called.get(name.casefold(), {translated})
    ]
    assert not wrong


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_that_every_link_within_the_guide_leads_to_a_heading(language: str) -> None:
    text = guide_file(language).read_text(encoding="utf-8")
    headings = {anchor(each) for each in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}
    assert not set(re.findall(r"\]\(#([^)]+)\)", text)) - headings


@pytest.mark.parametrize("chinese", translated("zh_CN"), ids=lambda path: path.name)
def test_that_chinese_is_set_as_in_the_window(chinese: Path) -> None:
    text = chinese.read_text(encoding="utf-8")
    for code in (r"(?s)```.*?```", r"(?m)^    .*$", r"\]\([^)]*\)", r"`[^`]*`"):
        text = re.sub(code, "", text)
    wrong = r"[\u4e00-\u9fff](?:[,;?!:]|\.\s|[A-Za-z0-9])|[A-Za-z0-9][\u4e00-\u9fff]"
    assert not re.findall(rf"\S*(?:{wrong})\S*", text)


def test_that_a_guide_is_read_in_chapters_with_the_documents_that_it_links_to() -> None:
    found = chapters(guide_file("de"))  # into which nobody has translated it yet
    titles = [each.title for each in found]
    assert titles[:2] == ["User guide", "Keys"]
    assert {"Descent", "Without a window", "Glossary, 术语表"} < set(titles)
    (descent,) = (each for each in found if each.title == "Descent")
    assert descent.headings == ((2, "Descent"), (3, "What can be typed"))
    assert descent.text.startswith("## Descent")
    assert "## MNIST" not in descent.text
