"""The bar at the bottom of the page "Your model": follow or not, the steps, and back to the newest."""

from PySide6.QtCore import QCoreApplication, Signal

from explorer.session.model.snapshots import ModelShown
from explorer.ui.theme import Look
from explorer.ui.widgets.buttons import TextIconButton, button
from explorer.ui.widgets.timeline import Timeline

translate = QCoreApplication.translate


class FollowBar(Timeline):
    """A timeline over the recorded steps, with "Stop following" before it and "Live" behind it."""

    follow_toggled = Signal()
    live_requested = Signal()
    _has_steps = False

    def __init__(self, look: Look) -> None:
        super().__init__(translate("Model", "Recorded steps"), look)
        # A run goes on by itself: there is nothing to play.
        self.play.hide()
        # Left and Right go from look to look, Home and End to the ends; buttons for them would leave
        # the slider no room in a narrow window.
        for step in (self.first, self.back, self.forward, self.last):
            step.hide()
        self.follow = TextIconButton(
            look,
            [
                ("stop", translate("Model", "Stop")),
                ("play", translate("Model", "Follow")),
            ],
        )
        self.live = button(translate("Model", "Live"), "chip", checkable=True)
        row = self.layout()
        row.insertWidget(0, self.follow)  # type: ignore[union-attr]
        row.addSpacing(8)  # type: ignore[union-attr]
        row.addWidget(self.live)  # type: ignore[union-attr]
        self.follow.clicked.connect(self.follow_toggled)
        self.live.clicked.connect(self.live_requested)

    def draw(self, _old: ModelShown | None, new: ModelShown) -> None:
        """Show whether the run is followed, and whether its newest step is looked at."""
        live, over = new.choices.cursor is None, new.is_over
        self.follow.show_face(1 if new.held else 0)
        tip = translate("Model", "Stop following (Space)")
        if over:
            tip = translate("Model", "The run has ended; nothing more comes.")
        elif new.held:
            tip = translate("Model", "Follow again")
        self.follow.setToolTip(tip)
        self.follow.setEnabled(bool(new.choices.run) and not over)
        # Of a run that has ended no step is live: there is only the way back to its last one.
        self.live.setEnabled(new.place >= 0 and not (over and live))
        self.live.setChecked(new.place >= 0 and live and not over)
        back = translate("Model", "Last step") if over else translate("Model", "Go live")
        self.live.setText(back if over or not live else translate("Model", "Live"))
        self.live.setAccessibleName(back)
