"""All that an explanation can say, one entry each: texts that still know the sentences they are made of.

An explanation travels to the window's process as data. What is told there in the reader's language is
an entry of `TEXTS` with its values; no template is ever taken from outside.
"""

from collections.abc import Mapping
from typing import Self

from explorer.core.sentences import Sentence, said


class Told(str):
    """A text, and the keys and values of the sentences that it is made of.

    Attributes:
        parts: Key in `TEXTS` and values of each sentence; empty where only the text is known.
    """

    __slots__ = ("parts",)
    parts: tuple[tuple[str, Mapping[str, str]], ...]

    def __new__(cls, text: str, parts: tuple[tuple[str, Mapping[str, str]], ...] = ()) -> Self:
        """Take a text with its parts; `told` makes both."""
        made = super().__new__(cls, text)
        made.parts = parts
        return made

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """What is to be said, in the reader's language where that is known."""
        if not self.parts:
            return (Sentence("", "{text}", {"text": str(self)}),) if self else ()
        return tuple(_filled(key, values) for key, values in self.parts)


def told(key: str, **values: object) -> Told:
    """Return the text of an entry; `code=` adds the line that it speaks of, if there is one."""
    code = values.pop("code", "")
    parts = [(key, {name: str(value) for name, value in values.items()})]
    if code:
        parts.append(("line", {"code": str(code)}))
    return joined(Told("", tuple(parts)))


def joined(*texts: Told) -> Told:
    """Return several texts as one."""
    parts = tuple(part for each in texts for part in each.parts)
    return Told(" ".join(str(_filled(*part)) for part in parts), parts)


def _filled(key: str, values: Mapping[str, str]) -> Sentence:
    sentence = TEXTS[key]
    return Sentence(sentence.context, sentence.text, values)


# Sources of `sample`: D. P. Kingma, M. Welling, "Auto-encoding variational Bayes", 2014; E. Jang,
# S. Gu, B. Poole, "Categorical reparameterization with Gumbel-softmax", 2017.
TEXTS: Mapping[str, Sentence] = {
    "line": said("Explain", "In: {code}"),
    # ---- what happens at a cut
    "stop_gradient": said("Explain", "{what} lets values through and no gradient."),
    "py_function": said(
        "Explain",
        "{what} is computed by Python, where TensorFlow sees no operation.",
    ),
    "cast": said("Explain", "{what} makes {types} of a float."),
    "custom": said("Explain", "The custom gradient at {what} returns none for this input."),
    "state": said(
        "Explain",
        "{what} writes into a variable. What is read from it later is a new start for the tape.",
    ),
    "unregistered": said("Explain", "TensorFlow has no gradient for {what}."),
    "shape": said("Explain", "{what} takes only the shape, and no value, of its input."),
    "discrete": said("Explain", "{what} gives {types}, which cannot change a little."),
    "none": said("Explain", "{what} hands no gradient back to this input."),
    "not_read": said(
        "Explain",
        "f does not read it. What was computed from it before f began is a number of its own to f.",
    ),
    "no_path": said(
        "Explain",
        "f reads it, and nothing that is computed from it goes into the result.",
    ),
    "read_in": said("Explain", "Read in: {reads}"),
    "integer": said(
        "Explain",
        "It is of type {name}. Only floats and complex numbers have a gradient.",
    ),
    "unknown": said(
        "Explain",
        "TensorFlow gives no gradient, and no single operation on the way was found to be the "
        "cause.",
    ),
    # ---- cures
    "soft": said(
        "Explain",
        "Put something smooth in its place: for a choice among classes tf.nn.softmax, or a loss "
        "that takes the logits themselves, such as "
        "tf.nn.sparse_softmax_cross_entropy_with_logits.",
    ),
    "step": said(
        "Explain",
        "Put a smooth step in its place, such as tf.sigmoid(k * (x - threshold)); or tf.where "
        "with x itself in a branch, where x is only to be cut off.",
    ),
    "round": said(
        "Explain",
        "Let the gradient pass: x + tf.stop_gradient(tf.round(x) - x), the straight-through "
        "estimator.",
    ),
    "sample": said(
        "Explain",
        "Reparameterise the draw: noise from fixed numbers, then scaled and moved by what is "
        "trained; for classes a softmax of logits plus Gumbel noise.",
    ),
    "stay": said(
        "Explain",
        "Keep the numbers in TensorFlow (tf.math, tf.linalg); use tf.py_function where Python is "
        "needed.",
    ),
    "else": said(
        "Explain",
        "Compute the result another way, from operations that have a gradient, or write "
        "tf.custom_gradient.",
    ),
    "top_k": said(
        "Explain",
        "Use the values of tf.math.top_k; its indices are whole numbers and have no gradient.",
    ),
    "leave_out_stop": said(
        "Explain",
        "Leave tf.stop_gradient out here, or ask for the gradient of what lies behind it.",
    ),
    "return_one": said(
        "Explain",
        "Let the function that @tf.custom_gradient decorates return a gradient for this input.",
    ),
    "keep_float": said(
        "Explain",
        "Keep it a float: leave this cast out, or cast only what needs no gradient.",
    ),
    "hand_on": said(
        "Explain",
        "Hand the tensor itself on in place of what is read back from the variable.",
    ),
    "compute_inside": said(
        "Explain",
        "Do the computation that uses it inside f, and inside the `with` of the tape.",
    ),
    "depend": said("Explain", "Let the result depend on it, or leave it out of what is trained."),
    "make_float": said(
        "Explain",
        "Make it a float, such as tf.float32; a number in Python needs its decimal point: 3.0.",
    ),
    "smaller_part": said("Explain", "Explain a smaller part of f."),
    # ---- what cannot be traced
    "elsewhere": said(
        "Explain",
        "f cannot be followed beyond this line, and what this line asks for does not come from "
        "the source. The cause lies elsewhere and is not known.",
    ),
    "leave_line_out": said("Explain", "Leave this line out of f, and explain again."),
    "leaves": said(
        "Explain",
        "Here the number leaves TensorFlow. What Python or NumPy computes from it is a constant "
        "to the tape.",
    ),
    "stay_to_result": said(
        "Explain",
        "Stay in TensorFlow up to the result: tf.math in place of NumPy, the tensor in place of "
        "its number, model(x) in place of model.predict(x).",
    ),
    "new_variable": said(
        "Explain",
        "f makes a tf.Variable from what it has computed. A variable is a new start for the tape.",
    ),
    "variables_before": said("Explain", "Hand the tensor itself on; make variables before f."),
    "asks_bool": said(
        "Explain",
        "Here Python asks for the truth of a tensor, as if and while do. f cannot be followed "
        "beyond this line; what comes after it is not known.",
    ),
    "asks_int": said(
        "Explain",
        "Here Python asks for the whole number in a tensor. f cannot be followed beyond this "
        "line; what comes after it is not known.",
    ),
    "asks_iter": said(
        "Explain",
        "Here Python asks for the rows of a tensor one by one. f cannot be followed beyond this "
        "line; what comes after it is not known.",
    ),
    "asks_len": said(
        "Explain",
        "Here Python asks for the length of a tensor. f cannot be followed beyond this line; what"
        " comes after it is not known.",
    ),
    "asks_number": said(
        "Explain",
        "Here Python asks for the number in a tensor. f cannot be followed beyond this line; what"
        " comes after it is not known.",
    ),
    "cure_bool": said(
        "Explain",
        "Write the choice in TensorFlow: tf.where or tf.cond for if, tf.while_loop for while.",
    ),
    "cure_int": said(
        "Explain",
        "Leave the number in TensorFlow: tf.fill, tf.gather and tf.range take tensors.",
    ),
    "cure_iter": said(
        "Explain",
        "Write tf.unstack(x) for rows whose number is known, else tf.map_fn.",
    ),
    "cure_number": said("Explain", "Leave the number in TensorFlow, or leave this line out of f."),
    "untraceable": said(
        "Explain",
        "f runs, and cannot be traced by tf.function ({error}); so the cause is not known.",
    ),
    # ---- what a tape did
    "asked_twice": said(
        "Explain",
        "A tape gives one set of gradients, and this one was asked already.",
    ),
    "persistent": said(
        "Explain",
        "Ask once for all sources together, or write tf.GradientTape(persistent=True).",
    ),
    "not_trainable": said(
        "Explain",
        "It has trainable=False, so the tape does not follow it by itself.",
    ),
    "watch_variable": said(
        "Explain",
        "Write tape.watch(variable) inside the `with`, before it is read.",
    ),
    "read_outside": said("Explain", "It was not read inside the `with` of this tape."),
    "inside": said("Explain", "Compute the result inside the `with`."),
    "unwatched": said("Explain", "It is a tensor that the tape was not told to follow."),
    "watch_tensor": said(
        "Explain",
        "Write tape.watch(tensor) inside the `with`, before it is used.",
    ),
    # ---- advice
    "asked_another": said(
        "Explain",
        "The tape watched it. So the result that the tape was asked for is another one than f’s: "
        "computed before or after the `with`, or outside it. Compute it inside, and ask for that "
        "tensor.",
    ),
    "mend": said(
        "Explain",
        "Mend the place that is named, and explain again: behind the first cut there may be "
        "another.",
    ),
    "whole": said(
        "Explain",
        "The way from it to the result is whole. If a tape still says None, hand that tape over: "
        "explain(f, source, tape=tape).",
    ),
    "loops": said(
        "Explain",
        "f contains a loop; inside of tf.function a tape says 0 for what a loop cuts off, in "
        "place of None.",
    ),
    "branches": said(
        "Explain",
        "f contains tf.cond or tf.switch_case; outside of tf.function a tape sees only the branch"
        " that is taken.",
    ),
    "sparse_values": said(
        "Explain",
        "A tape takes the values of a sparse tensor as its source: sparse.values.",
    ),
    "follows_watched": said("Explain", "A tape follows a tensor only after tape.watch(tensor)."),
    "follows_trainable": said(
        "Explain",
        "It has trainable=False, so a tape follows it only after tape.watch(variable).",
    ),
}
