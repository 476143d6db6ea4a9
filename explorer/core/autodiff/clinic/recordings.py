"""Cases in which the tape was not running, or is used up."""

from dataclasses import replace

import tensorflow as tf

from explorer.core.autodiff.answers import answer_of
from explorer.core.autodiff.cases import nested_tapes
from explorer.core.autodiff.programs import Subject, experiment
from explorer.core.autodiff.results import ClinicCase, Experiment
from explorer.core.sentences import said


def work_outside(about: Subject) -> ClinicCase:
    """Return the case of work done before the tape runs."""
    return ClinicCase(
        "work_outside",
        said("Clinic", "Work outside the with"),
        _outside(about),
        (_all_inside(about),),
    )


def _outside(about: Subject) -> Experiment:
    x = tf.Variable(about.at)
    y = about.f(x)
    with tf.GradientTape() as tape:
        z = 3 * y
    code = f"""
          x = tf.Variable({about.at!r})
        > y = {about.source}
          with tf.GradientTape() as tape:
              z = 3 * y
          print(tape.gradient(z, x))
        """
    cause = said(
        "Clinic",
        "y was computed before the tape ran. The tape saw only 3 · y, where y is a constant to it.",
    )
    answer = answer_of(lambda: tape.gradient(z, x))
    return experiment("written", said("Clinic", "As written"), code, answer, cause)


def _all_inside(about: Subject) -> Experiment:
    x = tf.Variable(about.at)
    with tf.GradientTape() as tape:
        y = about.f(x)
        z = 3 * y
    code = f"""
          x = tf.Variable({about.at!r})
          with tf.GradientTape() as tape:
        >     y = {about.source}
              z = 3 * y
          print(tape.gradient(z, x))
        """
    cause = said("Clinic", "All the work from x to z is done while the tape runs.")
    answer = answer_of(lambda: tape.gradient(z, x))
    return experiment("inside", said("Clinic", "Cure: work inside"), code, answer, cause)


def outer_tape_closed(about: Subject) -> ClinicCase:
    """Return the case of a first derivative taken after the outer tape has closed."""
    inside = replace(nested_tapes(about), title=said("Clinic", "Cure: ask inside"))
    return ClinicCase(
        "outer_tape_closed", said("Clinic", "Outer tape closed"), _asked_too_late(about), (inside,)
    )


def _asked_too_late(about: Subject) -> Experiment:
    x = tf.Variable(about.at)
    with tf.GradientTape() as outer, tf.GradientTape() as inner:
        y = about.f(x)
    slope = inner.gradient(y, x)
    code = f"""
          x = tf.Variable({about.at!r})
          with tf.GradientTape() as outer:
              with tf.GradientTape() as inner:
                  y = {about.source}
        > slope = inner.gradient(y, x)
          print(outer.gradient(slope, x))
        """
    cause = said(
        "Clinic",
        "The slope is computed after the outer tape has closed, so the outer tape "
        "never saw how it depends on x.",
    )
    answer = answer_of(lambda: outer.gradient(slope, x))
    return experiment("written", said("Clinic", "As written"), code, answer, cause)


def tape_used_twice(about: Subject) -> ClinicCase:
    """Return the case of two gradients from a tape that is good for one."""
    return ClinicCase(
        "tape_used_twice",
        said("Clinic", "Tape used twice"),
        _twice(about),
        (_persistent(about), _two_tapes(about)),
    )


def _twice(about: Subject) -> Experiment:
    x = tf.Variable(about.at)
    with tf.GradientTape() as tape:
        y = about.f(x)
        z = 3 * y
    tape.gradient(y, x)
    code = f"""
          x = tf.Variable({about.at!r})
          with tf.GradientTape() as tape:
              y = {about.source}
              z = 3 * y
        > first = tape.gradient(y, x)
        > print(tape.gradient(z, x))
        """
    cause = said(
        "Clinic", "A tape frees what it recorded as soon as it has answered once, to save memory."
    )
    answer = answer_of(lambda: tape.gradient(z, x))
    return experiment("written", said("Clinic", "As written"), code, answer, cause)


def _persistent(about: Subject) -> Experiment:
    x = tf.Variable(about.at)
    with tf.GradientTape(persistent=True) as tape:
        y = about.f(x)
        z = 3 * y
    tape.gradient(y, x)
    code = f"""
          x = tf.Variable({about.at!r})
        > with tf.GradientTape(persistent=True) as tape:
              y = {about.source}
              z = 3 * y
          first = tape.gradient(y, x)
          print(tape.gradient(z, x))
        """
    cause = said("Clinic", "A persistent tape keeps its recording until the tape itself is let go.")
    answer = answer_of(lambda: tape.gradient(z, x))
    return experiment("persistent", said("Clinic", "Cure: persistent"), code, answer, cause)


def _two_tapes(about: Subject) -> Experiment:
    x = tf.Variable(about.at)
    with tf.GradientTape() as one, tf.GradientTape() as two:
        y = about.f(x)
        z = 3 * y
    one.gradient(y, x)
    code = f"""
          x = tf.Variable({about.at!r})
        > with tf.GradientTape() as one, tf.GradientTape() as two:
              y = {about.source}
              z = 3 * y
          first = one.gradient(y, x)
          print(two.gradient(z, x))
        """
    cause = said("Clinic", "Two tapes record the same work, and each answers once.")
    answer = answer_of(lambda: two.gradient(z, x))
    return experiment("two_tapes", said("Clinic", "Cure: a tape for each"), code, answer, cause)
