"""Cases in which x and y are there, and the path between them is not on the tape."""

from dataclasses import replace

from explorer.core.autodiff.clinic.attempts import AS_WRITTEN, Attempt, ClinicCase
from explorer.core.autodiff.clinic.lesson import ON_CONSTANT, ON_VARIABLE, ON_WATCHED
from explorer.core.sentences import said

CASES = (
    ClinicCase(
        "constant_not_watched",
        said("Clinic", "Constant not watched"),
        (
            replace(ON_CONSTANT, title=AS_WRITTEN),
            replace(ON_WATCHED, title=said("Clinic", "Cure: watch it")),
            replace(ON_VARIABLE, title=said("Clinic", "Cure: make it a variable")),
        ),
    ),
    ClinicCase(
        # Source: TensorFlow guide "Introduction to gradients and automatic differentiation",
        # section "Getting a gradient of None", number 1.
        "overwritten_variable",
        said("Clinic", "Overwritten variable"),
        (
            Attempt(
                AS_WRITTEN,
                """
                  x = tf.Variable({at})
                > x = x - 0.01
                  with tf.GradientTape() as tape:
                      y = {f}
                  print(tape.gradient(y, x))
                """,
                said(
                    "Clinic",
                    "A Variable minus a number is a plain tensor. The name x now stands for that tensor, "
                    "and no tape watches it.",
                ),
            ),
            Attempt(
                said("Clinic", "Cure: update it"),
                """
                  x = tf.Variable({at})
                > x.assign_sub(0.01)
                  with tf.GradientTape() as tape:
                      y = {f}
                  print(tape.gradient(y, x))
                """,
                said("Clinic", "assign_sub changes what the Variable holds; x stays a Variable."),
            ),
        ),
    ),
    ClinicCase(
        # The same, number 2.
        "numpy_detour",
        said("Clinic", "NumPy detour"),
        (
            Attempt(
                AS_WRITTEN,
                """
                  x = tf.Variable({at})
                  with tf.GradientTape() as tape:
                      y = {f}
                >     z = tf.constant(3 * y.numpy())
                  print(tape.gradient(z, x))
                """,
                said(
                    "Clinic",
                    "numpy() hands out a bare number. The tape does not see what NumPy does with it, "
                    "and the tensor made from the result is a new constant.",
                ),
            ),
            Attempt(
                said("Clinic", "Cure: stay in TensorFlow"),
                """
                  x = tf.Variable({at})
                  with tf.GradientTape() as tape:
                      y = {f}
                >     z = 3 * y
                  print(tape.gradient(z, x))
                """,
                said("Clinic", "Every step from x to z is a TensorFlow operation again."),
            ),
            Attempt(
                said("Clinic", "Cure: NumPy last"),
                """
                  x = tf.Variable({at})
                  with tf.GradientTape() as tape:
                      y = {f}
                      z = 3 * y
                > number = z.numpy()
                  print(tape.gradient(z, x))
                """,
                said(
                    "Clinic",
                    "NumPy gets the number to plot or print, and the gradient is asked of the tensor.",
                ),
            ),
        ),
    ),
    ClinicCase(
        # The same, number 3.
        "integer_dtype",
        said("Clinic", "Integer dtype"),
        (
            Attempt(
                AS_WRITTEN,
                """
                > count = tf.Variable({whole})
                  with tf.GradientTape() as tape:
                      x = tf.cast(count, tf.float32)
                      y = {f}
                  print(tape.gradient(y, count))
                """,
                said(
                    "Clinic",
                    "Without a decimal point TensorFlow makes an int32. Whole numbers cannot move "
                    "a little, so no tape follows them.",
                ),
            ),
            Attempt(
                said("Clinic", "Cure: write the point"),
                """
                > count = tf.Variable({whole}.0)
                  with tf.GradientTape() as tape:
                      x = tf.cast(count, tf.float32)
                      y = {f}
                  print(tape.gradient(y, count))
                """,
                said("Clinic", "With a decimal point it is a float32, which the tape follows."),
            ),
            Attempt(
                said("Clinic", "Cure: cast first"),
                """
                  count = tf.Variable({whole})
                > x = tf.cast(count, tf.float32)
                  with tf.GradientTape() as tape:
                >     tape.watch(x)
                      y = {f}
                  print(tape.gradient(y, x))
                """,
                said(
                    "Clinic", "The gradient is asked of the float32 tensor, watched from its start."
                ),
            ),
        ),
        # From here on TensorFlow makes an int64 of a whole number, and the cause would not be true.
        below=2.0**31,
    ),
    ClinicCase(
        # The same, number 4.
        "state_by_assign",
        said("Clinic", "State by assign"),
        (
            Attempt(
                AS_WRITTEN,
                """
                  start = tf.Variable({at})
                  x = tf.Variable(0.0)
                  with tf.GradientTape() as tape:
                >     x.assign(start)
                      y = {f}
                  print(tape.gradient(y, start))
                """,
                said(
                    "Clinic",
                    "A Variable’s state blocks the gradient: the tape knows that y was read from x, "
                    "and not that x once got its value from start.",
                ),
            ),
            Attempt(
                said("Clinic", "Cure: hand on a tensor"),
                """
                  start = tf.Variable({at})
                  with tf.GradientTape() as tape:
                >     x = tf.identity(start)
                      y = {f}
                  print(tape.gradient(y, start))
                """,
                said(
                    "Clinic", "A tensor made inside the with is a step on the tape; a state is not."
                ),
            ),
        ),
    ),
)
