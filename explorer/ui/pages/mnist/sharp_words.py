"""What the MNIST page says of a run's sharpness."""

from PySide6.QtCore import QCoreApplication

from explorer.core.curvature.edges import edge_name
from explorer.core.numerals import fixed, grouped
from explorer.session.training.history import History
from explorer.session.training.sharp import standing_of
from explorer.ui.widgets.sentence_line import Words

translate = QCoreApplication.translate


def three(value: float) -> str:
    """Return a number with three figures, or to the unit."""
    if abs(value) >= 1e6 or 0 < abs(value) < 0.001:
        return f"{value:.2e}"
    return f"{value:#.3g}" if abs(value) < 100 else f"{value:,.0f}"


def sharpness_words(history: History) -> Words | None:
    """Say how the sharpness stands to the edge; None where nothing is known of it."""
    found = standing_of(history)
    if found is None:
        return None
    parts = {
        "value": three(found.value), "edge": three(found.edge), "step": grouped(found.step),
        "name": edge_name(history.settings.optimizer), "since": grouped(found.since),
        "before": "" if found.before is None else three(found.before),
    }  # fmt: skip
    if found.state == "above":
        body = translate(
            "Mnist",
            "λ₁ = {value} at step {step}; on a parabola with f″ above {name} = {edge} steps lead away "
            "from the minimum.",
        )
        return Words(
            translate("Mnist", "Above the edge."), body.format(**parts), "warning", "warning"
        )
    if found.state == "at":
        body = translate("Mnist", "λ₁ = {value} at step {step} is within 3 % of {name} = {edge}.")
        half = found.step // 2
        loss, earlier = (history.smoothed(step, 25) for step in (found.step, max(half, 1)))
        if loss < earlier:
            body = translate(
                "Mnist",
                "λ₁ = {value} is within 3 % of {name} = {edge}; the loss has still fallen, to {loss}.",
            )
        body = body.format(**parts, loss=fixed(loss, 4))
        return Words(translate("Mnist", "At the edge."), body, "live", "info")
    if found.state == "rising":
        body = translate(
            "Mnist",
            "λ₁ has risen from {before} at step {since} to {value}; the edge {name} is at {edge}.",
        )
        return Words(translate("Mnist", "Sharpening."), body.format(**parts), "live", "moving")
    word = translate("Mnist", "Below the edge.")
    body = translate("Mnist", "λ₁ = {value} at step {step}; the edge {name} is at {edge}.")
    if not history.settings.is_full_batch:
        body = translate(
            "Mnist",
            "λ₁ = {value} at step {step} is below {name} = {edge}, where runs by mini-batches mostly "
            "settle (Cohen et al., 2021).",
        )
    return Words(word, body.format(**parts), "live", "info")
