"""The lesson's four experiments with a tape, and the two modes side by side."""

from explorer.core.autodiff.clinic.attempts import Attempt, ClinicCase
from explorer.core.sentences import said

_NO_WAY_BACK = said(
    "Lesson",
    "x is watched, but no operation with a gradient leads from y back to x: "
    "this function is constant, or made of steps.",
)

ON_VARIABLE = Attempt(
    said("Lesson", "Tape on a variable"),
    """
    > x = tf.Variable({at})
      with tf.GradientTape() as tape:
          y = {f}
      print(tape.gradient(y, x))
    """,
    said("Lesson", "A trainable variable is watched as soon as the tape reads it."),
    {"none": _NO_WAY_BACK, "error": _NO_WAY_BACK},
)

ON_CONSTANT = Attempt(
    said("Lesson", "Tape on a constant"),
    """
    > x = tf.constant({at})
      with tf.GradientTape() as tape:
          y = {f}
      print(tape.gradient(y, x))
    """,
    said(
        "Lesson",
        "The tape records variables by itself. x is a constant, "
        "so nothing on the tape leads from y back to x.",
    ),
)

ON_WATCHED = Attempt(
    said("Lesson", "Tape on a watched constant"),
    """
      x = tf.constant({at})
      with tf.GradientTape() as tape:
    >     tape.watch(x)
          y = {f}
      print(tape.gradient(y, x))
    """,
    said("Lesson", "watch tells this tape to record what x is used for."),
    {"none": _NO_WAY_BACK, "error": _NO_WAY_BACK},
)

NESTED_TAPES = Attempt(
    said("Lesson", "Two nested tapes"),
    """
      x = tf.Variable({at})
    > with tf.GradientTape() as outer:
          with tf.GradientTape() as inner:
              y = {f}
    >     slope = inner.gradient(y, x)
      print(outer.gradient(slope, x))
    """,
    said(
        "Lesson",
        "The outer tape records how the inner one computes dy/dx, and derives that once more.",
    ),
    {
        "none": said(
            "Lesson",
            "dy/dx is computed without x, so nothing on the outer tape leads from it back to x.",
        ),
        "error": said(
            "Lesson", "The inner tape answers None, and None cannot be derived once more."
        ),
    },
)

LESSON = ClinicCase(
    "lesson",
    said("Clinic", "The lesson"),
    (ON_VARIABLE, ON_CONSTANT, ON_WATCHED, NESTED_TAPES),
)

# Source of both causes: A. G. Baydin, B. A. Pearlmutter, A. A. Radul, J. M. Siskind, "Automatic
# differentiation in machine learning: a survey", JMLR 18 (2018), section 3.
MODES = ClinicCase(
    "modes",
    said("Clinic", "Reverse and forward mode"),
    (
        Attempt(
            said("Lesson", "Reverse mode"),
            """
              x = tf.Variable({at})
            > with tf.GradientTape() as tape:
                  y = {f}
            > print(tape.gradient(y, x))
            """,
            said(
                "Lesson",
                "Reverse mode goes through the function twice: forward to record it, then backward from y. "
                "One backward pass serves any number of inputs; each further output needs its own.",
            ),
            passes=(1, 1),
        ),
        Attempt(
            said("Lesson", "Forward mode"),
            """
              x = tf.Variable({at})
            > with tf.autodiff.ForwardAccumulator(x, tf.constant(1.0)) as accumulator:
                  y = {f}
            > print(accumulator.jvp(y))
            """,
            said(
                "Lesson",
                "Forward mode goes through the function once: each value takes its slope along. "
                "One pass serves any number of outputs; each further input needs its own.",
            ),
            passes=(1, 0),
        ),
    ),
)
