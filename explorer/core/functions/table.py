"""The functions that a formula may call; their TensorFlow closures are in `tensors`."""

from dataclasses import dataclass

from explorer.core.functions.levels import Level


@dataclass(frozen=True, slots=True)
class Function:
    """A function by its names.

    Attributes:
        name: How it is written.
        source: TensorFlow source text; `{0}` and `{1}` stand for its arguments.
        symbol: LaTeX that stands in front of its arguments in brackets; empty when `latex` says.
        latex: LaTeX in which `{0}` stands for its argument.
        latex_level: How tightly `latex` holds together.
        least: Smallest number of arguments.
        most: Largest number of arguments; more than two are taken two by two.
        source_level: How tightly `source` holds together.
    """

    name: str
    source: str
    symbol: str = ""
    latex: str = ""
    latex_level: Level = Level.ATOM
    least: int = 1
    most: int = 1
    source_level: Level = Level.ATOM


def _plain(name: str, source: str) -> Function:
    return Function(name, source, symbol=rf"\{name}")


FUNCTIONS: dict[str, Function] = {
    each.name: each
    for each in (
        Function("sqrt", "tf.sqrt({0})", latex=r"\sqrt{{{0}}}"),
        Function("exp", "tf.exp({0})", latex="e^{{{0}}}", latex_level=Level.POWER),
        _plain("ln", "tf.math.log({0})"),
        _plain("log", "tf.math.log({0})"),
        _plain("sin", "tf.sin({0})"),
        _plain("cos", "tf.cos({0})"),
        _plain("tan", "tf.tan({0})"),
        Function("abs", "tf.abs({0})", latex=r"\left|{0}\right|"),
        Function("floor", "tf.floor({0})", latex=r"\left\lfloor {0} \right\rfloor"),
    )
}
ALIASES = {"√": "sqrt"}
CONSTANTS = {"pi": "pi", "π": "pi", "e": "e"}
