"""The interface in the reader's language."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from explorer.core.sentences import Sentence
from explorer.session.session import LANGUAGES


def spoken(sentence: Sentence | str) -> str:
    """Return a sentence of the lower rooms in the language in force; names come back as they are."""
    if isinstance(sentence, str):
        return sentence
    # A value may be a sentence, which has a translation of its own.
    values = {
        name: spoken(value) if isinstance(value, Sentence) else value
        for name, value in sentence.values.items()
    }
    return QCoreApplication.translate(sentence.context, sentence.text).format(**values)


class Interpreter:
    """Puts a language in force for everything that is translated from then on."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._translators: list[QTranslator] = []

    def speak(self, choice: str) -> str:
        """Put a language in force and return its name.

        Args:
            choice: One of `LANGUAGES`, or "system" for what the desktop speaks.
        """
        language = _system_language() if choice == "system" else choice
        application = QCoreApplication.instance()
        self.fall_silent()
        # Fonts ask for it: Chinese headings have another weight.
        QLocale.setDefault(QLocale(language))
        qt_folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        # Qt asks the translator installed last first: our own words go before Qt's.
        for file in (qt_folder / f"qtbase_{language}.qm", self._folder / f"{language}.qm"):
            translator = QTranslator(application)
            self._translators.append(translator)
            if file.is_file() and translator.load(str(file)):
                QCoreApplication.installTranslator(translator)
        return language

    def fall_silent(self) -> None:
        """Take the language back that was put in force."""
        # Translators belong to the application and would outlive the program that a test closes.
        for translator in self._translators:
            QCoreApplication.removeTranslator(translator)
            translator.deleteLater()
        self._translators = []


def _system_language() -> str:
    """Return the first language that is the desktop's, in any of its scripts; English for none."""
    # The script is left aside: whoever reads one Chinese script would rather have the other than
    # English.
    desktop = QLocale.system().language()
    return next((name for name in LANGUAGES if QLocale(name).language() == desktop), "en")
