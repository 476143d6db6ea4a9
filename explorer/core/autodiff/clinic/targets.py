"""Cases in which the question is not the one that was meant."""

from dataclasses import replace

import tensorflow as tf

from explorer.core.autodiff.answers import answer_of
from explorer.core.autodiff.cases import on_variable
from explorer.core.autodiff.programs import Subject, experiment
from explorer.core.autodiff.results import ClinicCase, Experiment
from explorer.core.sentences import said


def unconnected(about: Subject) -> ClinicCase:
    """Return the case of a variable that y is not computed from."""
    used = replace(on_variable(about), title=said("Clinic", "Cure: ask for what is used"))
    return ClinicCase(
        "unconnected",
        said("Clinic", "Variable not used"),
        _not_used(about),
        (_as_zero(about), used),
    )


def _not_used(about: Subject) -> Experiment:
    x = tf.Variable(about.at)
    other = tf.Variable(1.0)
    with tf.GradientTape() as tape:
        y = about.f(x)
    code = f"""
          x = tf.Variable({about.at!r})
          other = tf.Variable(1.0)
          with tf.GradientTape() as tape:
        >     y = {about.source}
        > print(tape.gradient(y, other))
        """
    cause = said("Clinic", "y is not computed from other. TensorFlow says None rather than 0.")
    answer = answer_of(lambda: tape.gradient(y, other))
    return experiment("written", said("Clinic", "As written"), code, answer, cause)


def _as_zero(about: Subject) -> Experiment:
    x = tf.Variable(about.at)
    other = tf.Variable(1.0)
    with tf.GradientTape() as tape:
        y = about.f(x)
    zero = tf.UnconnectedGradients.ZERO
    answer = answer_of(lambda: tape.gradient(y, other, unconnected_gradients=zero))
    code = f"""
          x = tf.Variable({about.at!r})
          other = tf.Variable(1.0)
          with tf.GradientTape() as tape:
              y = {about.source}
          zero = tf.UnconnectedGradients.ZERO
        > print(tape.gradient(y, other, unconnected_gradients=zero))
        """
    cause = said(
        "Clinic",
        "unconnected_gradients=ZERO says 0 instead. It hides real mistakes too: "
        "use it only where 0 is meant.",
    )
    return experiment("zero", said("Clinic", "Cure: ask for zero"), code, answer, cause)


def target_not_scalar(about: Subject) -> ClinicCase:
    """Return the case of several targets, whose gradients come back as one sum."""
    return ClinicCase(
        "target_not_scalar",
        said("Clinic", "Target not a scalar"),
        _summed(about),
        (_target_by_target(about), _jacobian(about)),
    )


def _summed(about: Subject) -> Experiment:
    x = tf.Variable(about.at)
    with tf.GradientTape() as tape:
        y = about.f(x)
        targets = tf.stack([y, 3 * x])
    code = f"""
          x = tf.Variable({about.at!r})
          with tf.GradientTape() as tape:
              y = {about.source}
              targets = tf.stack([y, 3 * x])
        > print(tape.gradient(targets, x))
        """
    cause = said(
        "Clinic",
        "gradient adds the targets up before it derives: this is dy/dx + 3, not two answers.",
    )
    answer = answer_of(lambda: tape.gradient(targets, x))
    return experiment("written", said("Clinic", "As written"), code, answer, cause)


def _target_by_target(about: Subject) -> Experiment:
    x = tf.Variable(about.at)
    with tf.GradientTape() as tape:
        y = about.f(x)
    code = f"""
          x = tf.Variable({about.at!r})
          with tf.GradientTape() as tape:
              y = {about.source}
        > print(tape.gradient(y, x))
        """
    cause = said("Clinic", "One scalar target, one gradient: dy/dx alone.")
    answer = answer_of(lambda: tape.gradient(y, x))
    return experiment("one_target", said("Clinic", "Cure: one target"), code, answer, cause)


def _jacobian(about: Subject) -> Experiment:
    x = tf.Variable(about.at)
    with tf.GradientTape() as tape:
        y = about.f(x)
        targets = tf.stack([y, 3 * x])
    code = f"""
          x = tf.Variable({about.at!r})
          with tf.GradientTape() as tape:
              y = {about.source}
              targets = tf.stack([y, 3 * x])
        > print(tape.jacobian(targets, x))
        """
    cause = said("Clinic", "jacobian keeps the targets apart: one entry for each.")
    answer = answer_of(lambda: tape.jacobian(targets, x))
    return experiment("jacobian", said("Clinic", "Cure: Jacobian"), code, answer, cause)


def jacobian_instead(about: Subject) -> ClinicCase:
    """Return the case of a Jacobian asked of a Python list."""
    return ClinicCase(
        "jacobian_instead",
        said("Clinic", "Jacobian of a list"),
        _jacobian_of_list(about),
        (_jacobian(about),),
    )


def _jacobian_of_list(about: Subject) -> Experiment:
    x = tf.Variable(about.at)
    with tf.GradientTape() as tape:
        y = about.f(x)
        targets = [y, 3 * x]
    code = f"""
          x = tf.Variable({about.at!r})
          with tf.GradientTape() as tape:
              y = {about.source}
        >     targets = [y, 3 * x]
          print(tape.jacobian(targets, x))
        """
    cause = said(
        "Clinic", "gradient takes a list of targets; jacobian wants one tensor with a shape."
    )
    answer = answer_of(lambda: tape.jacobian(targets, x))
    return experiment("written", said("Clinic", "As written"), code, answer, cause)
