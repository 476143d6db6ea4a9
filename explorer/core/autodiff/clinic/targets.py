"""Cases in which the question is not the one that was meant."""

from dataclasses import replace

from explorer.core.autodiff.clinic.attempts import AS_WRITTEN, Attempt, ClinicCase
from explorer.core.autodiff.clinic.lesson import ON_VARIABLE
from explorer.core.sentences import said

_JACOBIAN = Attempt(
    said("Clinic", "Cure: Jacobian"),
    """
      x = tf.Variable({at})
      with tf.GradientTape() as tape:
          y = {f}
          targets = tf.stack([y, 3 * x])
    > print(tape.jacobian(targets, x))
    """,
    said("Clinic", "jacobian keeps the targets apart: one entry for each."),
)

CASES = (
    ClinicCase(
        # Source: TensorFlow guide "Introduction to gradients and automatic differentiation",
        # section "Zeros instead of None".
        "unconnected",
        said("Clinic", "Variable not used"),
        (
            Attempt(
                AS_WRITTEN,
                """
                  x = tf.Variable({at})
                  other = tf.Variable(1.0)
                  with tf.GradientTape() as tape:
                >     y = {f}
                > print(tape.gradient(y, other))
                """,
                said("Clinic", "y is not computed from other. TensorFlow says None rather than 0."),
            ),
            Attempt(
                said("Clinic", "Cure: ask for zero"),
                """
                  x = tf.Variable({at})
                  other = tf.Variable(1.0)
                  with tf.GradientTape() as tape:
                      y = {f}
                  zero = tf.UnconnectedGradients.ZERO
                > print(tape.gradient(y, other, unconnected_gradients=zero))
                """,
                said(
                    "Clinic",
                    "unconnected_gradients=ZERO says 0 instead. It hides real mistakes too: "
                    "use it only where 0 is meant.",
                ),
            ),
            replace(ON_VARIABLE, title=said("Clinic", "Cure: ask for what is used")),
        ),
    ),
    ClinicCase(
        # Source: TensorFlow guide "Introduction to gradients and automatic differentiation",
        # section "Gradients of non-scalar targets".
        "target_not_scalar",
        said("Clinic", "Target not a scalar"),
        (
            Attempt(
                AS_WRITTEN,
                """
                  x = tf.Variable({at})
                  with tf.GradientTape() as tape:
                      y = {f}
                      targets = tf.stack([y, 3 * x])
                > print(tape.gradient(targets, x))
                """,
                said(
                    "Clinic",
                    "gradient adds the targets up before it derives: this is dy/dx + 3, not two answers.",
                ),
            ),
            Attempt(
                said("Clinic", "Cure: one target"),
                """
                  x = tf.Variable({at})
                  with tf.GradientTape() as tape:
                      y = {f}
                > print(tape.gradient(y, x))
                """,
                said("Clinic", "One scalar target, one gradient: dy/dx alone."),
            ),
            _JACOBIAN,
        ),
    ),
    ClinicCase(
        "jacobian_instead",
        said("Clinic", "Jacobian of a list"),
        (
            Attempt(
                AS_WRITTEN,
                """
                  x = tf.Variable({at})
                  with tf.GradientTape() as tape:
                      y = {f}
                >     targets = [y, 3 * x]
                  print(tape.jacobian(targets, x))
                """,
                said(
                    "Clinic",
                    "gradient takes a list of targets; jacobian wants one tensor with a shape.",
                ),
            ),
            _JACOBIAN,
        ),
    ),
)
