"""What the Tape page says: the sentence of a step, where the timeline stands, numbers, cards."""

from PySide6.QtCore import QCoreApplication

from explorer.core.autodiff.clinic.attempts import Experiment
from explorer.core.numerals import MINUS, exact
from explorer.session.tape.snapshots import TapePhase, TapeShown, TapeStep, TapeView
from explorer.ui import signs
from explorer.ui.pages.own import Timing, computing_words, failure_words
from explorer.ui.translation import spoken
from explorer.ui.widgets.cards import CardText
from explorer.ui.widgets.sentence_line import Words
from explorer.ui.widgets.sliders import SliderPhase

translate = QCoreApplication.translate

SPEED = 1.0  # steps per second; a sentence must be read in one
TONES = {"tensor": "good", "none": "warning", "error": "error"}
PHASES: dict[TapePhase, signs.Sign] = {
    "forward": signs.VALUE, "backward": signs.SLOPE, "outer": signs.CURVATURE,
}  # fmt: skip
# TensorFlow's default precision, in which the lines of the cards are computed.
_DTYPE = "float32"
_LONGEST = 7  # characters of a number that is written out


def sentence(shown: TapeShown) -> Words:
    """Say what the step shown does, or that the recording is still being made."""
    view, cursor = shown.view, shown.cursor
    if shown.failed is not None:
        return failure_words(shown.failed)
    if view is None:
        return computing_words()
    if cursor == 0:
        body = translate("Tape", "Press Space to record, one operation at a time.")
        return Words(translate("Tape", "Ready."), body, role="blue")
    step = view.steps[cursor - 1]
    # Counted by phase, as the words before the sentence say.
    number = sum(each.phase == step.phase for each in view.steps[:cursor])
    count = sum(each.phase == step.phase for each in view.steps)
    state = _phase_words()[step.phase][1].format(number=number, count=count)
    text, result = spoken(step.sentence), _result(step)
    icon = "forward" if step.phase == "forward" else "back"
    role = PHASES[step.phase].role
    # A warning of the recording is told where all of it has been seen.
    if cursor == shown.last and view.warnings:
        text, icon, role = f"{text} {spoken(view.warnings[0])}", "warning", "amber"
    elif cursor == shown.last and view.answer.number is None:
        icon, role, result = "warning", "amber", "None"
    return Words(state, text, icon=icon, role=role, result=result)


# Found in the sentence's own values: the text may be in any language.
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


def timing(shown: TapeShown) -> Timing:
    """Return where the timeline stands; a recording comes whole."""
    last = shown.last
    text = translate("Tape", "Step {cursor} of {count}")
    return Timing(
        place=shown.cursor,
        last=last,
        reached=last,
        end=last,
        speed=SPEED,
        # Without steps there is nothing to count.
        count=text.format(cursor=shown.cursor, count=last) if last else "",
        widest=text.format(cursor=last, count=last),
    )


def phases(view: TapeView | None) -> list[SliderPhase]:
    """Return the pieces of the timeline."""
    steps = () if view is None else view.steps
    found = []
    for phase, (name, _) in _phase_words().items():
        count = sum(step.phase == phase for step in steps)
        if count:
            found.append(SliderPhase(name, count, PHASES[phase]))
    return found


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


def card_text(experiment: Experiment) -> CardText:
    """Return an experiment as its card shows it, without what stands above the program."""
    program, answer, note = experiment.program, experiment.program.answer, ""
    if experiment.passes is not None:
        forward, backward = experiment.passes
        text = translate("Tape", "Passes: {forward} forward, {backward} backward.")
        note = text.format(forward=forward, backward=backward)
    return CardText(
        title=spoken(experiment.title),
        tone=TONES[answer.kind],
        # Card answers with the true minus of all numbers.
        answer=answer.short.replace("-", MINUS),
        printed=answer.printed,
        program=program.code,
        # Without the imports and the function, which are the same on all cards.
        shown="\n".join(program.lines[program.head :]),
        lines=tuple(line - program.head for line in program.matters),
        cause=spoken(experiment.cause),
        note=note,
    )


def answer_word(view: TapeView) -> str:
    """Return what the second number of every node is."""
    if view.mode == "forward":
        return translate("Tape", "slope")
    return translate("Tape", "gradient")


# ---- numbers


def short(value: float | None) -> str:
    """Return a number to its last bit where that is short, otherwise four figures; "" for none."""
    if value is None:
        return ""
    text = exact(value, _DTYPE)
    # As exact as it may be: a short number is shown to its last bit.
    if len(text) <= _LONGEST:
        return text
    # The # keeps trailing noughts, so that four figures are four; a bare point is taken off.
    figures = f"{value:#.4g}".removesuffix(".")
    return figures.replace("e-0", "e-").replace("e+0", "e").replace("-", MINUS)


def printed(value: float | None) -> str:
    """Return a number as TensorFlow prints it, with a point: "3.0"; "None" for none."""
    if value is None:
        return "None"
    # Whole by its exact text: four figures of 3.00001 would look whole.
    whole = exact(value, _DTYPE).lstrip(MINUS).isdigit()
    text = short(value)
    return f"{text}.0" if whole and "e" not in text else text
