"""The rule behind the key of each optimiser."""

from collections.abc import Mapping

from explorer.core.descent.rules.adam import (
    init_nadam,
    update_adam,
    update_adamax,
    update_adamw,
    update_amsgrad,
    update_nadam,
)
from explorer.core.descent.rules.adaptive import (
    init_adagrad,
    init_rmsprop,
    update_adadelta,
    update_adagrad,
    update_rmsprop,
)
from explorer.core.descent.rules.momentum import (
    init_momentum,
    update_momentum,
    update_nesterov,
    update_sgd,
)
from explorer.core.descent.rules.rule import Rule, zeros
from explorer.core.descent.rules.signs import init_ftrl, update_ftrl, update_lion

RULES: Mapping[str, Rule] = {
    "sgd": Rule(zeros(), update_sgd),
    "momentum": Rule(init_momentum, update_momentum),
    "nesterov": Rule(init_momentum, update_nesterov),
    "adagrad": Rule(init_adagrad, update_adagrad),
    "adadelta": Rule(zeros("accumulated_grad", "accumulated_delta_var"), update_adadelta),
    "rmsprop": Rule(init_rmsprop, update_rmsprop),
    "adam": Rule(zeros("momentum", "velocity"), update_adam),
    "amsgrad": Rule(zeros("momentum", "velocity", "velocity_hat"), update_amsgrad),
    "adamw": Rule(zeros("momentum", "velocity"), update_adamw),
    "adamax": Rule(zeros("momentum", "norm"), update_adamax),
    "nadam": Rule(init_nadam, update_nadam),
    "ftrl": Rule(init_ftrl, update_ftrl),
    "lion": Rule(zeros("momentum"), update_lion),
}
