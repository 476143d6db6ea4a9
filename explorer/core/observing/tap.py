"""The hook in one Keras optimiser: what each step that is looked at leaves in a variable.

A tap stands around `apply` of one optimiser object, and only while it is put in. Everything that
it computes is inside the person's own compiled step, in a branch that is taken when the step is due, or
without one where all that are traced are:

    apply(gradients) ── due? ── norms of gradients and weights
          │
          └── Keras' own apply ── assign_sub(weight, change) ── due? ── norm of the change
                                                                 └── one row of the record

It reads, and never writes what Keras reads; so the weights come out the same, but for what docs/following.md
lists.
"""

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from explorer.core.observing.measures import (
    counts_not_finite,
    dense,
    half_of_squares,
    norms,
    norms_of,
    shares_of_zeros,
)
from explorer.core.observing.site import Clock, Site, leads

# Keras' rules that change a weight by `assign`, `assign_add` or `assign_sub` of the optimiser alone,
# so that the change is seen there without a copy. Of all others, weights before and after are
# compared; and under XLA, which computes a change that somebody reads with another last bit.
_SEEN = {
    "SGD", "RMSprop", "Adam", "AdamW", "Adagrad", "Adadelta", "Adamax", "Nadam", "Ftrl", "Lion",
}  # fmt: skip


class Tap:
    """The hook in one optimiser.

    Args:
        optimizer: A Keras optimiser; of a `LossScaleOptimizer` the inner one, which is given the
            gradients with their scale taken out.
        clock: The run's.
        rows: Steps that may be looked at before they are taken.
        told: Given what went wrong in here.
        counts: Whether each `apply` is a step.
        xla: Whether XLA compiles the step; None where that is not known.
    """

    def __init__(
        self,
        optimizer: Any,
        clock: Clock,
        rows: int,
        told: Callable[[Exception], None],
        *,
        counts: bool = False,
        xla: bool | None = None,
    ) -> None:
        self.optimizer = optimizer
        self._counts, self._xla = counts, xla
        self.sites: list[Site] = []
        self.tells_loss = False
        self._loss: Any = None  # of the step that is being traced
        self._clock, self._rows, self._told = clock, rows, told
        self._here = threading.local()  # a strategy traces each replica in a thread of its own
        self._hooks: dict[str, Any] = {}

    def put_in(self) -> None:
        """Stand around the optimiser's methods; on this object alone, not on its class."""
        for name in ("apply", "assign", "assign_add", "assign_sub"):
            self._hooks[name] = getattr(self.optimizer, name)
            # Past Keras' own `__setattr__`, which looks for variables in each value and takes its time.
            vars(self.optimizer)[name] = getattr(self, f"_{name}")

    def take_out(self) -> None:
        """Give the optimiser its own methods back."""
        for name in self._hooks:
            vars(self.optimizer).pop(name, None)
        self._hooks = {}

    def tell_loss(self, loss: Any) -> None:
        """Note the loss of the step that is being traced."""
        self._loss, self.tells_loss = loss, True

    def _apply(self, grads: Any, trainable_variables: Any = None) -> Any:
        gradients = list(grads)
        given = trainable_variables
        if not self.optimizer.built and given is not None:  # as Keras itself does, in `apply`
            given = list(given)
            with keras.name_scope(self.optimizer.name, caller=self.optimizer):
                self.optimizer.build(given)
        variables = list(self.optimizer._trainable_variables if given is None else given)
        look = None
        try:
            if self._counts and leads():
                self._clock.step.assign_add(1)
            look = self._look(gradients, variables)
        except Exception as error:  # noqa: BLE001 - the person's training goes on
            self._told(error)
        self._here.look = look
        try:
            answer = self._own("apply")(gradients, given)
        finally:
            self._here.look = None
        if look is not None:
            try:
                look.finish()
            except Exception as error:  # noqa: BLE001 - the same
                self._told(error)
        return answer

    def _own(self, name: str) -> Any:
        return self._hooks.get(name) or getattr(type(self.optimizer), name).__get__(self.optimizer)

    def _look(self, gradients: list[Any], variables: list[Any]) -> "_Look | None":
        if not gradients or len(gradients) != len(variables):
            return None
        key = [self.optimizer._var_key(each) for each in variables]
        for site in self.sites:
            if [self.optimizer._var_key(each) for each in site.variables] == key:
                break
        else:
            site = Site(variables, [each is not None for each in gradients], self._rows)
            self.sites.append(site)
        loss, self._loss = self._loss, None
        xla = tf.inside_function() if self._xla is None else self._xla
        return _Look(self.optimizer, self._clock, site, gradients, loss, xla=xla)

    def _assign(self, variable: Any, value: Any) -> None:
        with tf.control_dependencies(self._see(variable, value, 0)):
            self._own("assign")(variable, value)

    def _assign_add(self, variable: Any, value: Any) -> None:
        with tf.control_dependencies(self._see(variable, value, 1)):
            self._own("assign_add")(variable, value)

    def _assign_sub(self, variable: Any, value: Any) -> None:
        with tf.control_dependencies(self._see(variable, value, -1)):
            self._own("assign_sub")(variable, value)

    def _see(self, variable: Any, value: Any, sign: int) -> list[Any]:
        look = getattr(self._here, "look", None)
        return [] if look is None else look.see(variable, value, sign)


class _Look:
    """What is taken at one step, while it is traced."""

    def __init__(
        self,
        optimizer: Any,
        clock: Clock,
        site: Site,
        gradients: list[Any],
        loss: Any,
        *,
        xla: bool,
    ) -> None:
        self._optimizer, self._site, self._clock = optimizer, site, clock
        self._xla = xla
        replica = tf.distribute.get_replica_context()
        several = replica is not None and replica.strategy.num_replicas_in_sync > 1
        self._present = [index for index, each in enumerate(gradients) if each is not None]
        self._gradients = [gradients[index] for index in self._present]
        self._reduced: list[Any] | None = None  # what the optimiser goes by, of all replicas
        self._loss = tf.constant(np.nan, tf.float32) if loss is None else tf.cast(loss, tf.float32)
        if several:
            self._add_up(replica)
        self._main = leads()
        self._values = [_value(each) for each in site.variables]
        self._seen: dict[Any, Any] = {}
        self._before: list[Any] | None = None
        if not self._main:
            return
        if several or xla or not self._sees_changes():
            self._before = [tf.identity(each) for each in self._values]
        # In a branch, what is computed here is out of reach of what TensorFlow makes of two equal
        # operations, and of one that somebody else reads.
        bare = clock.always and self._before is None and not _clips(optimizer)
        self._due = None if bare else clock.due()
        self._decay = self._decay_rate()
        self._sizes: list[Any] = []  # of the weights, where the optimiser is to wait for them
        self._halves: dict[int, Any] = {}  # of squares of changes, where they are known at once
        self._taken = self._if_due(self._of_gradients, lambda: tf.zeros([5, len(self._values)]))

    def _if_due(self, f: Callable[[], Any], otherwise: Callable[[], Any]) -> Any:
        return f() if self._due is None else tf.cond(self._due, f, otherwise)

    def _add_up(self, replica: Any) -> None:
        """Put sums over all replicas in the place of this one's share of the batch."""
        total = partial(replica.all_reduce, tf.distribute.ReduceOp.SUM)
        shares = [dense(each) for each in self._gradients]
        if _clips(self._optimizer):  # which Keras does to each share
            self._reduced = total(self._optimizer._clip_gradients(shares))
        *self._gradients, self._loss = total([*shares, self._loss])

    def see(self, variable: Any, value: Any, sign: int) -> list[Any]:
        """Note what is added to a weight (1), taken from it (-1) or put in its place (0), before it is.

        Returns:
            What has to be computed before: a weight that somebody is still reading would be copied.
        """
        if self._before is not None or not self._main:
            return []
        key = self._optimizer._var_key(variable)
        for index, own in enumerate(self._site.variables):
            if self._optimizer._var_key(own) == key:
                before = None if sign else tf.identity(self._values[index])
                self._seen[index] = (value, sign, before)
                if self._due is None and self._decay[index] is None:
                    # At once, so that the memory of a change is let go before the next is made.
                    self._halves[index] = self._half(self._change(index))
                return self._sizes[index : index + 1]
        return []

    def finish(self) -> None:
        """Write the row, after Keras has changed the weights."""
        if not self._main:
            return

        def write() -> Any:
            gradient, zeros, strange, used, weight = tf.unstack(self._taken)
            row = tf.stack([gradient, weight, self._updates(), used, zeros, strange])
            self._site.write(tf.identity(self._clock.step), self._loss, row)
            return tf.constant(0)

        self._if_due(write, lambda: tf.constant(0))

    def _of_gradients(self) -> Any:
        """Return five numbers of each gradient and weight, of shape (5, variables).

        What the optimiser goes by is computed here a second time: to read the one that Keras computes
        would keep the compiler from joining it with what comes after, and change the last bits.
        """
        scale = self._optimizer.loss_scale_factor or 1
        whole = [dense(each) for each in self._gradients]
        whole = [each / tf.cast(scale, each.dtype) for each in whole]
        sizes = self._norms(whole)
        zeros = shares_of_zeros(whole, xla=self._xla)
        strange = counts_not_finite(whole, sizes, xla=self._xla)
        taken = tf.stack([sizes, zeros, strange, self._used(whole, sizes)])
        if len(self._present) < len(self._values):
            unknown = tf.fill([4, 1], tf.constant(np.nan, tf.float32))
            places = {index: place for place, index in enumerate(self._present)}
            order = [places.get(index, len(places)) for index in range(len(self._values))]
            taken = tf.gather(tf.concat([taken, unknown], axis=1), order, axis=1)
        halves = [self._half(each) for each in self._values]
        if self._due is None:
            self._sizes = halves
        return tf.concat([taken, norms_of(halves)[None]], axis=0)

    def _used(self, gradients: list[Any], sizes: Any) -> Any:
        """Return the norms of what the optimiser goes by: clipped, or gathered over some steps."""
        optimizer = self._optimizer
        steps = optimizer.gradient_accumulation_steps
        if steps:
            indices = [
                optimizer._get_variable_index(self._site.variables[i]) for i in self._present
            ]
            gathered = [optimizer._accumulated_gradients[index] for index in indices]
            gradients = [(g + a) / steps for g, a in zip(gradients, gathered, strict=True)]
        if self._reduced is not None:
            gradients = self._reduced
        elif _clips(optimizer):
            gradients = optimizer._clip_gradients(gradients)
        elif not steps:
            return sizes
        found = self._norms(gradients)
        if not steps:
            return found
        updates = (optimizer._iterations + 1) % steps == 0
        return tf.where(updates, found, np.float32(np.nan))

    def _updates(self) -> Any:
        """Return the norm of what was added to each weight."""
        if self._before is not None:
            pairs = zip(self._values, self._before, strict=True)
            return self._norms([after - before for after, before in pairs])
        halves = []
        for index, reached in enumerate(self._site.reached):
            if index in self._halves:
                halves.append(self._halves[index])
            elif index in self._seen:
                halves.append(self._half(self._change(index)))
            else:
                # Nothing came to it: its change is 0, or not known where one should have come.
                halves.append(tf.constant(np.nan if reached else 0.0, tf.float32))
        return norms_of(halves)

    def _change(self, index: int) -> Any:
        """Return what was added to a weight, of which it was seen."""
        after, (value, sign, before) = self._values[index], self._seen[index]
        change = tf.cast(dense(value), after.dtype)
        if before is None and sign < 0 and self._decay[index] is None:
            return change  # a norm does not ask for the sign
        change = change - before if before is not None else sign * change
        if self._decay[index] is not None:
            # Decay took rate·w from w before the rule added its change: w = (after − change)/(1 − rate).
            rate = tf.cast(self._decay[index], after.dtype)
            change -= rate / (1 - rate) * (after - change)
        return change

    def _half(self, tensor: Any) -> Any:
        return half_of_squares(tensor, xla=self._xla)

    def _norms(self, tensors: list[Any]) -> Any:
        return norms(tensors, xla=self._xla)

    def _sees_changes(self) -> bool:
        optimizer, kind = self._optimizer, type(self._optimizer)
        return (
            kind.__module__.startswith("keras.")
            and kind.__name__ in _SEEN
            and not optimizer.gradient_accumulation_steps
            and not (optimizer.use_ema and optimizer.ema_overwrite_frequency)
            and not any(getattr(each, "constraint", None) for each in self._site.variables)
            and all(each.dtype in {tf.float32, tf.float64} for each in self._values)
        )

    def _decay_rate(self) -> list[Any]:
        """Return the share of each weight that decay takes; None where there is none."""
        optimizer = self._optimizer
        if optimizer.weight_decay is None or self._before is not None:
            return [None] * len(self._values)
        rate = tf.cast(optimizer.learning_rate, tf.float32) * optimizer.weight_decay
        return [
            rate if reached and optimizer._use_weight_decay(each) else None
            for each, reached in zip(self._site.variables, self._site.reached, strict=True)
        ]


def _clips(optimizer: Any) -> bool:
    limits = (optimizer.clipnorm, optimizer.clipvalue, optimizer.global_clipnorm)
    return any(each is not None for each in limits)


def _value(variable: Any) -> Any:
    """Return the `tf.Variable` inside a Keras one."""
    return variable.value if isinstance(variable, keras.Variable) else variable
