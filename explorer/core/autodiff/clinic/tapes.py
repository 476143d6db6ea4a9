"""Cases in which the tape cannot answer: used up, not running, or with an operation that hands nothing back."""

from dataclasses import replace

from explorer.core.autodiff.clinic.attempts import AS_WRITTEN, Attempt, ClinicCase
from explorer.core.autodiff.clinic.lesson import NESTED_TAPES
from explorer.core.sentences import said

CASES = (
    ClinicCase(
        "tape_used_twice",
        said("Clinic", "Tape used twice"),
        (
            Attempt(
                AS_WRITTEN,
                """
                  x = tf.Variable({at})
                  with tf.GradientTape() as tape:
                      y = {f}
                      z = 3 * y
                > first = tape.gradient(y, x)
                > print(tape.gradient(z, x))
                """,
                said(
                    "Clinic",
                    "A tape frees what it recorded as soon as it has answered once, to save memory.",
                ),
            ),
            Attempt(
                said("Clinic", "Cure: persistent"),
                """
                  x = tf.Variable({at})
                > with tf.GradientTape(persistent=True) as tape:
                      y = {f}
                      z = 3 * y
                  first = tape.gradient(y, x)
                  print(tape.gradient(z, x))
                """,
                said(
                    "Clinic",
                    "A persistent tape keeps its recording until the tape itself is let go.",
                ),
            ),
            Attempt(
                said("Clinic", "Cure: a tape for each"),
                """
                  x = tf.Variable({at})
                > with tf.GradientTape() as one, tf.GradientTape() as two:
                      y = {f}
                      z = 3 * y
                  first = one.gradient(y, x)
                  print(two.gradient(z, x))
                """,
                said("Clinic", "Two tapes record the same work, and each answers once."),
            ),
        ),
    ),
    ClinicCase(
        "operation_without_gradient",
        said("Clinic", "Operation without gradient"),
        (
            Attempt(
                AS_WRITTEN,
                """
                  x = tf.Variable({at})
                  with tf.GradientTape() as tape:
                      y = {f}
                >     z = tf.floor(y)
                  print(tape.gradient(z, x))
                """,
                said(
                    "Clinic",
                    "TensorFlow registers floor as not differentiable: it is flat between its jumps, "
                    "so the path from z back to x ends there.",
                ),
            ),
            Attempt(
                # Source: Y. Bengio, N. Léonard, A. Courville, "Estimating or propagating gradients
                # through stochastic neurons for conditional computation", 2013.
                said("Clinic", "Cure: straight through"),
                """
                  x = tf.Variable({at})
                  with tf.GradientTape() as tape:
                      y = {f}
                >     z = y + tf.stop_gradient(tf.floor(y) - y)
                  print(tape.gradient(z, x))
                """,
                said(
                    "Clinic",
                    "z is the floor of y, and the gradient is that of y: the straight-through estimator "
                    "pretends that floor has slope 1.",
                ),
            ),
            Attempt(
                said("Clinic", "Cure: round later"),
                """
                  x = tf.Variable({at})
                  with tf.GradientTape() as tape:
                      y = {f}
                > z = tf.floor(y)
                  print(tape.gradient(y, x))
                """,
                said("Clinic", "y is derived before it is rounded; z is for showing only."),
            ),
        ),
    ),
    ClinicCase(
        "work_outside",
        said("Clinic", "Work outside the with"),
        (
            Attempt(
                AS_WRITTEN,
                """
                  x = tf.Variable({at})
                > y = {f}
                  with tf.GradientTape() as tape:
                      z = 3 * y
                  print(tape.gradient(z, x))
                """,
                said(
                    "Clinic",
                    "y was computed before the tape ran. The tape saw only 3 · y, where y is a constant to it.",
                ),
            ),
            Attempt(
                said("Clinic", "Cure: work inside"),
                """
                  x = tf.Variable({at})
                  with tf.GradientTape() as tape:
                >     y = {f}
                      z = 3 * y
                  print(tape.gradient(z, x))
                """,
                said("Clinic", "All the work from x to z is done while the tape runs."),
            ),
        ),
    ),
    ClinicCase(
        "outer_tape_closed",
        said("Clinic", "Outer tape closed"),
        (
            Attempt(
                AS_WRITTEN,
                """
                  x = tf.Variable({at})
                  with tf.GradientTape() as outer:
                      with tf.GradientTape() as inner:
                          y = {f}
                > slope = inner.gradient(y, x)
                  print(outer.gradient(slope, x))
                """,
                said(
                    "Clinic",
                    "The slope is computed after the outer tape has closed, so the outer tape "
                    "never saw how it depends on x.",
                ),
            ),
            replace(NESTED_TAPES, title=said("Clinic", "Cure: ask inside")),
        ),
    ),
    ClinicCase(
        "stopped_gradient",
        said("Clinic", "stop_gradient"),
        (
            Attempt(
                AS_WRITTEN,
                """
                  x = tf.Variable({at})
                  with tf.GradientTape() as tape:
                      y = {f}
                >     z = tf.stop_gradient(y)
                  print(tape.gradient(z, x))
                """,
                said(
                    "Clinic",
                    "stop_gradient hands on the value and cuts the path behind it, as it is meant to.",
                ),
            ),
            Attempt(
                said("Clinic", "Cure: stop a part only"),
                """
                  x = tf.Variable({at})
                  with tf.GradientTape() as tape:
                      y = {f}
                >     z = x * tf.stop_gradient(y)
                  print(tape.gradient(z, x))
                """,
                said(
                    "Clinic",
                    "Only the factor y counts as a constant: z still depends on x, "
                    "with the value of y as its slope.",
                ),
            ),
        ),
    ),
)
