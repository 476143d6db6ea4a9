"""What the sentence line and the timeline say of a step."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from explorer.session.tape.snapshots import TapePhase, TapeStep, TapeView
from explorer.ui import signs
from explorer.ui.translation import spoken
from explorer.ui.widgets.phase_slider import SliderPhase

translate = QCoreApplication.translate

_ROLES: dict[TapePhase, str] = {"forward": "blue", "backward": "orange", "outer": "green"}
_SIGNS: dict[TapePhase, signs.Sign] = {
    "forward": signs.VALUE,
    "backward": signs.SLOPE,
    "outer": signs.CURVATURE,
}


@dataclass(frozen=True, slots=True)
class Words:
    """A step for the sentence line.

    Attributes:
        word: Which step it is.
        body: What happens in it.
        role: Its colour.
        icon: Its icon.
        result: The part of the body that is its result, "" for none.
    """

    word: str
    body: str
    role: str
    icon: str
    result: str = ""


def telling(view: TapeView, cursor: int) -> Words:
    """Return what is said after `cursor` steps."""
    if cursor == 0:
        body = translate("Tape", "Press Space to record, one operation at a time.")
        return Words(translate("Tape", "Ready."), body, "blue", "info")
    step = view.steps[cursor - 1]
    number = sum(each.phase == step.phase for each in view.steps[:cursor])
    count = sum(each.phase == step.phase for each in view.steps)
    word = _phase_words()[step.phase][1].format(number=number, count=count)
    body = spoken(step.sentence)
    if cursor == len(view.steps) and view.warnings:
        body = " ".join((body, *(spoken(warning) for warning in view.warnings[:1])))
        return Words(word, body, "amber", "warning", _result(step))
    if cursor == len(view.steps) and view.answer.number is None:
        return Words(word, body, "amber", "warning", "None")
    icon = "forward" if step.phase == "forward" else "back"
    return Words(word, body, _ROLES[step.phase], icon, _result(step))


def _result(step: TapeStep) -> str:
    """Return what the step brings, as it stands in its sentence."""
    values = step.sentence.values
    if step.phase == "outer" and step.towards is None and set(values) == {"value"}:
        return f"d²y/dx² = {values['value']}"
    if "symbol" in values and "total" in values:
        return f"{values['symbol']} = {values['total']}"
    if "symbol" in values and "slope" in values:
        return f"{values['slope']}"
    if "label" in values and "value" in values:
        return f"{values['label']} = {values['value']}"
    return ""


def phases(view: TapeView) -> list[SliderPhase]:
    """Return the pieces of the timeline."""
    found: list[SliderPhase] = []
    for phase, (name, _) in _phase_words().items():
        count = sum(step.phase == phase for step in view.steps)
        if count:
            found.append(SliderPhase(name, count, _SIGNS[phase]))
    return found


def count_words(view: TapeView, cursor: int) -> str:
    """Return where on the timeline one is."""
    text = translate("Tape", "Step {cursor} of {count}")
    return text.format(cursor=cursor, count=len(view.steps))


def _phase_words() -> dict[TapePhase, tuple[str, str]]:
    """Return each phase's word on the timeline and in front of its sentences."""
    return {
        "forward": (
            translate("Tape", "forward"),
            translate("Tape", "Forward {number} of {count}."),
        ),
        "backward": (
            translate("Tape", "backward"),
            translate("Tape", "Backward {number} of {count}."),
        ),
        "outer": (
            translate("Tape", "outer tape backward"),
            translate("Tape", "Outer tape {number} of {count}."),
        ),
    }
