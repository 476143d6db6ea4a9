"""How every rule is written: LaTeX in which `$name` stands for a quantity."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from explorer.core.sentences import Sentence, said

Kind = Literal["state", "between", "x", "paper"]


@dataclass(frozen=True, slots=True)
class Line:
    """One equation of a rule.

    Attributes:
        name: What later lines call its result.
        symbol: Its left side.
        text: Its right side, with `$name` for each quantity.
        kind: Where its value is found in what the rule foretells; nowhere if the literature
            defines it otherwise than Keras.
        key: Name of the state or symbol of the intermediate there.
    """

    name: str
    symbol: str
    text: str
    kind: Kind = "x"
    key: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A rule as equations, in the order in which they are worked out.

    Attributes:
        lines: The equations; the last one gives x′.
        states: Symbol and Keras name of each state before the update, by its name in the lines.
        convention: What differs between Keras and the literature, if anything.
        paper: The equations of the literature, if they differ.
    """

    lines: tuple[Line, ...]
    states: Mapping[str, tuple[str, str]]
    convention: Sentence | None = None
    paper: tuple[Line, ...] = ()


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

_PLAIN = Line("x_", "x'", r"$x - $eta \cdot $g")
_VELOCITY = Line("m_", "m'", r"$momentum \cdot $m - $eta \cdot $g", "state", "momentum")
_MEAN = Line("m_", "m'", r"$m + (1 - $beta_1)\,($g - $m)", "state", "momentum")
_SQUARE = Line("v_", "v'", r"$v + (1 - $beta_2)\,($g^2 - $v)", "state", "velocity")
_ALPHA = Line(
    "alpha",
    r"\alpha",
    r"$eta \cdot \frac{\sqrt{1 - $beta_2^{$t}}}{1 - $beta_1^{$t}}",
    "between",
    "α",
)
_ADAM_END = Line("x_", "x'", r"$x - \frac{$alpha \cdot $m_}{\sqrt{$v_} + $epsilon}")
_ADAM_PAPER = (
    Line("h", r"\hat{m}", r"\frac{$m_}{1 - $beta_1^{$t}}", "between", "m̂"),
    Line("w", r"\hat{v}", r"\frac{$v_}{1 - $beta_2^{$t}}", "between", "v̂"),
    Line("x_", "x'", r"$x - $eta \cdot \frac{$h}{\sqrt{$w} + $epsilon}", "paper"),
)
_EPSILON_HAT = said(
    "Rules",
    "Keras adds ε to √v before its bias is corrected (“epsilon hat”); Algorithm 1 of the paper after.",
)
_INSIDE = said(
    "Rules",
    "Keras keeps the rate inside the velocity; others multiply it in afterwards. "
    "The paths part where the rate changes.",
)

FORMS: Mapping[str, Form] = {
    "sgd": Form((_PLAIN,), {}),
    "momentum": Form(
        (_VELOCITY, Line("x_", "x'", "$x + $m_")),
        {"m": ("m", "momentum")},
        _INSIDE,
        (
            Line("m_", "m'", r"$momentum \cdot $m + $g", "paper"),
            Line("x_", "x'", r"$x - $eta \cdot $m_", "paper"),
        ),
    ),
    "nesterov": Form(
        (_VELOCITY, Line("x_", "x'", r"$x + $momentum \cdot $m_ - $eta \cdot $g")),
        {"m": ("m", "momentum")},
        _INSIDE,
        (
            Line("m_", "m'", r"$momentum \cdot $m + $g", "paper"),
            Line("x_", "x'", r"$x - $eta \cdot ($momentum \cdot $m_ + $g)", "paper"),
        ),
    ),
    "adagrad": Form(
        (
            Line("n_", "G'", "$n + $g^2", "state", "accumulator"),
            Line("x_", "x'", r"$x - \frac{$eta \cdot $g}{\sqrt{$n_ + $epsilon}}"),
        ),
        {"n": ("G", "accumulator")},
    ),
    "adadelta": Form(
        (
            Line("e_", "E'", r"$rho \cdot $e + (1 - $rho)\,$g^2", "state", "accumulated_grad"),
            Line(
                "delta",
                r"\Delta",
                r"-\frac{\sqrt{$d + $epsilon}}{\sqrt{$e_ + $epsilon}} \cdot $g",
                "between",
                "Δ",
            ),
            Line(
                "d_",
                "D'",
                r"$rho \cdot $d + (1 - $rho)\,$delta^2",
                "state",
                "accumulated_delta_var",
            ),
            Line("x_", "x'", r"$x + $eta \cdot $delta"),
        ),
        {"e": ("E", "accumulated_grad"), "d": ("D", "accumulated_delta_var")},
        said("Rules", "The paper has no rate: there η = 1."),
        (Line("x_", "x'", "$x + $delta", "paper"),),
    ),
    "adam": Form(
        (_MEAN, _SQUARE, _ALPHA, _ADAM_END),
        {"m": ("m", "momentum"), "v": ("v", "velocity")},
        _EPSILON_HAT,
        _ADAM_PAPER,
    ),
    "amsgrad": Form(
        (
            _MEAN,
            _SQUARE,
            Line("w_", r"\hat{v}'", r"\max($w, $v_)", "state", "velocity_hat"),
            _ALPHA,
            Line("x_", "x'", r"$x - \frac{$alpha \cdot $m_}{\sqrt{$w_} + $epsilon}"),
        ),
        {"m": ("m", "momentum"), "v": ("v", "velocity"), "w": (r"\hat{v}", "velocity_hat")},
        said("Rules", "The paper corrects no bias; Keras corrects it as in Adam."),
        (Line("x_", "x'", r"$x - $eta \cdot \frac{$m_}{\sqrt{$w_}}", "paper"),),
    ),
    "adamw": Form(
        (
            Line("c", "x_c", r"$x - $x \cdot $weight_decay \cdot $eta", "between", "x − ληx"),
            _MEAN,
            _SQUARE,
            _ALPHA,
            Line("x_", "x'", r"$c - \frac{$alpha \cdot $m_}{\sqrt{$v_} + $epsilon}"),
        ),
        {"m": ("m", "momentum"), "v": ("v", "velocity")},
        _EPSILON_HAT,
        _ADAM_PAPER,
    ),
    "adamax": Form(
        (
            _MEAN,
            Line("u_", "u'", r"\max($beta_2 \cdot $u, |$g|)", "state", "norm"),
            Line("x_", "x'", r"$x - \frac{$eta \cdot $m_}{(1 - $beta_1^{$t})\,($u_ + $epsilon)}"),
        ),
        {"m": ("m", "momentum"), "u": ("u", "norm")},
        said("Rules", "Keras adds ε; the paper divides by u alone."),
        (Line("x_", "x'", r"$x - \frac{$eta}{1 - $beta_1^{$t}} \cdot \frac{$m_}{$u_}", "paper"),),
    ),
    "nadam": Form(
        (
            Line("mu", r"\mu_t", r"$beta_1\,(1 - 0.5 \cdot 0.96^{$t})", "between", "μ"),
            Line("nu", r"\mu_{t+1}", r"$beta_1\,(1 - 0.5 \cdot 0.96^{$next})", "between", "μ next"),
            Line("p_", r"\Pi'", r"$p \cdot $mu", "state", "u_product"),
            _MEAN,
            _SQUARE,
            Line(
                "h",
                r"\hat{m}",
                r"\frac{$nu \cdot $m_}{1 - $p_ \cdot $nu} + \frac{(1 - $mu)\,$g}{1 - $p_}",
                "between",
                "m̂",
            ),
            Line("w", r"\hat{v}", r"\frac{$v_}{1 - $beta_2^{$t}}", "between", "v̂"),
            Line("x_", "x'", r"$x - \frac{$eta \cdot $h}{\sqrt{$w} + $epsilon}"),
        ),
        {"m": ("m", "momentum"), "v": ("v", "velocity"), "p": (r"\Pi", "u_product")},
    ),
    "ftrl": Form(
        (
            Line("n_", "n'", "$n + $g^2", "state", "accumulator"),
            Line(
                "sigma",
                r"\sigma",
                r"\frac{$n_^{-$learning_rate_power} - $n^{-$learning_rate_power}}{$eta}",
                "between",
                "σ",
            ),
            Line(
                "z_",
                "z'",
                r"$z + $g + 2 \cdot $l2_shrinkage_regularization_strength \cdot $x"
                r" - $sigma \cdot $x",
                "state",
                "linear",
            ),
            Line(
                "q",
                "q",
                r"\frac{$n_^{-$learning_rate_power} + $beta}{$eta}"
                r" + 2 \cdot $l2_regularization_strength",
                "between",
                "q",
            ),
            Line(
                "x_",
                "x'",
                r"\frac{\mathrm{clip}($z_, \pm $l1_regularization_strength) - $z_}{$q}",
            ),
        ),
        {"n": ("n", "accumulator"), "z": ("z", "linear")},
    ),
    "lion": Form(
        (
            Line("c", "c", r"$beta_1 \cdot $m + (1 - $beta_1)\,$g", "between", "c"),
            Line("m_", "m'", r"$beta_2 \cdot $m + (1 - $beta_2)\,$g", "state", "momentum"),
            Line("x_", "x'", r"$x - $eta \cdot \mathrm{sign}($c)"),
        ),
        {"m": ("m", "momentum")},
    ),
}


def form(key: str, parameters: Mapping[str, float]) -> Form:
    """Return the form of a rule for given parameters, which may switch parts of it on and off."""
    if key in ("momentum", "nesterov") and not parameters["momentum"]:
        return FORMS["sgd"]
    return _rmsprop(parameters) if key == "rmsprop" else FORMS[key]


def _rmsprop(parameters: Mapping[str, float]) -> Form:
    """Return RMSprop with the mean and the momentum that are switched on."""
    states = {"v": ("v", "velocity")}
    lines = [Line("v_", "v'", r"$rho \cdot $v + (1 - $rho)\,$g^2", "state", "velocity")]
    under = "$v_ + $epsilon"
    if parameters["centered"]:
        states["a"] = ("a", "average_gradient")
        mean = r"$rho \cdot $a + (1 - $rho)\,$g"
        lines.append(Line("a_", "a'", mean, "state", "average_gradient"))
        under = "$v_ - $a_^2 + $epsilon"
    change = rf"\frac{{$eta \cdot $g}}{{\sqrt{{{under}}}}}"
    if parameters["momentum"] > 0:
        states["m"] = ("m", "momentum")
        lines.append(Line("m_", "m'", rf"$momentum \cdot $m + {change}", "state", "momentum"))
        lines.append(Line("x_", "x'", "$x - $m_"))
    else:
        lines.append(Line("x_", "x'", f"$x - {change}"))
    return Form(
        tuple(lines),
        states,
        said("Rules", "The lecture adds no ε; Keras adds it under the root."),
        (Line("x_", "x'", r"$x - \frac{$eta \cdot $g}{\sqrt{$v_}}", "paper"),),
    )
