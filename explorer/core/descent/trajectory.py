"""Descents as generators of growing trajectories."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, repeat

import numpy as np

from explorer.core.arrays import Array
from explorer.core.descent.floats import flushed, ulp_distance
from explorer.core.descent.members import recipe
from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.descent.optimizers.optimizer import Before
from explorer.core.descent.results import Trajectory
from explorer.core.descent.settings import DescentSettings, check_settings
from explorer.core.descent.stepping import COMPILED_STRETCH, stepper

# Short ones first: a path begins to show long before its last update is made.
_STRETCHES = (11, 50, 100, 200, 500, 1000)  # then 2,000 at a time, some 50 ms
_NOT_STATES = ("x", "y", "gradient", "rate")

Records = Mapping[str, Array]


def descend(settings: DescentSettings) -> Iterator[Trajectory]:
    """Yield the path of a descent as it grows, and at last the whole.

    Every gradient comes from `tf.GradientTape`, every update from the Keras optimiser; beside
    each stands what the optimiser's rule foretold from the same state.

    Args:
        settings: The function, the start, the optimiser and the number of updates.

    Raises:
        ExplorerError: If a setting is out of its limits or the tape finds no gradient.
    """
    check_settings(settings)
    steps = stepper(recipe(settings))
    variables = [steps.members[0].first(settings)]
    noise = drawn_noise(settings)
    stretches: list[Records] = []
    done = 0
    for length in chain(_STRETCHES, repeat(2000)):
        rows = noise[done : done + length]
        records, variables = steps.run(variables, [rows])
        stretches.append(records[0])
        done += len(rows)
        path = _as_trajectory(_joined(stretches), noise, settings)
        yield path
        if done == len(noise) or path.diverged_at is not None:
            return


def trajectory(settings: DescentSettings) -> Trajectory:
    """Return the whole path of a descent.

    Raises:
        ExplorerError: As for `descend`.
    """
    *_, last = descend(settings)
    return last


def preview(settings: DescentSettings) -> Trajectory:
    """Return the path compiled by XLA: soon there, its last bits not always those of Keras.

    XLA fuses and rewrites operations; so nothing is compared, and the page must draw the
    `trajectory` as soon as it has one.

    Raises:
        ExplorerError: As for `descend`.
    """
    return previews([settings])[0]


def previews(descents: Sequence[DescentSettings]) -> tuple[Trajectory, ...]:
    """Return the same of several descents, each with as many updates, from one compiled call.

    Raises:
        ExplorerError: As for `descend`.
    """
    if not descents:
        return ()
    for settings in descents:
        check_settings(settings)
    steps = stepper(*map(recipe, descents), is_compiled=True)
    variables = [member.first(each) for member, each in zip(steps.members, descents, strict=True)]
    noises = [drawn_noise(settings) for settings in descents]
    filled = [_filled(noise) for noise in noises]
    stretches: list[list[dict[str, Array]]] = []
    # A compiled loop makes `COMPILED_STRETCH` updates, no more and no fewer: its length is a
    # constant to XLA. What is too much is cut off below.
    for begin in range(0, len(filled[0]), COMPILED_STRETCH):
        rows = [noise[begin : begin + COMPILED_STRETCH] for noise in filled]
        records, variables = steps.run(variables, rows)
        stretches.append(records)
    paths = [_joined(parts) for parts in zip(*stretches, strict=True)]
    return tuple(
        _as_trajectory(
            {name: array[: len(noise)] for name, array in path.items()},
            noise, settings, is_preview=True,
        )
        for path, noise, settings in zip(paths, noises, descents, strict=True)
    )  # fmt: skip


def _filled(noise: Array) -> Array:
    """Return noise for whole stretches."""
    filling = np.zeros((-len(noise) % COMPILED_STRETCH, *noise.shape[1:]), noise.dtype)
    return np.concatenate([noise, filling])


def drawn_noise(settings: DescentSettings) -> Array:
    """Return what is added to the gradient at every position, one row each.

    Returns:
        Shape (updates + 1,), for f(x, y) (updates + 1, 2), in the dtype of x and units of f′.
    """
    shape = (settings.updates + 1, *np.shape(settings.start))
    if settings.noise == 0:
        return np.zeros(shape, settings.dtype)
    # Drawn in float64 and rounded afterwards: one seed gives the same noise in every precision.
    normal = np.random.default_rng(settings.seed).standard_normal(shape)
    return (settings.noise * normal).astype(settings.dtype)


def _as_trajectory(
    records: Records, noise: Array, settings: DescentSettings, *, is_preview: bool = False
) -> Trajectory:
    """Return the path that records of a stepper show, up to its first number not finite."""
    finite = [_all_finite(records[name]) for name in ("x", "y", "gradient")]
    bad = np.flatnonzero(~np.logical_and.reduce(finite))
    # The row that is not finite is kept: a reader is to see what the path broke off with.
    end = int(bad[0]) + 1 if len(bad) else len(records["x"])
    kept = {name: array[:end] for name, array in records.items()}
    if is_preview:
        # XLA's last bits are its own; a distance to them would say nothing about the rule.
        foretold, ulp = kept["x"], np.zeros(end, np.int64)
    else:
        foretold = _foretold(kept, noise[: end - 1], settings)
        ulp = ulp_distance(foretold, kept["x"])
    return Trajectory(
        x=kept["x"],
        y=kept["y"],
        gradient=kept["gradient"],
        formula_x=foretold,
        ulp=ulp if ulp.ndim == 1 else ulp.max(axis=1),
        rate=kept["rate"],
        noise=noise[:end] if settings.noise else None,
        states={name: array for name, array in kept.items() if name not in _NOT_STATES},
        diverged_at=int(bad[0]) if len(bad) else None,
        is_preview=is_preview,
    )


def _joined(stretches: Sequence[Records]) -> Records:
    return {name: np.concatenate([each[name] for each in stretches]) for name in stretches[0]}


def _all_finite(rows: Array) -> Array:
    finite = np.isfinite(rows)
    return np.asarray(finite if finite.ndim == 1 else finite.all(axis=1))


def _foretold(kept: Records, noise: Array, settings: DescentSettings) -> Array:
    """Return the start and what the rule says of every update from the state before it."""
    x = kept["x"]
    # Overflow is an outcome of a descent, told by `diverged_at`; it is nothing to warn of.
    with np.errstate(all="ignore"):
        update = OPTIMIZERS[settings.optimizer].update
        after = update(_before(kept, noise), settings.parameter_values())
    return np.concatenate([x[:1], np.asarray(after.x)])


def _before(kept: Records, noise: Array) -> Before:
    """Return what every update but the last of some records starts from."""
    dimensions = kept["x"].ndim
    rows = {name: _column(array[:-1], dimensions) for name, array in kept.items()}
    # TensorFlow flushes the gradient before it adds the noise, so the sum is taken afterwards.
    return Before(
        x=flushed(rows["x"]),
        gradient=flushed(rows["gradient"]) + noise,
        state={name: flushed(rows[name]) for name in rows if name not in _NOT_STATES},
        rate=rows["rate"],
        step=_column(np.arange(len(rows["x"])), dimensions),
    )


def _column(array: Array, dimensions: int) -> Array:
    """Return one number per row as a column beside rows of coordinates."""
    return array[:, np.newaxis] if array.ndim < dimensions else array
