"""Cases in which x and y are there, and the path between them is not on the tape."""

from dataclasses import replace
from typing import Any

import tensorflow as tf

from explorer.core.autodiff.answers import answer_of
from explorer.core.autodiff.cases import on_constant, on_variable, on_watched
from explorer.core.autodiff.programs import Subject, experiment
from explorer.core.autodiff.results import ClinicCase, Experiment
from explorer.core.sentences import said


def constant_not_watched(about: Subject) -> ClinicCase:
    """Return the case of a constant that no tape was told to watch."""
    return ClinicCase(
        "constant_not_watched",
        said("Clinic", "Constant not watched"),
        replace(on_constant(about), title=said("Clinic", "As written")),
        (
            replace(on_watched(about), title=said("Clinic", "Cure: watch it")),
            replace(on_variable(about), title=said("Clinic", "Cure: make it a variable")),
        ),
    )


def overwritten_variable(about: Subject) -> ClinicCase:
    """Return the case of a Variable whose name is given to a tensor by an update."""
    return ClinicCase(
        "overwritten_variable",
        said("Clinic", "Overwritten variable"),
        _overwritten(about),
        (_assigned(about),),
    )


def _overwritten(about: Subject) -> Experiment:
    x: Any = tf.Variable(about.at)
    x = x - 0.01
    with tf.GradientTape() as tape:
        y = about.f(x)
    code = f"""
          x = tf.Variable({about.at!r})
        > x = x - 0.01
          with tf.GradientTape() as tape:
              y = {about.source}
          print(tape.gradient(y, x))
        """
    cause = said(
        "Clinic",
        "A Variable minus a number is a plain tensor. The name x now stands for that tensor, "
        "and no tape watches it.",
    )
    answer = answer_of(lambda: tape.gradient(y, x))
    return experiment("written", said("Clinic", "As written"), code, answer, cause)


def _assigned(about: Subject) -> Experiment:
    x = tf.Variable(about.at)
    x.assign_sub(0.01)
    with tf.GradientTape() as tape:
        y = about.f(x)
    code = f"""
          x = tf.Variable({about.at!r})
        > x.assign_sub(0.01)
          with tf.GradientTape() as tape:
              y = {about.source}
          print(tape.gradient(y, x))
        """
    cause = said("Clinic", "assign_sub changes what the Variable holds; x stays a Variable.")
    answer = answer_of(lambda: tape.gradient(y, x))
    return experiment("assign_sub", said("Clinic", "Cure: update it"), code, answer, cause)


def numpy_detour(about: Subject) -> ClinicCase:
    """Return the case of a value that leaves TensorFlow and comes back."""
    return ClinicCase(
        "numpy_detour",
        said("Clinic", "NumPy detour"),
        _through_numpy(about),
        (_inside_tensorflow(about), _numpy_afterwards(about)),
    )


def _through_numpy(about: Subject) -> Experiment:
    x = tf.Variable(about.at)
    with tf.GradientTape() as tape:
        y = about.f(x)
        z = tf.constant(3 * y.numpy())
    code = f"""
          x = tf.Variable({about.at!r})
          with tf.GradientTape() as tape:
              y = {about.source}
        >     z = tf.constant(3 * y.numpy())
          print(tape.gradient(z, x))
        """
    cause = said(
        "Clinic",
        "numpy() hands out a bare number. The tape does not see what NumPy does with it, "
        "and the tensor made from the result is a new constant.",
    )
    answer = answer_of(lambda: tape.gradient(z, x))
    return experiment("written", said("Clinic", "As written"), code, answer, cause)


def _inside_tensorflow(about: Subject) -> Experiment:
    x = tf.Variable(about.at)
    with tf.GradientTape() as tape:
        y = about.f(x)
        z = 3 * y
    code = f"""
          x = tf.Variable({about.at!r})
          with tf.GradientTape() as tape:
              y = {about.source}
        >     z = 3 * y
          print(tape.gradient(z, x))
        """
    cause = said("Clinic", "Every step from x to z is a TensorFlow operation again.")
    answer = answer_of(lambda: tape.gradient(z, x))
    return experiment("tensors", said("Clinic", "Cure: stay in TensorFlow"), code, answer, cause)


def _numpy_afterwards(about: Subject) -> Experiment:
    x = tf.Variable(about.at)
    with tf.GradientTape() as tape:
        y = about.f(x)
        z = 3 * y
    z.numpy()
    code = f"""
          x = tf.Variable({about.at!r})
          with tf.GradientTape() as tape:
              y = {about.source}
              z = 3 * y
        > number = z.numpy()
          print(tape.gradient(z, x))
        """
    cause = said(
        "Clinic", "NumPy gets the number to plot or print, and the gradient is asked of the tensor."
    )
    answer = answer_of(lambda: tape.gradient(z, x))
    return experiment("afterwards", said("Clinic", "Cure: NumPy last"), code, answer, cause)


def state_by_assign(about: Subject) -> ClinicCase:
    """Return the case of a value that goes by way of a Variable's state."""
    return ClinicCase(
        "state_by_assign",
        said("Clinic", "State by assign"),
        _by_state(about),
        (_by_tensor(about),),
    )


def _by_state(about: Subject) -> Experiment:
    start = tf.Variable(about.at)
    x = tf.Variable(0.0)
    with tf.GradientTape() as tape:
        x.assign(start)
        y = about.f(x)
    code = f"""
          start = tf.Variable({about.at!r})
          x = tf.Variable(0.0)
          with tf.GradientTape() as tape:
        >     x.assign(start)
              y = {about.source}
          print(tape.gradient(y, start))
        """
    cause = said(
        "Clinic",
        "A Variable's state blocks the gradient: the tape knows that y was read from x, "
        "and not that x once got its value from start.",
    )
    answer = answer_of(lambda: tape.gradient(y, start))
    return experiment("written", said("Clinic", "As written"), code, answer, cause)


def _by_tensor(about: Subject) -> Experiment:
    start = tf.Variable(about.at)
    with tf.GradientTape() as tape:
        x = tf.identity(start)
        y = about.f(x)
    code = f"""
          start = tf.Variable({about.at!r})
          with tf.GradientTape() as tape:
        >     x = tf.identity(start)
              y = {about.source}
          print(tape.gradient(y, start))
        """
    cause = said("Clinic", "A tensor made inside the with is a step on the tape; a state is not.")
    answer = answer_of(lambda: tape.gradient(y, start))
    return experiment("tensor", said("Clinic", "Cure: hand on a tensor"), code, answer, cause)
