"""What a lesson can speak of on the page "Your model", beside what is chosen there."""

from collections.abc import Callable, Mapping

from explorer.session.model.snapshots import ModelShown

Found = Callable[[ModelShown], float | str | bool | None]


def _hint(shown: ModelShown) -> str | None:
    """Return the kind of the worst hint; "none" where a run that has ended gives none."""
    if shown.picture.fresh is None:
        return None
    if shown.hints:
        return str(shown.hints[0].kind)
    return "none" if shown.run is not None and shown.run.ended is not None else None


def _born(shown: ModelShown) -> float | None:
    """Return the step in which the first value that is not finite was born; −1 if a whole run had none."""
    run = shown.run
    if run is None:
        return None
    if run.born is not None:
        return float(run.born.step)
    return -1.0 if run.ended is not None else None


def _loss(index: int) -> Found:
    def find(shown: ModelShown) -> float | None:
        told = None if shown.run is None else shown.run.metrics.get("loss")
        return None if told is None or not len(told.values) else float(told.values[index])

    return find


FACTS: Mapping[str, Found] = {
    "state": lambda shown: shown.following,
    "steps": lambda shown: None if shown.run is None else float(shown.run.last_step),
    "step": lambda shown: float(shown.step),
    "hint": _hint,
    "born_at": _born,
    "first_loss": _loss(0),
    "last_loss": _loss(-1),
}
