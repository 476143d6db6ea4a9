"""What every view of the hero is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from explorer.session.training.choices import TrainingChoices
from explorer.session.training.snapshots import TrainingShown
from explorer.ui.pages.column import Column


class NetworkView(QWidget):
    """A view; it draws only while it is in front."""

    step_requested = Signal(int)  # a step of the run to look at
    wanted = Signal(object)  # a Drawing or a cancelled slice, by fields of what the page shows
    session_wanted = Signal(object)  # a change of the whole session
    export_requested = Signal(str, object)  # as those of the page
    copy_requested = Signal(object)

    def bind(self, column: Column[TrainingChoices]) -> None:
        """Bind what is chosen in the view, so that the command search finds it."""

    def draw(self, old: TrainingShown | None, new: TrainingShown) -> None:
        """Draw what differs from what it has drawn before; everything the first time."""
        raise NotImplementedError
