"""Formulas as words: what a screen reader says of 2x² is "2 x squared", not signs that it leaves out."""

import re
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate
_POWERS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "−0123456789")
_INDICES = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
Rule = tuple[str, str | Callable[[re.Match[str]], str]]


def in_words(formula: str) -> str:
    """Return a formula, written in plain letters, as it is said in the language in force."""
    told = formula
    for pattern, words in _rules():
        told = re.sub(pattern, words, told)
    return re.sub(r"\s+", " ", told).strip(" ,").replace(" ,", ",")


def _rules() -> list[Rule]:
    """Return what is replaced by what, in this order; each sign belongs to one rule."""

    def power(found: re.Match[str]) -> str:
        digits = found.group().translate(_POWERS)
        known = {"2": translate("Spoken", "squared"), "3": translate("Spoken", "cubed")}
        return (
            f" {known.get(digits) or translate('Spoken', 'to the power of {n}').format(n=digits)} "
        )

    def call(found: re.Match[str]) -> str:
        return translate("Spoken", "{f} of {x}").format(f=found[1], x=found[2]) + " "

    by = translate("Spoken", "d {y} by d {x}").format(y=r"\1", x=r"\2")
    partial = translate("Spoken", "the partial derivative of {y} by {x}").format(y=r"\1", x=r"\2")
    size = translate("Spoken", "the absolute value of {x}").format(x=r"\1")
    norm = translate("Spoken", "the norm of {x}").format(x=r"\1")
    ten = translate("Spoken", "times 10 to the power of {n}").format(n=r"\2")
    return [
        (r"(\d)e(−?\d+)", rf"\1 {ten} "),
        (r"\bd(\w+)/d(\w+)", f" {by} "),
        (r"∂(\w+)/∂(\w+)", f" {partial} "),
        (r"‖([^‖]+)‖", f" {norm}, "),
        (r"\|([^|]+)\|", f" {size}, "),
        (r"[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+", power),
        (r"([₀₁₂₃₄₅₆₇₈₉]+)", lambda found: f" {found[1].translate(_INDICES)} "),
        (r"(?<=[a-zA-Z])\*(?=[\s)|,]|$)", f" {translate('Spoken', 'star')} "),
        (r"(?<=\d)(?=[a-zA-Zα-ω])", " "),
        (r"(\b[a-zA-Z]+[′″‴⁗]*)\(([\w\s,]+)\)", call),
        *((re.escape(sign), f" {words} ") for sign, words in _signs().items()),
    ]


def _signs() -> dict[str, str]:
    return {
        "⁗": translate("Spoken", "quadruple prime"), "‴": translate("Spoken", "triple prime"),
        "″": translate("Spoken", "double prime"), "′": translate("Spoken", "prime"),
        "√": translate("Spoken", "the square root of"), "∛": translate("Spoken", "the cube root of"),
        "∇": translate("Spoken", "the gradient of"), "Σ": translate("Spoken", "the sum of"),
        "Δ": translate("Spoken", "the change of"), "∂": translate("Spoken", "partial"),
        "·": translate("Spoken", "times"), "×": translate("Spoken", "times"),
        "*": translate("Spoken", "times"),
        "/": translate("Spoken", "over"), "÷": translate("Spoken", "divided by"),
        "^": translate("Spoken", "to the power"),
        "+": translate("Spoken", "plus"), "−": translate("Spoken", "minus"),
        "←": translate("Spoken", "becomes"), "→": translate("Spoken", "to"),
        "≤": translate("Spoken", "is at most"), "≥": translate("Spoken", "is at least"),
        "≠": translate("Spoken", "is not"), "≈": translate("Spoken", "is about"),
        "<": translate("Spoken", "is less than"), ">": translate("Spoken", "is greater than"),
        "=": translate("Spoken", "equals"), "∞": translate("Spoken", "infinity"),
        "(": translate("Spoken", "open bracket"), ")": translate("Spoken", "close bracket"),
        "ŷ": translate("Spoken", "y hat"), "∈": translate("Spoken", "in"),
    }  # fmt: skip
