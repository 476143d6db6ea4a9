"""A formula in LaTeX, and in plain letters that `parse` reads again."""

from explorer.core.functions.levels import Level, Piece
from explorer.core.functions.measured import spelt
from explorer.core.functions.nodes import (
    Binary,
    Call,
    Compare,
    Constant,
    Formula,
    Logic,
    Negate,
    Node,
    Not,
    Number,
    Variable,
    Where,
)

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_PLAIN_SIGNS = {"<=": "≤", ">=": "≥", "!=": "≠"}
_LATEX_SIGNS = {"<=": r"\leq", ">=": r"\geq", "!=": r"\neq", "==": "="}
_PLAIN_NAMES = {"sqrt": "√", "cbrt": "∛"}


def plain(formula: Formula) -> str:
    """Return the formula in letters, for labels: "2x²"; `parse` reads it back."""
    return _Plain().piece(formula.tree).text


def plain_tree(tree: Node) -> str:
    """Return a tree in letters that `parse` reads."""
    return _Plain().piece(tree).text


def latex(formula: Formula) -> str:
    """Return the formula in LaTeX for mathematics mode: "2 x^{2}"."""
    return _Latex().piece(formula.tree).text


class _Plain:
    """Writes parts in letters."""

    minus = "−"
    signs = _PLAIN_SIGNS

    def piece(self, node: Node) -> Piece:  # noqa: PLR0911 - one return for each kind of node
        """Return a part as text."""
        match node:
            case Number(value=value):
                return self.number(value)
            case Constant(name=name):
                return self.constant(name)
            case Variable(name=name):
                return Piece(name, Level.ATOM)
            case Negate(operand=operand):
                # A product in brackets: −2x is read as (−2)·x, another tree than −(2x).
                return Piece(self.minus + self.inner(operand, Level.POWER), Level.SIGN)
            case Binary():
                return self._binary(node)
            case Call():
                return self.call(node)
            case Where():
                return self.where(node)
        return self._condition(node)

    def inner(self, node: Node, level: Level) -> str:
        """Return a part, in brackets where it binds looser than its place."""
        piece = self.piece(node)
        return piece.text if piece.level >= level else self.bracketed(piece.text)

    def _binary(self, node: Binary) -> Piece:
        if node.operator == "^":
            return self.power(node)
        if node.operator == "/":
            return self.fraction(node)
        if node.operator == "*":
            return self.product(node)
        # Two signs never meet: x − (−x).
        right_level = Level.POWER if self.piece(node.right).level == Level.SIGN else Level.PRODUCT
        right = self.inner(node.right, right_level)
        sign = self.minus if node.operator == "-" else "+"
        return Piece(f"{self.inner(node.left, Level.SUM)} {sign} {right}", Level.SUM)

    def _condition(self, node: Node) -> Piece:
        match node:
            case Compare(operator=operator, left=left, right=right):
                sign = self.signs.get(operator, operator)
                text = f"{self.inner(left, Level.SUM)} {sign} {self.inner(right, Level.SUM)}"
                return Piece(text, Level.COMPARISON)
            case Logic(operator=operator, left=left, right=right):
                level = Level.AND if operator == "and" else Level.OR
                word = self.word(f" {operator} ")
                text = self.inner(left, level) + word + self.inner(right, Level(level + 1))
                return Piece(text, level)
            case Not(operand=operand):
                return Piece(self.word("not ") + self.inner(operand, Level.NOT), Level.NOT)
        raise TypeError(node)

    def bracketed(self, text: str) -> str:
        return f"({text})"

    def word(self, text: str) -> str:
        return text

    def number(self, value: float) -> Piece:
        return Piece(digits(value).replace("-", "−"), Level.ATOM)

    def constant(self, name: str) -> Piece:
        return Piece("π" if name == "pi" else name, Level.ATOM)

    def product(self, node: Binary) -> Piece:
        left = self.inner(node.left, Level.PRODUCT)
        right = self.inner(node.right, Level.POWER)
        # A bar right behind a number would close the one that is open: |2·|x||.
        juxtaposed = _is_coefficient(node.left) and not (right[0].isdigit() or right[0] in ".|")
        return Piece(f"{left}{'' if juxtaposed else '·'}{right}", Level.PRODUCT)

    def fraction(self, node: Binary) -> Piece:
        left = self.inner(node.left, Level.PRODUCT)
        return Piece(f"{left}/{self.inner(node.right, Level.POWER)}", Level.PRODUCT)

    def power(self, node: Binary) -> Piece:
        base = self.inner(node.left, Level.ATOM)
        whole = _whole_number(node.right)
        if whole is not None:
            return Piece(base + str(whole).translate(_SUPERSCRIPTS), Level.POWER)
        return Piece(f"{base}^{self.inner(node.right, Level.SIGN)}", Level.POWER)

    def call(self, node: Call) -> Piece:
        arguments = ", ".join(self.piece(each).text for each in node.arguments)
        if node.name == "abs":
            return Piece(f"|{arguments}|", Level.ATOM)
        return Piece(f"{_PLAIN_NAMES.get(node.name, node.name)}({arguments})", Level.ATOM)

    def where(self, node: Where) -> Piece:
        condition = self.inner(node.condition, Level.OR)
        then = self.inner(node.then, Level.OR)
        return Piece(f"{condition} ? {then} : {self.piece(node.otherwise).text}", Level.CHOICE)


class _Latex(_Plain):
    """Writes the same parts in the same order, with the signs of LaTeX."""

    minus = "-"
    signs = _LATEX_SIGNS

    def bracketed(self, text: str) -> str:
        return rf"\left({text}\right)"

    def word(self, text: str) -> str:
        return rf"\text{{{text}}}"

    def number(self, value: float) -> Piece:
        mantissa, _, exponent = digits(value).partition("e")
        if not exponent:
            return Piece(mantissa, Level.ATOM)
        power = f"10^{{{exponent}}}"
        # A product: 2·10⁵ in brackets before an exponent.
        return Piece(power if mantissa == "1" else rf"{mantissa} \cdot {power}", Level.PRODUCT)

    def constant(self, name: str) -> Piece:
        return Piece(r"\pi" if name == "pi" else name, Level.ATOM)

    def product(self, node: Binary) -> Piece:
        left = self.inner(node.left, Level.PRODUCT)
        right = self.inner(node.right, Level.POWER)
        named = right[0] == "\\" and not right.startswith((r"\left", r"\pi"))
        sign = r" \cdot " if right[0].isdigit() else r" \, " if named else " "
        return Piece(f"{left}{sign}{right}", Level.PRODUCT)

    def fraction(self, node: Binary) -> Piece:
        positive = _without_minus(node.left)
        # The minus stands before the whole fraction, as on paper.
        above = self.piece(positive or node.left).text
        text = rf"\frac{{{above}}}{{{self.piece(node.right).text}}}"
        return Piece("-" + text, Level.SIGN) if positive else Piece(text, Level.PRODUCT)

    def power(self, node: Binary) -> Piece:
        exponent = self._exponent(node.right)
        whole = _whole_number(node.right)
        # sin²(x), but not sin⁻¹(x), in which many see the arc sine.
        if isinstance(node.left, Call) and spelt(node.left.name).symbol and (whole or 0) > 1:
            return self._applied(node.left, f"^{{{exponent}}}")
        return Piece(f"{self.inner(node.left, Level.ATOM)}^{{{exponent}}}", Level.POWER)

    def _exponent(self, node: Node) -> str:
        match node:
            case Binary(operator="/", left=Number() as above, right=Number() as below):
                return f"{self.piece(above).text}/{self.piece(below).text}"
        return self.piece(node).text

    def call(self, node: Call) -> Piece:
        function = spelt(node.name)
        if function.symbol:
            return self._applied(node, "")
        arguments = [self.piece(each).text for each in node.arguments]
        return Piece(function.latex.format(*arguments), function.latex_level)

    def _applied(self, node: Call, exponent: str) -> Piece:
        arguments = ", ".join(self.piece(each).text for each in node.arguments)
        symbol = spelt(node.name).symbol
        return Piece(rf"{symbol}{exponent}\left({arguments}\right)", Level.ATOM)

    def where(self, node: Where) -> Piece:
        condition = self.piece(node.condition).text
        then, otherwise = self.piece(node.then).text, self.piece(node.otherwise).text
        rows = rf"{then} & \text{{if}} \; {condition} \\ {otherwise} & \text{{otherwise}}"
        return Piece(rf"\begin{{cases}} {rows} \end{{cases}}", Level.CHOICE)


def digits(value: float) -> str:
    """Return the shortest text of a number that is not negative."""
    if value == int(value) and value < 1e16:
        return str(int(value))
    # Python writes 1e-05 and 1e+16.
    return repr(value).replace("e-0", "e-").replace("e+", "e")


def _is_coefficient(node: Node) -> bool:
    """Return whether letters may follow a part without a sign: 2x, −2x, πx, 2πx."""
    match node:
        case Number() | Constant(name="pi"):
            return True
        case Negate(operand=operand):
            return _is_coefficient(operand)
        case Binary(operator="*", left=left, right=Constant(name="pi")):
            return _is_coefficient(left)
    return False


def _without_minus(node: Node) -> Node | None:
    """Return the opposite of a product or number that begins with a minus."""
    match node:
        case Negate(operand=operand):
            return operand
        case Binary(operator="*", left=left, right=right):
            positive = _without_minus(left)
            return Binary("*", positive, right) if positive else None
    return None


def _whole_number(node: Node) -> int | None:
    match node:
        case Number(value=value) if value == int(value) and value < 1e6:
            return int(value)
        case Negate(operand=Number(value=value)) if value == int(value) and value < 1e6:
            return -int(value)
    return None
