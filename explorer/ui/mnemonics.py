"""Letters by which the entries of a menu are chosen: each its own, in every language."""

from collections.abc import Sequence
from string import ascii_uppercase


def with_letters(entries: Sequence[tuple[str, str]]) -> list[str]:
    """Mark one letter in each text, as Qt does by "&"; none where no letter is left.

    Args:
        entries: Texts, and the letters that each would have best, the best one first. A text without
            Latin letters, as in Chinese, gets its letter in brackets at its end.
    """
    taken: set[str] = set()
    marked = []
    for text, wish in entries:
        starts, upper = "".join(word[0] for word in text.split()), text.upper()
        letters = [each for each in f"{wish}{starts}{text}".upper() if each in ascii_uppercase]
        own = [each for each in letters if each in upper]
        # Where the text has letters, one of its own.
        free = [each for each in own or [*letters, *ascii_uppercase] if each not in taken]
        taken.update(free[:1])
        marked.append(_marked(text, free[0]) if free else text.replace("&", "&&"))
    return marked


def _marked(text: str, letter: str) -> str:
    place = text.upper().find(letter)
    words = [n for n, each in enumerate(text) if each.upper() == letter]
    # At the beginning of a word where there is one.
    place = next((n for n in words if n == 0 or text[n - 1] == " "), place)
    if place >= 0:
        before, after = text[:place].replace("&", "&&"), text[place:].replace("&", "&&")
        return f"{before}&{after}"
    body = text.removesuffix("…")
    return f"{body.replace('&', '&&')}(&{letter}){'…' * (body != text)}"
