"""Text to formula and back: what most callers need of this folder, from one module."""

from functools import lru_cache

from explorer.core.functions.nodes import Formula
from explorer.core.functions.reading.faults import FormulaError
from explorer.core.functions.writing.source import definitions, python_source
from explorer.core.functions.writing.typesetting import latex, plain

__all__ = ["Formula", "FormulaError", "definitions", "latex", "parse", "plain", "python_source"]


# Every request brings its formula as text, in a drag with each rate anew.
@lru_cache(maxsize=256)
def parse(text: str, variables: tuple[str, ...] = ("x",)) -> Formula:
    """Return the formula that a text stands for; nothing in the text is ever run.

    From the tightest to the loosest: brackets, |…| and f(…); superscripts; ^ and **, from the
    right, so that 2^3^2 is 2^(3^2) and x^-2 is x^(-2); signs, so that -x^2 is -(x^2); products,
    quotients and products without a sign, all from the left, so that 1/2x is (1/2)·x; sums;
    comparisons, which chain; not; and; or; c ? a : b, the same as where(c, a, b).

    Numbers are real: a negative number has no power but a whole one, so that x^(1/3) is NaN for
    x < 0, as in TensorFlow; cbrt(x) is the real cube root. e^… is exp(…). A choice computes both
    branches, as `tf.where` does.

    Args:
        text: At most 500 characters, 200 nodes and 50 levels.
        variables: Names that may stand for numbers.

    Raises:
        FormulaError: If it is no formula; its `column` says where.
    """
    from explorer.core.functions.reading.reader import read  # brings lark: 20 ms

    return Formula(text, read(text, variables), variables)
