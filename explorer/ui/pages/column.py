"""The column of choices: every control is bound to one choice, and is a command too."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QSignalBlocker
from PySide6.QtWidgets import QWidget

from explorer.core.functions.examples.catalogue import Example
from explorer.core.functions.examples.landscapes import Landscape
from explorer.ui.commands import Command
from explorer.ui.translation import spoken
from explorer.ui.widgets.buttons import Chips, Segmented
from explorer.ui.widgets.check_row import CheckRow, RadioRows
from explorer.ui.widgets.chip_row import ChipRow
from explorer.ui.widgets.disclosure import Disclosure
from explorer.ui.widgets.fields import ChoiceField, Field, TypedField
from explorer.ui.widgets.formula_field import FormulaField

if TYPE_CHECKING:
    from explorer.ui.pages.watch_button import WatchButton

translate = QCoreApplication.translate

C = TypeVar("C")
F = TypeVar("F", Example, Landscape)
Control = TypeVar(
    "Control",
    bound=TypedField
    | FormulaField
    | ChoiceField
    | Segmented
    | Chips
    | ChipRow
    | CheckRow
    | RadioRows,
)
Change = Callable[[Callable[[C], C]], None]


class Column(Generic[C]):
    """Choices in, wishes out; a page's controls derive from it.

    Attributes:
        widget: The controls, laid out.
        watch: Takes the optimiser to other pages, where the page has one.
    """

    widget: QWidget
    watch: "WatchButton | None" = None

    def __init__(self, page: str, change: Change[C]) -> None:
        """Take the page's key, which its commands begin with, and what changes its choices."""
        self._page, self.change = page, change
        self._bound: list[tuple[Any, Callable[[C], Any]]] = []
        self.named: dict[str, QWidget] = {}  # controls by the names of their choices
        self.commands: list[Command] = []

    def bind(
        self,
        key: str,
        control: Control,
        value: Callable[[C], Any],
        wish: Callable[[C, Any], C],
        words: str = "",
    ) -> Control:
        """Let a control show a choice and wish for another.

        Args:
            key: Name of the choice, for its commands.
            control: The control.
            value: Returns what it shows.
            wish: Returns the choices with another value of it.
            words: What the command search finds it by beside its name.
        """
        self._bound.append((control, value))
        self.named[key] = control
        # What a person does, not what the program shows: each kind of control has its own signal
        # for it.
        signal = control.toggled if isinstance(control, CheckRow) else (
            control.committed if isinstance(control, TypedField | FormulaField) else control.chosen
        )  # fmt: skip

        def choose(chosen: Any) -> None:
            self.change(lambda choices: wish(choices, chosen))

        signal.connect(choose)
        if isinstance(control, CheckRow):
            # A switch is switched; every other control is brought under the keyboard, as the
            # search cannot type.
            self.add_command(key, control.text(), control.click, words)
            return control
        # A field is a label with a control in it, and the control takes the keys.
        line = control.control if isinstance(control, Field) else control
        name = line.accessibleName()
        self.add_command(key, name, line.setFocus, words)
        # With few choices each is a command of its own.
        if isinstance(control, ChoiceField | Segmented | Chips | ChipRow | RadioRows):
            for choice, text in control.choices:
                self.add_command(f"{key}.{choice}", of_two(name, text), partial(choose, choice))
        return control

    def bind_shown(self, name: str, row: CheckRow, words: str = "") -> CheckRow:
        """Let a box tell whether something is drawn, by its name in the choices' `shown`."""
        return self.bind(
            f"show.{name}",
            row,
            lambda choices: name in choices.shown,  # type: ignore[attr-defined]
            lambda choices, on: choices.showing(name, on),  # type: ignore[attr-defined]
            words,
        )

    def add_command(self, key: str, name: str, run: Callable[[], Any], words: str = "") -> None:
        """Let the command search find something that this column can do."""
        self.commands.append(Command(f"{self._page}.{key}", name, run, words=words))

    def add_line(self, key: str, line: Disclosure) -> None:
        """Let the command search open a line of fields."""
        self.add_command(f"open.{key}", line.head.text(), line.reach)

    def offer_functions(
        self, field: FormulaField, functions: Sequence[F], wish: Callable[[C, F], C]
    ) -> None:
        """Offer ready functions in a field's list and to the command search.

        Args:
            field: The field that a function is typed into.
            functions: What is offered.
            wish: Returns the choices with one of them.
        """
        known = {each.key: each for each in functions}

        def choose(key: str) -> None:
            self.change(lambda choices: wish(choices, known[key]))

        names = [(e.key, spoken(e.name), e.text, spoken(e.about)) for e in functions]
        field.set_catalogue(names)
        field.example_chosen.connect(choose)
        for key, name, _, _ in names:
            text = of_two(translate("Command", "Function"), name)
            self.add_command(f"function.{key}", text, partial(choose, key))
        self._list = field.open_list

    def open_list(self) -> None:
        """Open the list of ready choices that the page is about."""
        self._list()

    def draw_choices(self, old: C | None, new: C) -> None:
        """Show what differs; only the user's own choosing is reported."""
        for control, value in self._bound:
            now = value(new)
            # Only those of which the value differs: to write into a field in which somebody types
            # moves the caret.
            if old is None or value(old) != now:
                if isinstance(control, CheckRow):
                    # Qt's box tells also what the program sets; the other controls tell only
                    # their user's choices.
                    with QSignalBlocker(control):
                        control.setChecked(now)
                else:
                    control.set_value(now)


def of_two(name: str, choice: str) -> str:
    """Return the words of a command that makes one of several choices."""
    return translate("Command", "{name}: {choice}").format(name=name, choice=choice)
