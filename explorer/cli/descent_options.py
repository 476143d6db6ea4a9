"""Options of the commands that descend or train: function, start, optimiser's parameters, schedule, noise."""

import argparse
import re
from collections.abc import Mapping
from typing import Any

from explorer.cli.parsing import count, finite, seed
from explorer.core.arrays import DTYPES, Point
from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.descent.parameters import Parameter
from explorer.core.descent.schedules import SCHEDULES
from explorer.core.descent.settings import DescentSettings
from explorer.core.functions.formula import Formula, parse
from explorer.core.sentences import ExplorerError, said
from explorer.session.descent.choices import DescentChoices

_DEFAULT_STEPS = 100
_OF_SCHEDULES: Mapping[str, Parameter] = {
    each.key: each for spec in SCHEDULES.values() for each in spec.parameters
}


def add_function(parser: argparse.ArgumentParser) -> None:
    """Add the function, the start and the number of updates."""
    # argparse has no public way to let "-x**2" and "-1,2" be values rather than options.
    parser._negative_number_matcher = re.compile("^-[^-]")  # noqa: SLF001 - see above
    # Not required, since --function-2d may stand in its place.
    parser.add_argument("expression", nargs="?", help='f(x), for example "2*x**2"')
    parser.add_argument("--function-2d", metavar="EXPRESSION", help="f(x, y) in place of f(x)")
    parser.add_argument("--start", type=_start, required=True, metavar="X or X,Y")
    parser.add_argument("--steps", type=count, default=_DEFAULT_STEPS, metavar="N")
    parser.add_argument("--dtype", choices=DTYPES, default="float32")
    parser.set_defaults(held={}, own={})  # of a session


def add_variations(parser: argparse.ArgumentParser) -> None:
    """Add schedule, noise and every parameter of every optimiser and schedule."""
    add_schedule(parser, "constant")
    parser.add_argument("--noise", type=finite, default=0.0, help="standard deviation")
    parser.add_argument("--seed", type=seed, default=0, help="seed of the noise")
    add_parameters(parser)


def add_schedule(parser: argparse.ArgumentParser, default: str | None = None) -> None:
    """Add the schedule that the rate follows, and every parameter of every schedule."""
    parser.add_argument(
        "--schedule", choices=tuple(SCHEDULES), default=default, help="constant unless given"
    )
    group = parser.add_argument_group("parameters of the schedule")
    for key in _OF_SCHEDULES:
        group.add_argument(_option(key), type=finite, metavar="NUMBER")


def add_parameters(parser: argparse.ArgumentParser) -> None:
    """Add every parameter of every optimiser."""
    group = parser.add_argument_group("parameters of the optimiser (Keras' defaults)")
    # One option for a name: beta_1 is that of every optimiser that has one.
    for key in _of_optimizers():
        group.add_argument(_option(key), type=finite, metavar="NUMBER")


def given_parameters(arguments: argparse.Namespace) -> tuple[tuple[str, float], ...]:
    """Return the optimiser's parameters that were given."""
    return _given(arguments, _of_optimizers())


def given_schedule(arguments: argparse.Namespace) -> tuple[tuple[str, float], ...]:
    """Return the schedule's parameters that were given."""
    return _given(arguments, _OF_SCHEDULES)


def formula_of(arguments: argparse.Namespace) -> Formula:
    """Return the function that was asked for.

    Raises:
        ExplorerError: If none or two are given, or it does not go with the start.
    """
    expression, surface, held = arguments.expression, arguments.function_2d, arguments.held
    # What is typed takes the place of what a session holds, also where it is of another kind.
    if surface is not None and expression == held.get("expression", ""):
        expression = None
    elif expression is not None and surface == held.get("function_2d", ""):
        surface = None
    if (expression is None) == (surface is None):
        raise ExplorerError(
            said("Errors", "Give one function: f(x) by itself, or f(x, y) with --function-2d.")
        )
    is_surface = surface is not None
    if is_surface != isinstance(arguments.start, tuple):
        raise ExplorerError(
            said("Errors", "Give --start one number for f(x), or two such as 1,2 for f(x, y).")
        )
    if is_surface:
        return parse(surface, ("x", "y"))
    return parse(expression)


def settings_of(
    arguments: argparse.Namespace, optimizer: str, rate: float | None, *, own_only: bool = False
) -> DescentSettings:
    """Return the descent that was asked for.

    Args:
        arguments: What the options above gave.
        optimizer: Key of the optimiser.
        rate: Learning rate; None for the default of the optimiser.
        own_only: Whether to leave out parameters that this optimiser does not have.

    Raises:
        ExplorerError: As for `formula_of`.
    """
    parameters = given_parameters(arguments)
    usual, held = arguments.own.get(optimizer, (OPTIMIZERS[optimizer].rate, ()))
    if own_only:
        # In a race a --momentum is meant for those racers that have one.
        own = {each.key for each in OPTIMIZERS[optimizer].parameters}
        parameters = tuple(each for each in parameters if each[0] in own)
    of_schedule = dict(given_schedule(arguments))
    return DescentSettings(
        formula=formula_of(arguments),
        start=arguments.start,
        updates=arguments.steps,
        optimizer=optimizer,
        learning_rate=usual if rate is None else rate,
        parameters=tuple({**dict(held), **dict(parameters)}.items()),
        dtype=arguments.dtype,
        schedule=arguments.schedule,
        schedule_parameters=tuple(
            {**dict(arguments.own.get(arguments.schedule, ())), **of_schedule}.items()
        ),
        noise=arguments.noise,
        seed=arguments.seed,
    )


def descent_arguments(choices: DescentChoices) -> dict[str, Any]:
    """Return what is chosen on the Descent page as arguments, but for who descends.

    `own` has rate and parameters of each optimiser, and the parameters of the schedule.
    """
    rates = {each.optimizer: each.learning_rate for each in choices.rivals}
    rates[choices.optimizer] = choices.learning_rate
    own: dict[str, Any] = {key: (rate, choices.parameters_of(key)) for key, rate in rates.items()}
    own[choices.schedule] = choices.parameters_of(choices.schedule)
    return {
        "expression": choices.formula, "start": choices.start, "steps": choices.updates,
        "dtype": choices.dtype, "schedule": choices.schedule, "noise": choices.noise,
        "seed": choices.seed, "own": own,
    }  # fmt: skip


def _of_optimizers() -> Mapping[str, Parameter]:
    return {each.key: each for spec in OPTIMIZERS.values() for each in spec.parameters}


def _given(
    arguments: argparse.Namespace, known: Mapping[str, Parameter]
) -> tuple[tuple[str, float], ...]:
    values = ((key, getattr(arguments, key)) for key in known)
    # 0 is a value like any other; None alone says that nothing was given.
    return tuple((key, value) for key, value in values if value is not None)


def _option(key: str) -> str:
    return "--" + key.replace("_", "-")


def _start(text: str) -> float | Point:
    """Return one coordinate or two, told apart by a comma."""
    first, comma, second = text.partition(",")
    return (finite(first), finite(second)) if comma else finite(text)
