"""`screenshot`: a page drawn into a PNG file. Its arguments stand here, Qt works elsewhere."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.cli.parsing import whole
from explorer.session.pages import PAGES
from explorer.session.session import LANGUAGES

if TYPE_CHECKING:
    from explorer.cli.parsing import Subparsers


def add_to(commands: "Subparsers") -> None:
    """Add the command; the module that knows both window and command line carries it out."""
    parser = commands.add_parser(
        "screenshot", help="draw a page into a PNG file", allow_abbrev=False
    )
    parser.add_argument("page", choices=PAGES)
    parser.add_argument("file", type=Path, metavar="FILE.png")
    parser.add_argument("--size", type=_size, default=(1280, 800), metavar="WIDTHxHEIGHT")
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    parser.add_argument("--language", choices=tuple(LANGUAGES), default="en")


def _size(text: str) -> tuple[int, int]:
    width, cross, height = text.partition("x")
    if not cross or None in (whole(width), whole(height)):
        raise argparse.ArgumentTypeError(f"{text!r} is not a size; type for example 1280x800")
    # From the window's own least size to 8K.
    if not (1024 <= int(width) <= 7680 and 700 <= int(height) <= 4320):
        raise argparse.ArgumentTypeError(
            f"{text!r} is out of range; sizes go from 1024x700 to 7680x4320"
        )
    return int(width), int(height)
