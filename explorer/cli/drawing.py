"""How a page that is drawn looks: options of `screenshot` and `export`."""

import argparse

from explorer.cli.parsing import whole
from explorer.session.session import LANGUAGES, THEMES


def add_look(parser: argparse.ArgumentParser) -> None:
    """Add size, theme and language."""
    parser.add_argument("--size", type=_size, default=(1280, 800), metavar="WIDTHxHEIGHT")
    parser.add_argument("--theme", choices=THEMES, default="light")
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
