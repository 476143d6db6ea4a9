"""What the Tape page is to draw for what is chosen; runs in a worker thread.

It works with TensorFlow, so the window imports it late.
"""

from collections.abc import Iterator
from functools import lru_cache

from explorer.core.autodiff.caveats import caveats
from explorer.core.autodiff.clinic.attempts import Experiment, tried
from explorer.core.autodiff.clinic.cases import CASES
from explorer.core.autodiff.recording import record
from explorer.core.autodiff.results import Input, Recording
from explorer.core.autodiff.tangents import tangents
from explorer.core.functions.formula import Formula, parse
from explorer.session.tape.choices import TapeChoices
from explorer.session.tape.nesting import nested_view
from explorer.session.tape.program import shown_program
from explorer.session.tape.snapshots import TapeAnswer, TapeStep, TapeView, drawn_node


def answers(choices: TapeChoices, case: str) -> Iterator[TapeAnswer]:
    """Yield what the tape recorded, and the cards of a case, for the same function and place.

    Args:
        choices: Those `for_recording`.
        case: Key of a case of the clinic; of none there are no cards.
    """
    tried_out = cards(choices.formula, choices.x, case) if case in CASES else ()
    yield TapeAnswer(recorded(choices), tried_out)


@lru_cache(maxsize=1)  # another case is shown beside the same recording
def recorded(choices: TapeChoices) -> TapeView:
    """Return what the tape recorded for choices that are those `for_recording`."""
    formula = parse(choices.formula)
    recording = record(formula, choices.x, choices.source)
    if choices.mode == "nested":
        return nested_view(formula, recording)
    return (
        _carried(formula, recording) if choices.mode == "forward" else _reverse(formula, recording)
    )


@lru_cache(maxsize=1)  # another recording is shown above the same cards
def cards(formula: str, x: float, case: str) -> tuple[Experiment, ...]:
    """Return the cards of a case, each run for this function and place."""
    return tried(CASES[case], parse(formula), x)


def _reverse(formula: Formula, recording: Recording) -> TapeView:
    program = shown_program(recording, "reverse")
    nodes = tuple(
        drawn_node(
            recording, index, program.line_of[index], node.gradient,
            recorded=node.recorded, handed=lambda edge: edge.handed_back,
        )
        for index, node in enumerate(recording.nodes)
    )  # fmt: skip
    steps = (TapeStep(s.direction, s.node, s.towards, s.sentence) for s in recording.steps)
    return TapeView(
        formula=formula.text,
        recording=recording,
        mode="reverse",
        nodes=nodes,
        targets=(len(nodes) - 1,),
        steps=tuple(steps),
        answer=recording.program.answer,
        lines=program.lines,
        warnings=tuple(caveat.sentence for caveat in caveats(formula, recording)),
    )


def _carried(formula: Formula, recording: Recording) -> TapeView:
    carried = tangents(formula, recording)
    program, slopes = shown_program(recording, "forward"), carried.slopes

    def handed_on(edge: Input) -> float | None:
        slope = slopes[edge.node]
        # The accumulator tells sums alone; what each edge brings to them is worked out here.
        return None if slope is None or edge.local is None else slope * edge.local

    nodes = tuple(
        drawn_node(
            recording, index, program.line_of[index], slope,
            recorded=slope is not None, handed=handed_on,
        )
        for index, slope in enumerate(slopes)
    )  # fmt: skip
    steps = (
        TapeStep("forward", index, None, sentence)
        for index, sentence in enumerate(carried.sentences)
        if sentence is not None
    )
    return TapeView(
        formula=formula.text,
        recording=recording,
        mode="forward",
        nodes=nodes,
        targets=(len(nodes) - 1,),
        steps=tuple(steps),
        answer=carried.answer,
        lines=program.lines,
    )
