"""What a text means, and what is said when it means nothing."""

import math
from collections.abc import Iterator

import pytest

from explorer.core.functions.constants import constant_value
from explorer.core.functions.formula import FormulaError, parse
from explorer.core.functions.nodes import (
    Binary,
    Call,
    Compare,
    Condition,
    Constant,
    Negate,
    Node,
    Number,
    Variable,
    Where,
)
from explorer.core.functions.reading import reader
from explorer.core.sentences import ExplorerError


def complaint(text: str) -> FormulaError:
    with pytest.raises(FormulaError) as caught:
        parse(text)
    return caught.value


def test_that_the_lesson_is_a_product_of_a_number_and_a_power() -> None:
    power = Binary("^", Variable("x"), Number(2.0))

    assert parse("2*x**2").tree == Binary("*", Number(2.0), power)


PRECEDENCE = [
    ("-x^2", "-(x^2)"),
    ("x^-2", "x^(-2)"),
    ("-2^2", "-(2^2)"),
    ("2^3^2", "2^(3^2)"),
    ("x^-y^2", "x^(-(y^2))"),
    ("2x^2", "2*(x^2)"),
    ("2^3x", "(2^3)*x"),
    ("1/2x", "(1/2)*x"),
    ("6/2(1+2)", "(6/2)*(1+2)"),
    ("2x/3y", "((2*x)/3)*y"),
    ("x - y - 1", "(x - y) - 1"),
    ("x / y / 2", "(x / y) / 2"),
    ("3 sin(x)^2", "3*((sin(x))^2)"),
    ("-x y", "(-x)*y"),
    ("x < y ? 1 : y < 2 ? 3 : 4", "x < y ? 1 : (y < 2 ? 3 : 4)"),
    ("x < 1 or y < 1 and not x < y ? 1 : 2", "(x<1) or ((y<1) and (not (x<y))) ? 1 : 2"),
    ("0 < x < 1 ? x : y", "where(0 < x and x < 1, x, y)"),
]


@pytest.mark.parametrize(("text", "same"), PRECEDENCE)
def test_that_precedence_is_the_one_of_the_guide(text: str, same: str) -> None:
    assert parse(text, ("x", "y")).tree == parse(same, ("x", "y")).tree


SPELLINGS = [
    ("sin x^x", "sin(x^x)"),
    ("sin x^-x", "sin(x^(-x))"),
    ("sin 2x^2", "sin(2*(x^2))"),
    ("max(sin 2, x)", "max(sin(2), x)"),
    ("sin cos(x)", "sin(cos(x))"),
    ("2x", "2*x"),
    ("3 sin(x)", "3*sin(x)"),
    ("x(x+1)", "x*(x+1)"),
    ("(x+1)(x-1)", "(x+1)*(x-1)"),
    ("2πx", "2*pi*x"),
    ("x**2", "x^2"),
    ("x²", "x^2"),
    ("x⁻¹²", "x^-12"),
    ("3 − 2 × x · 4 ÷ 2", "3 - 2 * x * 4 / 2"),
    ("（x＋１）＊２", "(x+1)*2"),
    ("|x|", "abs(x)"),
    ("||x|-1|", "abs(abs(x)-1)"),
    ("2|x||x|", "2*abs(x)*abs(x)"),
    ("√(x) + ∛(x)", "sqrt(x) + cbrt(x)"),
    ("log(x)", "ln(x)"),
    ("x ≤ 1 ? 1 : 2", "where(x <= 1, 1, 2)"),
    ("x>0 && x<1 ? 1 : 2", "where(x>0 and x<1, 1, 2)"),
    ("+x", "x"),
    (".5x + 1.e0", "0.5*x + 1"),
    ("2e3x", "2000*x"),
    ("2e x", "2*e*x"),
    ("sin x", "sin(x)"),
    ("sin 2x", "sin(2*x)"),
    ("sin 2πx + 1", "sin(2*pi*x) + 1"),
    ("sin x^2", "sin(x^2)"),
    ("sin x cos x", "sin(x)*cos(x)"),
    ("sin x / x", "sin(x)/x"),
    ("ln x", "ln(x)"),
    ("ln |x|", "ln(abs(x))"),
    ("ln sin x", "ln(sin(x))"),
    ("ln sin(x) + 1", "ln(sin(x)) + 1"),
    ("|sin x|", "abs(sin(x))"),
    ("√x", "sqrt(x)"),
    ("√2", "sqrt(2)"),
    ("√2x", "sqrt(2)*x"),
    ("√√x", "sqrt(sqrt(x))"),
    ("∛x", "cbrt(x)"),
    ("sin^2(x)", "sin(x)^2"),
    ("sin²(x)", "sin(x)^2"),
    ("sin² x + cos² x", "sin(x)^2 + cos(x)^2"),
    ("sin^2(x)^3", "(sin(x)^2)^3"),
    ("sin²(cos²(x))", "sin(cos(x)^2)^2"),
    ("X", "x"),
    ("Sin(X) + LN(x)", "sin(x) + ln(x)"),
    ("PI*x", "pi*x"),
    ("y = 2x", "2*x"),
    ("f(x) = x^2", "x^2"),
    ("[x + {1}]^2", "(x + 1)^2"),
    ("½x", "0.5*x"),
    ("1½x", "1.5*x"),
    ("2x + 10⅛", "2*x + 10.125"),
    ("F(X) = X^2", "x^2"),
    ("erfc x", "erfc(x)"),
    ("sin\N{FUNCTION APPLICATION}x", "sin(x)"),
    ("x\N{ZERO WIDTH SPACE} + 1", "x + 1"),
    ("cosec x + sh x + lb x", "csc(x) + sinh(x) + log2(x)"),
    ("pow(x, 2)", "x^2"),
    ("log(x, 2)", "log2(x)"),
    ("log(x, 3)", "ln(x)/ln(3)"),
    ("tg(x) + ctg x", "tan(x) + cot(x)"),
    ("2\N{BULLET OPERATOR}x\N{BULLET}x", "2*x*x"),
    ("x\N{FRACTION SLASH}2", "x/2"),
]


@pytest.mark.parametrize(("text", "same"), SPELLINGS)
def test_that_different_spellings_mean_the_same(text: str, same: str) -> None:
    assert parse(text).tree == parse(same).tree


def test_that_letters_in_front_of_a_surface_name_it_unless_they_are_its_variables() -> None:
    assert parse("z = x + y", ("x", "y")).tree == parse("x + y", ("x", "y")).tree
    assert parse("f(x, y) = x y", ("x", "y")).tree == parse("x*y", ("x", "y")).tree
    with pytest.raises(FormulaError, match="no place"):
        parse("y = x", ("x", "y"))


def test_that_every_node_knows_its_columns() -> None:
    tree = parse("2(x+1) - |x|").tree

    assert [child.span for child in tree.children] == [(0, 6), (9, 12)]
    assert isinstance(tree.children[1], Call)


def every_node(tree: Node, above: Node | None = None) -> Iterator[tuple[Node, Node | None]]:
    """Yield each node, and the one that it belongs to."""
    yield tree, above
    for child in tree.children:
        yield from every_node(child, tree)


@pytest.mark.parametrize("text", [text for text, _ in [*PRECEDENCE, *SPELLINGS]])
def test_that_the_columns_of_each_node_hold_just_what_it_means(text: str) -> None:
    variables = ("x", "y") if "y" in text and "=" not in text else ("x",)
    for node, above in every_node(parse(text, variables).tree):
        part = text[slice(*node.span)]
        # What has no text of its own: sin in sin²(x), the number in x⁻², ln in log(x, 3).
        if above is not None and node.span == above.span:
            continue
        if isinstance(node, Call) and node.span in {child.span for child in node.children}:
            continue
        if isinstance(node, Condition):
            (read, *_) = parse(f"where({part}, 1, 2)", variables).tree.children
        elif part[0] in "⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹":
            read = parse(f"x{part}").tree.children[1]
        else:
            read = parse(part, variables).tree
        assert read == node


X, ONE = Variable("x"), Number(1.0)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("pi", Constant("pi")),
        ("e", Constant("e")),
        ("log(x, 2)", Call("log2", (X,))),
        ("log(x, 10)", Call("log10", (X,))),
        ("log(x, 3)", Binary("/", Call("ln", (X,)), Call("ln", (Number(3.0),)))),
        ("log(x, 9)", Binary("/", Call("ln", (X,)), Call("ln", (Number(9.0),)))),
        ("log(x, 11)", Binary("/", Call("ln", (X,)), Call("ln", (Number(11.0),)))),
        ("x⁰", Binary("^", X, Number(0.0))),
        ("x¹", Binary("^", X, ONE)),
        ("x⁻¹", Binary("^", X, Negate(ONE))),
        ("where(x < 1, x, 1)", Where(Compare("<", X, ONE), X, ONE)),
        ("round(x)", Call("round", (X,))),
        ("1 + √2x", Binary("+", ONE, Binary("*", Call("sqrt", (Number(2.0),)), X))),
        ("1 +√2x", Binary("+", ONE, Binary("*", Call("sqrt", (Number(2.0),)), X))),
        ("min(x, 1)", Call("min", (X, ONE))),
        ("sqrt 2x", Call("sqrt", (Binary("*", Number(2.0), X),))),
    ],
)
def test_that_a_text_is_this_very_tree(text: str, tree: Node) -> None:
    assert parse(text).tree == tree


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("", 0, "empty"),
        ("   ", 0, "empty"),
        ("2 + sine(x)", 4, "did you mean “sin”?"),
        ("SINE(x)", 0, "did you mean “sin”?"),
        ("sinx", 0, "did you mean “sin(x)”?"),
        ("2xx", 1, "did you mean “x*x”?"),
        ("xsin(x)", 0, "did you mean “x*sin”?"),
        ("3y", 1, "Unknown name “y”"),
        ("qqq", 0, "Unknown name “qqq”. Use x and functions"),
        ("sin -x", 0, "sin(x)"),
        ("2sin", 1, "sin(x)"),
        ("sin^2", 0, "sin(x)"),
        ("sin x/2", 0, "Where the argument of sin ends is not clear"),
        ("sin 2*x", 0, "Where the argument of sin ends is not clear"),
        ("sin 2(x+1)", 0, "Where the argument of sin ends is not clear"),
        ("√x²", 0, "Where the argument of sqrt ends is not clear"),
        ("sin⁻¹(x)", 0, "asin(x)"),
        ("cos^-1(x)", 0, "1/cos(x)"),
        ("tan⁻¹ x", 0, "Type atan(x) or 1/tan(x)"),
        ("ln^-1(x)", 0, "Type exp(x) or 1/ln(x)"),
        ("erf^-1(x)", 0, "For the latter type 1/erf(x)"),
        ("x2", 0, "x^2 or x*2"),
        ("x½", 1, "operator is missing before “½”"),
        ("rect(x)", 0, "Unknown name “rect”. Use x and functions"),
        ("x mod 2", 2, "x - 2*floor(x/2)"),
        ("mod(x, 2)", 0, "x - 2*floor(x/2)"),
        ("x % 2", 2, "x - 2*floor(x/2)"),
        ("x!", 1, "gamma(x + 1)"),
        ("x！", 1, "gamma(x + 1)"),
        ("x～", 1, "“~” has no meaning"),
        ("x｟", 1, "“｟” has no meaning"),
        ("[x)", 0, "Type “]”"),
        ("x]", 1, "“]” has nothing to close"),
        ("sin x^", 6, "missing at the end"),
        ("pow(x)", 0, "takes 2 arguments"),
        ("log(x, 2, 3)", 0, "1 to 2 arguments"),
        ("y =", 0, "empty"),
        ("f(t) = t", 5, "“=” has no place"),
        ("sin(x) = 1", 7, "“=” has no place"),
        ("sin()", 4, "“)”"),
        ("sin(x, 1)", 0, "one argument"),
        ("min(x)", 0, "2 to 10 arguments"),
        ("where(x < 1, 2)", 0, "takes 3 arguments"),
        ("2(x+1", 1, "not closed"),
        ("(x + [1", 5, "Type “]”"),
        ("|x", 0, "not closed"),
        ("|x|x|", 4, "not closed"),
        ("x)", 1, "nothing to close"),
        ("x +", 3, "missing at the end"),
        ("2 * / x", 4, "cannot stand here"),
        ("2 3", 2, "operator is missing"),
        ("1,5", 1, "0.5"),
        ("x = 2", 2, "“=” has no place"),
        ("2$x", 1, "no meaning"),
        ("x\x00", 1, "U+0000"),
        ("1e999", 0, "1.8e308"),
        ("x < 1", 0, "comparison is no number"),
        ("(x < 1) + 1", 0, "comparison is no number"),
        ("x ? 1 : 2", 0, "comparison is needed"),
        ("x < 1 ? 2", 9, "missing at the end"),
        ("x + x" + "⁹" * 310, 5, "1.8e308"),
        ("1 + (" + "-" * 60 + "x)", 54, "50 levels"),
        ("qxx2", 0, "Unknown name “qxx2”"),
        ("xx2", 0, "Unknown name “xx2”"),
        ("and x", 0, "“and” cannot stand here"),
        ("²", 0, "“²” cannot stand here"),
        ("f(z) = x", 5, "“=” has no place"),
        ("f(a) = x", 5, "“=” has no place"),
        ("(x]", 0, "Type “)”"),
        ("where(x < 1, 2, 3, 4)", 0, "takes 3 arguments"),
        ("pow(x, 2, 3)", 0, "takes 2 arguments"),
        ("sin x^*2", 0, "Where the argument of sin ends is not clear"),
        ("sin cos²(x)(2)", 0, "Where the argument of sin ends is not clear"),
    ],
)
def test_that_a_fault_is_told_at_its_column(text: str, column: int, words: str) -> None:
    fault = complaint(text)

    assert fault.column == column
    assert words in str(fault)
    assert isinstance(fault, ExplorerError)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x" + "+1" * 250, "501 characters"),
        ("x" + "+1" * 50, "50 levels"),
        ("-" * 60 + "x", "50 levels"),
        ("sin(" * 60 + "x" + ")" * 60, "50 levels"),
    ],
)
def test_that_a_formula_beyond_the_limits_is_refused(text: str, words: str) -> None:
    assert words in str(complaint(text))


def test_that_more_than_two_hundred_nodes_are_refused() -> None:
    wide = "+".join(["max(1,2,3,4,5,6,7,8,9,x)"] * 17)

    fault = complaint(wide)
    assert "203 parts" in str(fault)
    assert fault.column == 0
    # 16 times 10 arguments and the call, and 15 sums, are 191; a sum with x has 2 more.
    assert len([*every_node(parse("+".join([wide[:24]] * 16) + "+x+x+x+(-x)").tree)]) == 200
    assert "201 parts" in str(complaint("+".join([wide[:24]] * 16) + "+x+x+x+x+x"))


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("ln ", ""),
        ("ln²(", ")"),
        ("ln sin(", ")"),
        ("ln |", "|"),
        ("ln x^(", ")"),
        ("ln²ln²(", ")"),
    ],
)
def test_that_no_nesting_of_a_long_text_overflows_the_reader(opening: str, closing: str) -> None:
    times = 19_000 // len(opening + closing)
    with pytest.raises(FormulaError, match="100 levels"):
        reader.read(opening * times + "x" + closing * times, ("x",), reader.DERIVED)


def test_that_the_grammar_is_worked_out_once() -> None:
    assert reader._parser() is reader._parser()


def test_that_a_formula_at_the_limits_is_taken() -> None:
    parse("x" + "+1" * 49)
    parse("-" * 49 + "x")
    parse("2" * 300 + "." + "0" * 199)


@pytest.mark.parametrize("text", ["(" * 250 + "x" + ")" * 249, "(" * 500, "|" * 500, "-" * 500])
def test_that_brackets_without_end_are_refused_with_a_sentence(text: str) -> None:
    complaint(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("9**9**9", math.inf),
        ("-9^9^9", -math.inf),
        ("1/0", math.inf),
        ("0/0", math.nan),
        ("(-8)^(1/3)", math.nan),
        ("(-2)^3", -8.0),
        ("0^-1", math.inf),
        ("1e308*10", math.inf),
    ],
)
def test_that_arithmetic_beyond_the_numbers_is_harmless(text: str, value: float) -> None:
    assert constant_value(parse(text).tree) == pytest.approx(value, nan_ok=True)


def test_that_a_bar_inside_parentheses_opens_though_an_operand_stands_before_it() -> None:
    assert parse("(2|x|)").tree == parse("2*|x|").tree
    assert parse("|(x|x|)|").tree == parse("|x*|x||").tree
