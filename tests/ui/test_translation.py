"""A language in force leaves nothing of the one before."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTranslator
from PySide6.QtWidgets import QApplication

from explorer.files.resources import resources
from explorer.ui.translation import Interpreter


@pytest.mark.slow
def test_that_no_table_is_left_of_languages_spoken_before(qapp: QApplication) -> None:
    before = len(qapp.findChildren(QTranslator))
    interpreter = Interpreter(resources() / "translations")
    for _ in range(2):
        interpreter.speak("zh_CN")
        assert QCoreApplication.translate("Menu", "Undo") == "撤销"
        interpreter.speak("en")
        assert QCoreApplication.translate("Menu", "Undo") == "Undo"
    interpreter.fall_silent()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert len(qapp.findChildren(QTranslator)) == before
