"""Cases in which an operation on the way, or a dtype, has no gradient to offer."""

import tensorflow as tf

from explorer.core.autodiff.answers import answer_of
from explorer.core.autodiff.programs import Subject, experiment
from explorer.core.autodiff.results import ClinicCase, Experiment
from explorer.core.sentences import said


def integer_dtype(about: Subject) -> ClinicCase:
    """Return the case of a whole number, which TensorFlow takes for int32."""
    whole = Subject(about.f, about.source, float(round(about.at)))
    return ClinicCase(
        "integer_dtype",
        said("Clinic", "Integer dtype"),
        _integer(whole),
        (_with_point(whole), _ask_the_cast(whole)),
    )


def _integer(about: Subject) -> Experiment:
    count = tf.Variable(int(about.at))
    with tf.GradientTape() as tape:
        x = tf.cast(count, tf.float32)
        y = about.f(x)
    code = f"""
        > count = tf.Variable({int(about.at)})
          with tf.GradientTape() as tape:
              x = tf.cast(count, tf.float32)
              y = {about.source}
          print(tape.gradient(y, count))
        """
    cause = said(
        "Clinic",
        "Without a decimal point TensorFlow makes an int32. Whole numbers cannot move "
        "a little, so no tape follows them.",
    )
    answer = answer_of(lambda: tape.gradient(y, count))
    return experiment("written", said("Clinic", "As written"), code, answer, cause)


def _with_point(about: Subject) -> Experiment:
    count = tf.Variable(about.at)
    with tf.GradientTape() as tape:
        x = tf.cast(count, tf.float32)
        y = about.f(x)
    code = f"""
        > count = tf.Variable({about.at!r})
          with tf.GradientTape() as tape:
              x = tf.cast(count, tf.float32)
              y = {about.source}
          print(tape.gradient(y, count))
        """
    cause = said("Clinic", "With a decimal point it is a float32, which the tape follows.")
    answer = answer_of(lambda: tape.gradient(y, count))
    return experiment("float", said("Clinic", "Cure: write the point"), code, answer, cause)


def _ask_the_cast(about: Subject) -> Experiment:
    count = tf.Variable(int(about.at))
    x = tf.cast(count, tf.float32)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = about.f(x)
    code = f"""
          count = tf.Variable({int(about.at)})
        > x = tf.cast(count, tf.float32)
          with tf.GradientTape() as tape:
        >     tape.watch(x)
              y = {about.source}
          print(tape.gradient(y, x))
        """
    cause = said("Clinic", "The gradient is asked of the float32 tensor, watched from its start.")
    answer = answer_of(lambda: tape.gradient(y, x))
    return experiment("cast", said("Clinic", "Cure: cast first"), code, answer, cause)


def operation_without_gradient(about: Subject) -> ClinicCase:
    """Return the case of an operation for which TensorFlow has no gradient."""
    return ClinicCase(
        "operation_without_gradient",
        said("Clinic", "Operation without gradient"),
        _floored(about),
        (_straight_through(about), _not_floored(about)),
    )


def _floored(about: Subject) -> Experiment:
    x = tf.Variable(about.at)
    with tf.GradientTape() as tape:
        y = about.f(x)
        z = tf.floor(y)
    code = f"""
          x = tf.Variable({about.at!r})
          with tf.GradientTape() as tape:
              y = {about.source}
        >     z = tf.floor(y)
          print(tape.gradient(z, x))
        """
    cause = said(
        "Clinic",
        "TensorFlow registers floor as not differentiable: it is flat between its jumps, "
        "so the path from z back to x ends there.",
    )
    answer = answer_of(lambda: tape.gradient(z, x))
    return experiment("written", said("Clinic", "As written"), code, answer, cause)


def _straight_through(about: Subject) -> Experiment:
    x = tf.Variable(about.at)
    with tf.GradientTape() as tape:
        y = about.f(x)
        z = y + tf.stop_gradient(tf.floor(y) - y)
    code = f"""
          x = tf.Variable({about.at!r})
          with tf.GradientTape() as tape:
              y = {about.source}
        >     z = y + tf.stop_gradient(tf.floor(y) - y)
          print(tape.gradient(z, x))
        """
    cause = said(
        "Clinic",
        "z is the floor of y, and the gradient is that of y: the straight-through estimator "
        "pretends that floor has slope 1.",
    )
    answer = answer_of(lambda: tape.gradient(z, x))
    title = said("Clinic", "Cure: straight through")
    return experiment("straight_through", title, code, answer, cause)


def _not_floored(about: Subject) -> Experiment:
    x = tf.Variable(about.at)
    with tf.GradientTape() as tape:
        y = about.f(x)
    tf.floor(y)
    code = f"""
          x = tf.Variable({about.at!r})
          with tf.GradientTape() as tape:
              y = {about.source}
        > z = tf.floor(y)
          print(tape.gradient(y, x))
        """
    cause = said("Clinic", "y is derived before it is rounded; z is for showing only.")
    answer = answer_of(lambda: tape.gradient(y, x))
    return experiment("round_later", said("Clinic", "Cure: round later"), code, answer, cause)


def stopped_gradient(about: Subject) -> ClinicCase:
    """Return the case of a value that was taken off the tape on purpose."""
    return ClinicCase(
        "stopped_gradient",
        said("Clinic", "stop_gradient"),
        _all_stopped(about),
        (_factor_stopped(about),),
    )


def _all_stopped(about: Subject) -> Experiment:
    x = tf.Variable(about.at)
    with tf.GradientTape() as tape:
        y = about.f(x)
        z = tf.stop_gradient(y)
    code = f"""
          x = tf.Variable({about.at!r})
          with tf.GradientTape() as tape:
              y = {about.source}
        >     z = tf.stop_gradient(y)
          print(tape.gradient(z, x))
        """
    cause = said(
        "Clinic", "stop_gradient hands on the value and cuts the path behind it, as it is meant to."
    )
    answer = answer_of(lambda: tape.gradient(z, x))
    return experiment("written", said("Clinic", "As written"), code, answer, cause)


def _factor_stopped(about: Subject) -> Experiment:
    x = tf.Variable(about.at)
    with tf.GradientTape() as tape:
        y = about.f(x)
        z = x * tf.stop_gradient(y)
    code = f"""
          x = tf.Variable({about.at!r})
          with tf.GradientTape() as tape:
              y = {about.source}
        >     z = x * tf.stop_gradient(y)
          print(tape.gradient(z, x))
        """
    cause = said(
        "Clinic",
        "Only the factor y counts as a constant: z still depends on x, "
        "with the value of y as its slope.",
    )
    answer = answer_of(lambda: tape.gradient(z, x))
    return experiment("factor", said("Clinic", "Cure: stop a part only"), code, answer, cause)
