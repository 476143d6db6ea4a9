"""Sentences for a reader, kept as a template and its values until a language is known.

Templates are found by the translation tool under the name `said`; English is the source text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that can still be translated.

    Attributes:
        context: Room of the translation table, named after the subject.
        text: English template; places are written `{name}`.
        values: What goes into the places, as text or numbers.
    """

    context: str
    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return the sentence in English."""
        return self.text.format(**self.values)


def said(context: str, text: str, /, **values: object) -> Sentence:
    """Return a sentence; both strings must be literals, so that the translation tool finds them."""
    return Sentence(context, text, values)


class ExplorerError(Exception):
    """Input or circumstance that the user can mend: one sentence with its remedy."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence
