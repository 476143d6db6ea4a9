"""What a lesson can speak of on the Tape page, beside what is chosen there."""

from collections.abc import Callable, Mapping

from explorer.session.tape.snapshots import TapeShown, TapeView


def _of_view(
    read: Callable[[TapeView], float | str | None],
) -> Callable[[TapeShown], float | str | None]:
    def find(shown: TapeShown) -> float | str | None:
        answer = shown.answer.fresh
        return None if answer is None else read(answer.view)

    return find


def _way(view: TapeView, *phases: str) -> float:
    return float(sum(step.phase in phases for step in view.steps))


def _card(index: int) -> Callable[[TapeShown], str | None]:
    """Return what a card of the chosen case answers: "None", an exception's name, or a number."""

    def find(shown: TapeShown) -> str | None:
        answer = shown.answer.fresh
        if answer is None or len(answer.cards) <= index:
            return None
        return answer.cards[index].program.answer.short

    return find


FACTS: Mapping[str, Callable[[TapeShown], float | str | bool | None]] = {
    "y": _of_view(lambda view: view.nodes[view.targets[0]].value),
    "answer": _of_view(lambda view: view.answer.number),
    # None is an answer: as a text it can be told from what is not known yet.
    "answer_kind": _of_view(lambda view: view.answer.kind),
    "floors": _of_view(lambda view: float(sum(node.operation == "Floor" for node in view.nodes))),
    "steps_forward": _of_view(lambda view: _way(view, "forward")),
    "steps_backward": _of_view(lambda view: _way(view, "backward", "outer")),
    "step": lambda shown: None if shown.answer.fresh is None else float(shown.cursor),
    "first_card": _card(0),
    "second_card": _card(1),
}
