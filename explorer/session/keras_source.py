"""Optimisers and schedules as the Python that makes them."""

from collections.abc import Mapping

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.descent.schedules import SCHEDULES

# Class of the Keras optimiser, and what the key says beyond its parameters.
_CLASSES: Mapping[str, tuple[str, str]] = {
    "momentum": ("SGD", ""),
    "nesterov": ("SGD", ", nesterov=True"),
    "amsgrad": ("Adam", ", amsgrad=True"),
}


def optimizer_source(
    key: str,
    rate: float,
    parameters: Mapping[str, float],
    schedule: str = "constant",
    schedule_parameters: Mapping[str, float] | None = None,
) -> str:
    """Return the expression that makes a Keras optimiser.

    Args:
        key: Key of the optimiser.
        rate: Learning rate.
        parameters: Those that differ from their defaults, by their Keras names.
        schedule: Key of the schedule that the rate follows.
        schedule_parameters: Those of the schedule that differ from their defaults.
    """
    spec = OPTIMIZERS[key]
    name, more = _CLASSES.get(key, (str(spec.label), ""))
    chosen = dict(parameters)
    if key in ("momentum", "nesterov"):
        chosen = {each.key: each.default for each in spec.parameters} | chosen
    switches = {each.key for each in spec.parameters if each.is_switch}
    arguments = "".join(
        f", {argument}={bool(value) if argument in switches else value!r}"
        for argument, value in chosen.items()
    )
    shown_rate = schedule_source(schedule, rate, schedule_parameters or {})
    return f"tf.keras.optimizers.{name}({shown_rate}{arguments}{more})"


def schedule_source(key: str, rate: float, parameters: Mapping[str, float]) -> str:
    """Return the expression that makes a learning rate: a number, or a Keras schedule."""
    if key == "constant":
        return repr(rate)
    values = {each.key: each.default for each in SCHEDULES[key].parameters} | dict(parameters)
    if key == "piecewise":
        rates = [rate * values["factor"] ** drops for drops in range(3)]
        drops = [int(values["first"]), int(values["second"])]
        return _schedule("PiecewiseConstantDecay", drops, rates)
    updates = int(values["decay_steps"])
    if key == "exponential":
        return _schedule("ExponentialDecay", rate, updates, values["decay_rate"])
    if key == "cosine":
        return _schedule("CosineDecay", rate, updates, values["alpha"])
    warm_up = f"warmup_target={rate!r}, warmup_steps={int(values['warmup_steps'])}"
    return _schedule("CosineDecay", 0.0, updates, values["alpha"], more=f", {warm_up}")


def _schedule(name: str, *arguments: object, more: str = "") -> str:
    listed = ", ".join(map(repr, arguments))
    return f"tf.keras.optimizers.schedules.{name}({listed}{more})"
