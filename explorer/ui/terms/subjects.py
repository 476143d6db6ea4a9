"""Terms of the field; the glossary of the guide has the same."""

from explorer.core.sentences import said
from explorer.ui.terms.term import Term

# In the order of the glossary's first writing; the guide sorts them.
TERMS = (
    Term(
        ("Learning rate",),
        said(
            "Terms",
            "The factor by which an update multiplies the gradient, or what the optimiser makes of it.",
        ),
        inside=True,
    ),
    Term(
        ("Optimiser",),
        said(
            "Terms",
            "The rule that turns gradients into updates; each is the class of that name in Keras.",
        ),
    ),
    Term(("Updates",), said("Terms", "How many times the optimiser moves the variable.")),
    Term(
        ("Precision",),
        said(
            "Terms",
            "The floating-point type in which everything is computed: 11, 24 or 53 significant bits.",
        ),
    ),
    Term(
        ("Gradient noise σ",),
        said(
            "Terms",
            "Standard deviation of seeded noise that is added to each gradient, as a batch of examples does.",
        ),
    ),
    Term(
        ("Seed",),
        said("Terms", "The number from which all randomness is made: the same seed, the same run."),
    ),
    Term(
        ("Rate over the updates", "schedule"),
        said("Terms", "A rule by which the learning rate changes from update to update."),
    ),
    Term(
        ("Momentum μ",), said("Terms", "The share of the last velocity that the next update keeps.")
    ),
    Term(("Initial sum",), said("Terms", "What Adagrad’s sum of squared gradients begins with.")),
    Term(("ε",), said("Terms", "A small number that keeps a division from being one by zero.")),
    Term(
        ("ρ",),
        said("Terms", "The share of the old mean of squared gradients that each update keeps."),
    ),
    Term(
        ("β₁",),
        said(
            "Terms",
            "The share of the old mean gradient m that each update keeps; the mean reaches back "
            "about 1/(1 − β₁) updates.",
        ),
        inside=True,
    ),
    Term(
        ("β₂",),
        said("Terms", "The share of the old mean of squared gradients v that each update keeps."),
        inside=True,
    ),
    Term(
        ("β",),
        said("Terms", "A smoothing term of Ftrl that is added to the root of the summed squares."),
    ),
    Term(
        ("Centred",),
        said(
            "Terms",
            "Whether the squared mean gradient is subtracted, so that the variance remains.",
        ),
    ),
    Term(
        ("Weight decay λ",),
        said(
            "Terms",
            "The share by which each update shrinks the variable itself, apart from its gradient.",
        ),
    ),
    Term(
        ("Power of the rate",),
        said("Terms", "The exponent by which Ftrl’s rate falls with the summed squares."),
    ),
    Term(
        ("λ₁",),
        said(
            "Terms",
            "Strength of Ftrl’s L1 penalty, which pulls small values to exactly 0; on a map or a "
            "sharpness plot, an eigenvalue of the Hessian.",
        ),
    ),
    Term(
        ("λ₂",),
        said(
            "Terms",
            "Strength of Ftrl’s L2 penalty; on a map or a sharpness plot, an eigenvalue of the Hessian.",
        ),
    ),
    Term(("Shrinkage",), said("Terms", "Strength of Ftrl’s L2 penalty on the gradient alone.")),
    Term(
        ("ULP",),
        said(
            "Terms",
            "Unit in the last place: the distance from a floating-point number to the next one.",
        ),
        inside=True,
    ),
    Term(
        ("Basins of attraction", "basin"),
        said("Terms", "All starts from which the descent ends in the same minimum."),
        inside=True,
    ),
    Term(
        ("Osculating parabola",),
        said(
            "Terms",
            "The parabola with the same value, slope and curvature as f at x; a Newton step lands on "
            "its lowest point.",
        ),
        inside=True,
    ),
    Term(("Tangent line",), said("Terms", "The line with the value and the slope of f at x.")),
    Term(
        ("Critical points",),
        said(
            "Terms", "Places where f′ is 0 or does not exist: minima, maxima, points of inflection."
        ),
    ),
    Term(
        ("f*",),
        said("Terms", "The value of f at the minimum to which the start leads downhill."),
        inside=True,
    ),
    Term(
        ("watched",),
        said(
            "Terms",
            "Recorded by the tape: trainable variables are by themselves, tensors after tape.watch.",
        ),
        inside=True,
    ),
    Term(
        ("Tapes",),
        said(
            "Terms",
            "One tape gives the gradient; a second one around it gives the derivative of that gradient.",
        ),
    ),
    Term(
        ("Direction",),
        said(
            "Terms",
            "Reverse mode carries gradients back from y, forward mode carries a tangent on from x.",
        ),
    ),
    Term(
        ("Local slopes",),
        said(
            "Terms",
            "The derivative of each operation by its own input; the chain rule multiplies them.",
        ),
    ),
    Term(
        ("Finite differences",),
        said(
            "Terms",
            "The slope from two or three values of f a step h apart; too large a step cuts the "
            "curve, too small a one loses digits.",
        ),
    ),
    Term(
        ("Convergence",),
        said(
            "Terms",
            "Height above the minimum and steepness after every update, on a logarithmic axis.",
        ),
    ),
    Term(
        ("Hessian",),
        said("Terms", "The matrix of all second derivatives; its eigenvalues are the curvatures."),
        inside=True,
    ),
    Term(
        ("κ", "condition number"),
        said("Terms", "Largest over smallest curvature: how narrow a valley is."),
        inside=True,
    ),
    Term(
        ("Newton step",),
        said(
            "Terms",
            "The update −H⁻¹∇f, which lands on the lowest point of the quadratic that touches f.",
        ),
    ),
    Term(
        ("Axes of curvature",),
        said(
            "Terms",
            "The directions in which the surface bends most and least: the eigenvectors of the Hessian.",
        ),
    ),
    Term(("Contours",), said("Terms", "Lines along which f has one value.")),
    Term(("Gradient arrows",), said("Terms", "They point downhill, along −∇f.")),
    Term(("Minima",), said("Terms", "The lowest places that are known of this function.")),
    Term(("Batch size",), said("Terms", "How many images one update is made from.")),
    Term(
        ("Hidden layers, units of each",),
        said("Terms", "The layers between pixels and digits, each by the number of its units."),
    ),
    Term(("Activation",), said("Terms", "The function that each hidden unit applies to its sum.")),
    Term(("Initial weights",), said("Terms", "How the weights are drawn before the first update.")),
    Term(
        ("L2 factor",),
        said("Terms", "How strongly the sum of the squared weights is added to the loss."),
    ),
    Term(
        ("Dropout",),
        said("Terms", "The share of hidden units that each update leaves out at random."),
    ),
    Term(("Loss",), said("Terms", "The number that training makes smaller.")),
    Term(("Smoothing",), said("Terms", "Over how many steps the thick line is averaged.")),
    Term(
        ("Gradient norm",),
        said("Terms", "The length of the gradient: the root of the sum of its squares."),
        inside=True,
    ),
    Term(
        ("Update ÷ weight",),
        said(
            "Terms",
            "The length of an update as a share of the length of its weights; about 1e−3 is usual.",
        ),
        inside=True,
    ),
    Term(
        ("Silent units", "silent unit"),
        said("Terms", "Units whose ReLU is 0 for every example, so that no gradient passes them."),
        inside=True,
    ),
    Term(
        ("Confusion",),
        said(
            "Terms",
            "A table of true digits against answers; what lies off its diagonal is mistaken.",
        ),
    ),
    Term(
        ("Validation", "Validation accuracy"),
        said("Terms", "The share of right answers on images that training never sees."),
    ),
    Term(("Same bits",), said("Terms", "Two results are equal to the last bit."), inside=True),
    Term(
        ("eigenvalues of H", "eigenvalue"),
        said("Terms", "The curvature along an axis of curvature."),
        inside=True,
    ),
)

# Names that stand in longer texts and nowhere by themselves; here to be found by the translators.
NAMES = (
    said("Terms", "basin"),
    said("Terms", "watched"),
    said("Terms", "Hessian"),
    said("Terms", "condition number"),
    said("Terms", "silent unit"),
    said("Terms", "eigenvalue"),
)
