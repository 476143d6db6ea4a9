"""In a language of brackets, every word a person sees or hears stands in brackets: none is left English."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from explorer.session.pages import PAGES
from explorer.session.session import LEAVES
from explorer.ui.app import Application
from explorer.ui.pages.lesson_leaf import LessonLeaf
from explorer.ui.pages.skeleton import Page
from explorer.ui.spoken import describe
from explorer.ui.typesetting import FormulaView
from explorer.ui.widgets.code_view import CodeView, MarkedCode
from explorer.ui.widgets.disclosure import Disclosure

pytestmark = pytest.mark.slow

WORD = re.compile(r"[A-Za-z_]{3,}[0-9]*")
# Names that are the same in every language: of things in TensorFlow, of types, of the field.
NAMES = set(
    """
    SGD Momentum Nesterov Adagrad RMSprop Adadelta Adam Adamax Nadam AdamW AMSGrad Lion Ftrl Muon MNIST
    Keras TensorFlow NumPy float16 float32 float64 Pow Mul Add Sub Sin Cos Exp Log Variable None Himmelblau
    Rosenbrock loss val_loss relu ReLU tanh sigmoid elu silu softplus linear zeros glorot_normal
    glorot_uniform he_normal he_uniform random_normal stop_gradient GradientTape AutoTrainer SageMaker CSV PNG
    ULP Fashion KMNIST EMNIST Digits
    Esc Ctrl Shift Home End Left Right Delete Page English Simplified Chinese tf keras losses
    categorical_crossentropy Tensor shape dtype int32 NaN inf sin cos exp log sqrt abs
    """.split()  # noqa: SIM905 - so many names read better in lines
)


class Brackets(QTranslator):
    """Puts every text that can be translated into brackets."""

    def translate(self, _context: str, text: str, *_: object) -> str:
        return f"⟦{text}⟧"

    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def brackets(qapp: object) -> Iterator[None]:  # noqa: ARG001 - translators need it
    translator = Brackets()
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


def english_in(text: str) -> list[str]:
    """Return the words of a text that stand in no brackets."""
    while (inner := re.sub(r"⟦[^⟦⟧]*⟧", "", text)) != text:
        text = inner
    return [word for word in WORD.findall(re.sub(r"<[^>]*>", "", text)) if word not in NAMES]


def texts_of(widget: QWidget) -> Iterator[tuple[str, str]]:
    """Return all that a widget says, with what kind of saying it is."""
    yield "name", widget.accessibleName()
    yield "description", describe(widget)
    yield "tooltip", widget.toolTip()
    if isinstance(widget, QLabel | QAbstractButton):
        yield "text", widget.text()
    elif isinstance(widget, QComboBox):
        for place in range(widget.count()):
            yield "choice", widget.itemText(place)
    elif isinstance(widget, QLineEdit):
        yield "placeholder", widget.placeholderText()


def is_code(widget: QWidget) -> bool:
    """Return whether what a widget says is mathematics, a program, a lesson or data."""
    kinds = (CodeView, MarkedCode, FormulaView, LessonLeaf, QPlainTextEdit, QAbstractItemView)
    # A table's cells are data, its name is not.
    around = widget.parentWidget() if isinstance(widget, QAbstractItemView) else widget
    while around is not None:
        if isinstance(around, kinds):
            return True
        around = around.parentWidget()
    return False


def _is_there(page: Page[Any, Any]) -> bool:
    return page.begun and not page.busy


def test_that_no_word_is_left_english(
    open_program: Callable[..., Application],
    qtbot: QtBot,
    brackets: None,  # noqa: ARG001
) -> None:
    window = open_program().window
    left: dict[str, str] = {}
    for key in PAGES:
        window._commands.page(key)
        page = window.pages[key]
        qtbot.waitUntil(partial(_is_there, page), timeout=60_000)
        for line in page.findChildren(Disclosure):
            line.open()
        for leaf in LEAVES:
            window._commands.leaf(leaf)
            qtbot.wait(100)
            for each in window.findChildren(QWidget):
                if each.isVisible() and not is_code(each):
                    for kind, text in texts_of(each):
                        if words := english_in(text):
                            left[f"{key} {type(each).__name__} {kind}: {text[:60]}"] = words[0]
    for command in window.commands:
        if words := english_in(command.text):
            left[f"command {command.key}: {command.text[:60]}"] = words[0]
    assert not left, "\n".join(sorted(left))
