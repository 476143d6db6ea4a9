"""The lesson's four experiments with a tape, run for any function and any x in float32."""

from typing import TYPE_CHECKING

import tensorflow as tf

from explorer.core.autodiff.answers import answer_of
from explorer.core.autodiff.programs import Subject, experiment, subject
from explorer.core.autodiff.results import Answer, Experiment
from explorer.core.sentences import Sentence, said

if TYPE_CHECKING:
    from explorer.core.functions.formula import Formula


def lesson_cases(formula: "Formula", at: float) -> tuple[Experiment, ...]:
    """Return the lesson's cases, each with the code that ran and what TensorFlow answered.

    They are, by name: "variable" (tape on a Variable), "constant" (on a constant),
    "watched" (on a watched constant), "nested" (two tapes on a Variable).

    Args:
        formula: f, a function of one variable.
        at: x, in units of the x axis; computed in float32 as the lesson does.

    Raises:
        ExplorerError: When x cannot be held in float32.
    """
    about = subject(formula, at)
    return (on_variable(about), on_constant(about), on_watched(about), nested_tapes(about))


def on_variable(about: Subject) -> Experiment:
    """Return dy/dx from a tape that reads a Variable."""
    x = tf.Variable(about.at)
    with tf.GradientTape() as tape:
        y = about.f(x)
    answer = answer_of(lambda: tape.gradient(y, x))
    code = f"""
        > x = tf.Variable({about.at!r})
          with tf.GradientTape() as tape:
              y = {about.source}
          print(tape.gradient(y, x))
        """
    usual = said("Lesson", "A trainable variable is watched as soon as the tape reads it.")
    title = said("Lesson", "Tape on a variable")
    return experiment("variable", title, code, answer, _why(answer, usual))


def on_constant(about: Subject) -> Experiment:
    """Return the None of a tape that was not told to watch a constant."""
    x = tf.constant(about.at)
    with tf.GradientTape() as tape:
        y = about.f(x)
    code = f"""
        > x = tf.constant({about.at!r})
          with tf.GradientTape() as tape:
              y = {about.source}
          print(tape.gradient(y, x))
        """
    cause = said(
        "Lesson",
        "The tape records variables by itself. x is a constant, "
        "so nothing on the tape leads from y back to x.",
    )
    title = said("Lesson", "Tape on a constant")
    return experiment("constant", title, code, answer_of(lambda: tape.gradient(y, x)), cause)


def on_watched(about: Subject) -> Experiment:
    """Return dy/dx from a tape that was told to watch a constant."""
    x = tf.constant(about.at)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = about.f(x)
    answer = answer_of(lambda: tape.gradient(y, x))
    code = f"""
          x = tf.constant({about.at!r})
          with tf.GradientTape() as tape:
        >     tape.watch(x)
              y = {about.source}
          print(tape.gradient(y, x))
        """
    usual = said("Lesson", "watch tells this tape to record what x is used for.")
    title = said("Lesson", "Tape on a watched constant")
    return experiment("watched", title, code, answer, _why(answer, usual))


def nested_tapes(about: Subject) -> Experiment:
    """Return d²y/dx² from a tape around the one that gives dy/dx."""
    x = tf.Variable(about.at)
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            y = about.f(x)
        slope = inner.gradient(y, x)
    answer = answer_of(lambda: outer.gradient(slope, x))
    code = f"""
          x = tf.Variable({about.at!r})
        > with tf.GradientTape() as outer:
              with tf.GradientTape() as inner:
                  y = {about.source}
        >     slope = inner.gradient(y, x)
          print(outer.gradient(slope, x))
        """
    title = said("Lesson", "Two nested tapes")
    return experiment("nested", title, code, answer, _why_nested(answer))


def _why(answer: Answer, usual: Sentence) -> Sentence:
    if answer.kind == "tensor":
        return usual
    return said(
        "Lesson",
        "x is watched, but no operation with a gradient leads from y back to x: "
        "this function is constant, or made of steps.",
    )


def _why_nested(answer: Answer) -> Sentence:
    if answer.kind == "error":
        return said("Lesson", "The inner tape answers None, and None cannot be derived once more.")
    if answer.kind == "none":
        return said(
            "Lesson",
            "dy/dx is computed without x, so nothing on the outer tape leads from it back to x.",
        )
    return said(
        "Lesson",
        "The outer tape records how the inner one computes dy/dx, and derives that once more.",
    )
