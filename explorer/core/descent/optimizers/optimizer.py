"""What an optimiser is: one value, from which all that is known of it follows; no TensorFlow.

A rule is two pure functions of arrays, as many updates side by side as they have rows. Its
arithmetic is that of Keras, operation by operation, so that it gives the same bits.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from explorer.core.arrays import Array, Floats
from explorer.core.descent.floats import flushed
from explorer.core.descent.parameters import Parameter, Values
from explorer.core.sentences import Sentence

State = Mapping[str, Floats]
SYMBOLS: Mapping[str, str] = {
    "x": "x",
    "g": "g",
    "eta": r"\eta",
    "t": "t",
    "next": "t+1",
    "momentum": r"\mu",
    "rho": r"\rho",
    "beta_1": r"\beta_1",
    "beta_2": r"\beta_2",
    "epsilon": r"\varepsilon",
    "weight_decay": r"\lambda",
    "learning_rate_power": "p",
    "l1_regularization_strength": r"\lambda_1",
    "l2_regularization_strength": r"\lambda_2",
    "l2_shrinkage_regularization_strength": "s",
    "beta": r"\beta",
}


@dataclass(frozen=True, slots=True, eq=False)
class Before:
    """What an update starts from; every array may have one row per update.

    Attributes:
        x: Positions.
        gradient: df/dx there, g, same shape and dtype.
        state: What the optimiser holds, by its Keras name, same dtype.
        rate: Learning rate η in float32, as Keras holds it.
        step: Number of updates made so far, t − 1.
    """

    x: Floats
    gradient: Floats
    state: State
    rate: Array
    step: Array

    def rate_as_x(self) -> Floats:
        """Return the rate rounded to the dtype of x."""
        return self.rate.astype(self.x.dtype)

    def as_x(self, number: float) -> Floats:
        """Return a parameter as `keras.ops.cast` does: in float32, then in the dtype of x."""
        return np.asarray(np.float32(number), self.x.dtype)

    def power(self, base: Floats, later: int = 1) -> Floats:
        """Return baseᵗ for update t = step + `later`, t rounded to the dtype of x."""
        return power(base, (self.step + later).astype(self.x.dtype))


@dataclass(frozen=True, slots=True, eq=False)
class After:
    """What a rule foretells of an update.

    Attributes:
        x: Positions after it, x′.
        state: What the optimiser holds after it, by its Keras name.
        between: Quantities on the way that equations name, by those names.
    """

    x: Floats
    state: State = field(default_factory=dict)
    between: Mapping[str, Floats] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Memory:
    """A quantity that an optimiser keeps from update to update.

    Attributes:
        key: Its Keras name.
        name: What equations call it; its value after the update has a "_" behind.
        symbol: Its LaTeX, if other than its name.
        start: Its first value, or the parameter that gives it.
        is_scalar: Whether it is one number however many x there are.
        when: Parameters that must be other than 0 for it to be kept.
    """

    key: str
    name: str
    symbol: str = ""
    start: float | str = 0.0
    is_scalar: bool = False
    when: tuple[str, ...] = ()

    def first(self, x: Floats, values: Values) -> Floats:
        """Return what is held before the first update of `x`."""
        start = values[self.start] if isinstance(self.start, str) else self.start
        # By way of float32, as Keras makes it: 0.1 is 0.10000000149011612 in float64, too.
        return np.full(() if self.is_scalar else x.shape, np.float32(start), x.dtype)


@dataclass(frozen=True, slots=True)
class Equation:
    """One equation of a rule.

    Attributes:
        name: What later equations call its result: "x_", a memory's name with "_" behind, or one
            of `After.between`.
        symbol: LaTeX of its left side.
        text: LaTeX of its right side, with `$name` for each quantity: x, the gradient g, the rate
            eta, t, next = t + 1, a parameter, a memory, or an earlier equation's result.
        when: Whether a parameter must be other than 0, or be 0, for the equation to hold.
    """

    name: str
    symbol: str
    text: str
    when: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stability:
    """The rate below which an optimiser stays near the minimum of a parabola.

    Attributes:
        formula: The rate as plain text, "$" for f″.
        factor: The rate times f″, from every parameter's value.
    """

    formula: str
    factor: Callable[[Values], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Optimizer:
    """An optimiser: everything else that the program says or does with it is derived from this.

    Attributes:
        key: Name on the command line and in files.
        label: Name on the screen.
        keras: Name of its class in `tf.keras.optimizers`.
        fixed: Arguments of that class which make it this optimiser, not for choice.
        rate: Learning rate unless another is chosen, as Keras has it.
        suits_training: Rate at which 2,000 steps of the MNIST lesson know 95 to 98 % of the test
            images.
        parameters: In the order in which they are shown.
        memory: What it keeps from update to update, in the order of Keras.
        update: Its rule, from what was before an update and every parameter's value.
        equations: The rule as it is worked out; the last one gives x′.
        convention: How Keras differs from the literature, if it does.
        paper: The equations of the literature that differ.
        stability: Below which rate it stays near a minimum, None where no theorem is known here.
        source: Who published it, and where.
    """

    key: str
    label: Sentence | str
    keras: str
    fixed: Mapping[str, bool | float] = field(default_factory=dict)
    rate: float = 0.001
    suits_training: float
    parameters: tuple[Parameter, ...] = ()
    memory: tuple[Memory, ...] = ()
    update: Callable[[Before, Values], After]
    equations: tuple[Equation, ...]
    convention: Sentence | None = None
    paper: tuple[Equation, ...] = ()
    stability: Stability | None = None
    source: str

    def init(self, x: Floats, values: Values) -> State:
        """Return what is held before the first update of `x`, for every parameter's value."""
        return {each.key: each.first(x, values) for each in self.memory_with(values)}

    def memory_with(self, values: Values) -> tuple[Memory, ...]:
        """Return what is kept with these parameters."""
        return tuple(each for each in self.memory if all(values[key] for key in each.when))

    def symbols_with(self, values: Values) -> dict[str, str]:
        """Return the LaTeX of all that its equations start from, by the names they use."""
        return {
            **SYMBOLS,
            **{each.name: each.symbol or each.name for each in self.memory_with(values)},
        }

    def equations_with(self, values: Values) -> tuple[Equation, ...]:
        """Return the equations that hold with these parameters."""
        return _holding(self.equations, values)

    def paper_with(self, values: Values) -> tuple[Equation, ...]:
        """Return the literature's equations for these parameters."""
        return _holding(self.paper, values)


def power(base: Floats, exponent: Floats) -> Floats:
    """Return base to the exponent, each by the C library's `pow` as TensorFlow's scalars are.

    NumPy's arrays may use vector instructions that differ in the last bit; its scalars do not.
    """
    bases, exponents = np.broadcast_arrays(np.asarray(base), np.asarray(exponent))
    pairs = zip(bases.ravel(), exponents.ravel(), strict=True)
    powers = np.array([left**right for left, right in pairs], bases.dtype)
    return flushed(powers.reshape(bases.shape))


def _holding(forms: tuple[Equation, ...], values: Values) -> tuple[Equation, ...]:
    return tuple(
        each
        for each in forms
        if all(bool(values[key]) == wanted for key, wanted in each.when.items())
    )
