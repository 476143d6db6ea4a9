"""What is said of where a first value that is not finite was born: why no operation is named, and cures.

A run keeps a note as its English text; whoever shows it finds the sentence again here, in its reader's
language.
"""

from explorer.core.observing.observed import Born
from explorer.core.sentences import Sentence, said

LOST = said(
    "Model",
    "No operation is named: its batch is not in memory any more, or was too large to be kept.",
)
NOT_REPEATED = said(
    "Model",
    "No operation is named: made once more, operation by operation and without XLA, the step was finite. "
    "It depends on randomness or data of its own, or only XLA computes it so.",
)
OUTSIDE = said(
    "Model", "A value that went in was not finite already: in the batch, a constant or a weight."
)
OWN_LOOP = said(
    "Model",
    "No operation is named: explorer.follow sees what an optimiser is given, neither the batch nor the "
    "function that it comes from, so this step cannot be made again. tf.debugging.enable_check_numerics() "
    "before the loop stops it at the operation, where XLA does not compile it. A step of fit can be made "
    "again.",
)
_NOTES = {str(each): each for each in (LOST, NOT_REPEATED, OUTSIDE, OWN_LOOP)}

_DATA = said("Model", "Look into the data first: np.isfinite(x).all() for each array.")
_BACKWARD = said(
    "Model",
    "Its slope is not finite there. Bound what goes in, also where a tf.where drops the result: "
    "tf.where(ok, f(tf.where(ok, x, 1.0)), 0.0).",
)
_GROWN = said(
    "Model",
    "Numbers have grown out of range. Lower the learning rate, or clip gradients: clipnorm=1.0.",
)
_LOG = said(
    "Model",
    "Keep its argument above 0: tf.math.log(tf.maximum(x, 1e-7)), or take a loss of the logits themselves.",
)
_ROOT = said("Model", "Keep its argument above 0: tf.maximum(x, 1e-12).")
_RATIO = said("Model", "Keep the divisor away from 0, or use tf.math.divide_no_nan(x, y).")
_EXP = said(
    "Model",
    "float32 ends at exp(88). Bound its argument: tf.minimum(x, 80.0), or lower the learning rate.",
)
_POWER = said("Model", "Keep the base above 0: tf.pow(tf.maximum(x, 1e-7), p).")
_ARC = said("Model", "Keep its argument inside: tf.clip_by_value(x, -0.999999, 0.999999).")
_CURES = {
    "Log": _LOG, "Log1p": _LOG, "Xlogy": _LOG, "Sqrt": _ROOT, "Rsqrt": _ROOT,
    "RealDiv": _RATIO, "Div": _RATIO, "Reciprocal": _RATIO, "Xdivy": _RATIO,
    "Exp": _EXP, "Expm1": _EXP, "Sinh": _EXP, "Cosh": _EXP, "Pow": _POWER,
    "Asin": _ARC, "Acos": _ARC, "Atanh": _ARC,
}  # fmt: skip


def note_of(born: Born) -> Sentence | None:
    """Return the note of a birth as a sentence; a text that is not known here stays as it is."""
    if not born.note:
        return None
    return _NOTES.get(born.note, Sentence("", "{text}", {"text": born.note}))


def cure_of(born: Born) -> Sentence | None:
    """Return what helps; None where nothing is known of the cause."""
    if born.note == str(OUTSIDE):
        return _DATA
    if not born.operation:
        return None
    if " in the gradient of " in born.operation:
        return _BACKWARD
    return _CURES.get(born.operation, _GROWN)
