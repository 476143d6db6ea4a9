"""The user guide as the program shows it: chapters of Markdown, in the language in force."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from explorer.files.resources import documents

_LINK = re.compile(r"\]\(([^)#\s]+\.md)")
_HEADING = re.compile(r"^(#{1,6}) +(.+?) *$")
_FENCE = "```"
# A line that goes on in Chinese: set as it stands, its end would become a space between two words.
_GOES_ON = re.compile("(?<=[\u3001-\u9fff\uff01-\uffef”])\n *(?=[\u3001-\u9fff“])")
_FIRST = "README"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the guide that is read at a time.

    Attributes:
        text: Its Markdown, from its heading on.
        file: Where it stands.
        headings: Those in it with their levels, its own first.
    """

    text: str
    file: Path
    headings: tuple[tuple[int, str], ...]

    @property
    def title(self) -> str:
        """Its own heading."""
        return self.headings[0][1]

    @property
    def anchors(self) -> tuple[str, ...]:
        """What links call its headings."""
        return tuple(anchor(text) for _, text in self.headings)


def guide_file(language: str) -> Path:
    """Return the guide in a language; in English where it has not been translated."""
    folder = documents() / "guide"
    translated = folder / f"{_FIRST}.{language}.md"
    return translated if translated.is_file() else folder / f"{_FIRST}.md"


def chapters(file: Path) -> tuple[Chapter, ...]:
    """Return the chapters of the guide in a file, then the documents that it links to, each as one.

    Raises:
        OSError: If it cannot be read.
    """
    lines = file.read_text(encoding="utf-8").splitlines()
    linked = dict.fromkeys(
        (file.parent / link).resolve() for link in _LINK.findall("\n".join(lines))
    )
    # The guide in another language is no further chapter of this one.
    others = [each for each in linked if each.is_file() and not each.name.startswith(_FIRST)]
    begins = [number for number, level, _ in _headings(lines) if level == 2]
    return (
        *(_chapter(lines[a:b], file) for a, b in zip([0, *begins], [*begins, None], strict=True)),
        *(_chapter(each.read_text(encoding="utf-8").splitlines(), each) for each in others),
    )


def anchor(heading: str) -> str:
    """Return what links call a heading: its letters, digits and hyphens, as GitHub makes them."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _chapter(lines: list[str], file: Path) -> Chapter:
    headings = tuple((level, text) for _, level, text in _headings(lines))
    return Chapter(_GOES_ON.sub("", "\n".join(lines)), file, headings)


def _headings(lines: list[str]) -> Iterator[tuple[int, int, str]]:
    """Return the line, the level and the text of each heading; a comment in code is none."""
    in_code = False
    for number, line in enumerate(lines):
        in_code ^= line.startswith(_FENCE)
        if (found := _HEADING.match(line)) and not in_code:
            yield number, len(found[1]), found[2].replace("`", "")
