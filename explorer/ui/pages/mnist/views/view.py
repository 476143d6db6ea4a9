"""What every view of the hero is."""

from PySide6.QtWidgets import QWidget

from explorer.session.training.snapshots import TrainingShown


class NetworkView(QWidget):
    """A view; it draws only while it is in front."""

    def draw(self, old: TrainingShown | None, new: TrainingShown) -> None:
        """Draw what differs from what it has drawn before; everything the first time."""
        raise NotImplementedError
