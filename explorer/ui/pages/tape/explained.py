"""What the Tape page says of an explanation of somebody's own function: a card for each cut."""

from PySide6.QtCore import QCoreApplication

from explorer.core.autodiff.explaining.explanation import Cut, Explanation, Stage, Why
from explorer.core.autodiff.explaining.texts import Told
from explorer.session.tape.snapshots import Explained
from explorer.ui.translation import spoken
from explorer.ui.widgets.cards import CardText
from explorer.ui.widgets.way_card import WayText
from explorer.ui.widgets.way_view import WayRow

translate = QCoreApplication.translate

MOST_CARDS = 12  # cuts beyond these are counted; print(explanation) has them all

_ASKS = """import explorer

why = explorer.explain(
    lambda: loss(y, model(x)),
    model.trainable_variables[0],
)
why.show()"""


def invitation() -> CardText:
    """Return the card that says how an explanation comes here."""
    return CardText(
        title=translate("Explain", "Ask about your own function"),
        tone="waiting",
        answer="explain",
        printed="",
        program=_ASKS + "\n",
        shown=_ASKS,
        lines=(2, 3, 4, 5, 6),
        cause=translate(
            "Explain",
            "In your own program, hand over a function without arguments and what its gradient is asked "
            "for. The way is drawn here, with the line at which it is cut.",
        ),
    )


def heading(explained: Explained) -> str:
    """Return what stands above the cards."""
    found = explained.explanation
    if found is None:
        return "" if explained.trouble is None else spoken(explained.trouble)
    said = [_verdict(found), _spoken(found.advice)]
    if len(found.cuts) > MOST_CARDS:
        text = translate("Explain", "The first {shown} of {count} cuts are shown.")
        said.append(text.format(shown=MOST_CARDS, count=len(found.cuts)))
    return " ".join(filter(None, said))


def cards(explained: Explained) -> list[WayText]:
    """Return a card for each cut, or one for a way that is whole."""
    found = explained.explanation
    if found is None:
        return []
    if not found.cuts:
        return [_card(found, None, found.ways[0] if found.ways else ())]
    # A tape's fault has the whole way beside it; a cut has its own, or none.
    ways = found.ways if len(found.ways) == len(found.cuts) else found.ways[:1] * len(found.cuts)
    ways = ways or ((),) * len(found.cuts)
    pairs = list(zip(found.cuts, ways, strict=True))[:MOST_CARDS]
    return [_card(found, *each) for each in pairs]


def _card(found: Explanation, cut: Cut | None, way: tuple[Stage, ...]) -> WayText:
    cured = "" if cut is None else _spoken(cut.cure)
    if cured:
        cured = translate("Explain", "Cure: {cure}").format(cure=cured)
    title = translate("Explain", "The way is whole")
    if cut is not None:
        kind = _kinds()[cut.why]
        two = translate("Explain", "{operation}: {kind}")
        title = two.format(operation=cut.operation, kind=kind) if cut.operation else kind
    return WayText(
        title=title,
        tone="good" if cut is None else "warning",
        answer=translate("Explain", "whole") if cut is None else "None",
        rows=_rows(found, way),
        described=_described(found, way),
        cause="" if cut is None else _spoken(cut.text),
        cure=cured,
        place="" if cut is None or cut.file is None else f"{cut.file}:{cut.line}",
        text=str(found),
    )


def _rows(found: Explanation, way: tuple[Stage, ...]) -> tuple[WayRow, ...]:
    if not way:
        return ()
    blamed = next((i for i, stage in enumerate(way) if not stage.flows), None)
    rows = [
        WayRow(
            text=stage.operation or _left_out(stage),
            aside=stage.place,
            told=stage.name,
            flows=stage.flows,
            blamed=index == blamed,
            several=not stage.operation,
        )
        for index, stage in enumerate(way)
    ]
    source = found.source.split(":", maxsplit=1)[0]
    result = translate("Explain", "the result of f")
    return (WayRow(text=source, told=found.source), *rows, WayRow(text=result))


def _left_out(stage: Stage) -> str:
    return translate("Explain", "{count} operations more").format(count=stage.count)


def _described(found: Explanation, way: tuple[Stage, ...]) -> str:
    names = [stage.operation or _left_out(stage) for stage in way]
    text = translate("Explain", "The way from {source} to the result: {operations}.")
    return text.format(source=found.source, operations=", ".join(names))


def _verdict(found: Explanation) -> str:
    if not found.connected:
        text = translate("Explain", "{source}: no gradient comes back to it.")
    elif found.cuts:
        text = translate(
            "Explain", "{source}: the way is whole, the gradient was lost with the tape."
        )
    else:
        text = translate("Explain", "{source}: a gradient comes back to it.")
    return text.format(source=found.source)


def _spoken(text: str) -> str:
    """Return a text in the language in force, as far as its sentences are known."""
    return " ".join(map(spoken, text.sentences)) if isinstance(text, Told) else text


def _kinds() -> dict[Why, str]:
    return {
        "not_read": translate("Explain", "not read"),
        "no_path": translate("Explain", "no path"),
        "integer": translate("Explain", "integer"),
        "not_differentiable": translate("Explain", "not differentiable"),
        "no_gradient_registered": translate("Explain", "no gradient registered"),
        "stop_gradient": translate("Explain", "stop gradient"),
        "left_tensorflow": translate("Explain", "left TensorFlow"),
        "state": translate("Explain", "state"),
        "unwatched": translate("Explain", "unwatched"),
        "tape": translate("Explain", "tape"),
        "untraceable": translate("Explain", "untraceable"),
    }
