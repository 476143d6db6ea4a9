"""Forward mode beside reverse mode: one derivative, and the passes that each takes."""

from typing import TYPE_CHECKING

import tensorflow as tf

from explorer.core.autodiff.answers import answer_of
from explorer.core.autodiff.programs import Subject, experiment, subject
from explorer.core.autodiff.results import ModeAnswer
from explorer.core.sentences import said

if TYPE_CHECKING:
    from explorer.core.functions.formula import Formula


def modes(formula: "Formula", at: float) -> tuple[ModeAnswer, ModeAnswer]:
    """Return dy/dx by reverse and by forward mode, each with its code and its passes.

    Forward mode carries a tangent along: with v = du/dx for every intermediate u, an
    operation w = g(u) hands on w and g′(u) · v together. Reverse mode first records, then
    goes back from y with ū = dy/du.

    Args:
        formula: f, a function of one variable.
        at: x, in units of the x axis; computed in float32.

    Returns:
        Reverse mode, forward mode.

    Raises:
        ExplorerError: When x cannot be held in float32.

    Source: A. G. Baydin, B. A. Pearlmutter, A. A. Radul, J. M. Siskind, "Automatic
        differentiation in machine learning: a survey", JMLR 18 (2018), section 3.
    """
    about = subject(formula, at)
    return _reverse(about), _forward(about)


def _reverse(about: Subject) -> ModeAnswer:
    x = tf.Variable(about.at)
    with tf.GradientTape() as tape:
        y = about.f(x)
    code = f"""
          x = tf.Variable({about.at!r})
        > with tf.GradientTape() as tape:
              y = {about.source}
        > print(tape.gradient(y, x))
        """
    cause = said(
        "Lesson",
        "Reverse mode goes through the function twice: forward to record it, then backward from y. "
        "One backward pass serves any number of inputs; each further output needs its own.",
    )
    answer = answer_of(lambda: tape.gradient(y, x))
    title = said("Lesson", "Reverse mode")
    return ModeAnswer(
        experiment("reverse", title, code, answer, cause), forward_passes=1, backward_passes=1
    )


def _forward(about: Subject) -> ModeAnswer:
    x = tf.Variable(about.at)
    with tf.autodiff.ForwardAccumulator(x, tf.constant(1.0)) as accumulator:
        y = about.f(x)
    code = f"""
          x = tf.Variable({about.at!r})
        > with tf.autodiff.ForwardAccumulator(x, tf.constant(1.0)) as accumulator:
              y = {about.source}
        > print(accumulator.jvp(y))
        """
    cause = said(
        "Lesson",
        "Forward mode goes through the function once: each value takes its slope along. "
        "One pass serves any number of outputs; each further input needs its own.",
    )
    answer = answer_of(lambda: accumulator.jvp(y))
    title = said("Lesson", "Forward mode")
    return ModeAnswer(
        experiment("forward", title, code, answer, cause), forward_passes=1, backward_passes=0
    )
