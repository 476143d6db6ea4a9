"""The optimisers, one file each: rule, Keras class, parameters, memory, equations, source.

A new one is its file and its line in `OPTIMIZERS`; fields, formulas, Keras object, exported
program, command line and checks follow. What needs TensorFlow or a path stays outside. Begin with
`optimizer`, then `sgd` and `adam`.
"""

from collections.abc import Mapping

from explorer.core.descent.optimizers.adadelta import ADADELTA
from explorer.core.descent.optimizers.adagrad import ADAGRAD
from explorer.core.descent.optimizers.adam import ADAM
from explorer.core.descent.optimizers.adamax import ADAMAX
from explorer.core.descent.optimizers.adamw import ADAMW
from explorer.core.descent.optimizers.amsgrad import AMSGRAD
from explorer.core.descent.optimizers.ftrl import FTRL
from explorer.core.descent.optimizers.lion import LION
from explorer.core.descent.optimizers.momentum import MOMENTUM
from explorer.core.descent.optimizers.nadam import NADAM
from explorer.core.descent.optimizers.nesterov import NESTEROV
from explorer.core.descent.optimizers.optimizer import Optimizer
from explorer.core.descent.optimizers.rmsprop import RMSPROP
from explorer.core.descent.optimizers.sgd import SGD

_ALL = (
    SGD, MOMENTUM, NESTEROV, ADAGRAD, ADADELTA, RMSPROP, ADAM, AMSGRAD, ADAMW, ADAMAX, NADAM, FTRL,
    LION,
)  # fmt: skip
OPTIMIZERS: Mapping[str, Optimizer] = {each.key: each for each in _ALL}
