"""The same updates on several devices or machines, under `tf.distribute`."""

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from explorer.core.sentences import ExplorerError, said
from explorer.core.training.engine import Engine, ImageTensors, batch_of, halves
from explorer.core.training.settings import TrainingSettings
from explorer.core.untrusted import read_json


def strategy_for(distribution: str, cluster: str) -> Any:
    """Return how updates are shared out.

    Args:
        distribution: "mirrored" for all devices of this machine, "multiworker" for a cluster.
        cluster: JSON text as TensorFlow wants it in `TF_CONFIG`, for "multiworker": the
            addresses of all workers, and which of them this program is.

    Raises:
        ExplorerError: If the cluster makes no sense.
    """
    if distribution == "mirrored":
        return tf.distribute.MirroredStrategy()
    return tf.distribute.MultiWorkerMirroredStrategy(cluster_resolver=_resolver(cluster))


def is_first(strategy: Any) -> bool:
    """Return whether this program is the first of the workers, or the only one."""
    resolver = strategy.cluster_resolver
    return resolver is None or not resolver.task_id


class DistributedEngine(Engine):
    """An engine whose batches are shared out among replicas.

    Replica r of n takes images r·B/n to (r+1)·B/n of a batch of B; the replicas' gradients, each
    of the sum of its losses over B, add up to the gradient of the mean loss of the batch.

    With dropout every replica draws what one device would drop of the whole batch, and takes its
    own part of it; so the number of replicas changes nothing, and a run can go on with another.
    """

    def __init__(self, settings: TrainingSettings, strategy: Any) -> None:
        self._strategy = strategy
        with strategy.scope():
            super().__init__(settings)

    def advance(
        self,
        images: ImageTensors,
        chosen: NDArray[np.int32],
        room: int,  # noqa: ARG002 - collectives run one update a call
    ) -> NDArray[np.float32]:
        """Make one update for each row of `chosen`; see `Engine.advance`."""
        # The rows have one shape, so that one trace serves all of them.
        return np.array([float(self._loop(images, tf.constant(row))) for row in chosen], np.float32)

    def agree_on(self, step: int) -> None:
        """Make sure that all workers start from the same step.

        Raises:
            ExplorerError: If they do not.
        """
        replicas = self._strategy.num_replicas_in_sync
        # float32 would round sums of steps from 2²⁴ on, and runs may be longer.
        steps = self._strategy.run(lambda: tf.constant(float(step), tf.float64))
        total = self._strategy.reduce(tf.distribute.ReduceOp.SUM, steps, axis=None)
        if float(total) != step * replicas:
            raise ExplorerError(
                said(
                    "Errors",
                    "The workers start from different steps. Give all of them the same checkpoint.",
                )
            )

    def _compiled(self) -> Callable[..., Any]:
        # Without XLA: it refuses variables of another device than its own, as the copies of them are.
        made: Callable[..., Any] = tf.function(self._shared_update, autograph=False)
        return made

    def _machine_code(self, function: Callable[..., Any]) -> Callable[..., Any]:
        # Not in a session, where the copies of variables are not known.
        made: Callable[..., Any] = tf.function(function, autograph=False, jit_compile=True)
        return made

    def _shared_update(self, images: Any, chosen: Any) -> Any:
        # Read before any replica draws and set once after all: each draws from the same state.
        seeds = [tf.identity(each.seed_generator.state) for each in self._dropouts]
        losses = self._strategy.run(self._replica_update, args=(images, chosen, seeds))
        draws = len(halves(chosen))
        for layer, seed in zip(self._dropouts, seeds, strict=True):
            layer.seed_generator.state.assign(_after(seed, draws))
        return self._strategy.reduce(tf.distribute.ReduceOp.SUM, losses, axis=None)

    @property
    def _dropouts(self) -> list[Any]:
        return [each for each in self._model.layers if isinstance(each, keras.layers.Dropout)]

    def _replica_update(self, images: Any, chosen: Any, seeds: list[Any]) -> Any:
        context = tf.distribute.get_replica_context()
        number, replicas = context.replica_id_in_sync_group, context.num_replicas_in_sync
        size = chosen.shape[0]
        # By products, so that a batch that the replicas do not divide loses no image.
        first, last = number * size // replicas, (number + 1) * size // replicas
        kept = self._kept(seeds, [half.shape[0] for half in halves(chosen)])
        kept = [mask[first:last] for mask in kept]
        variables = self._model.trainable_variables
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(self._part_losses(images, chosen[first:last], kept)) / size
            if self._model.losses:
                # Every replica has the whole penalty, and their losses are added up.
                loss += tf.add_n(self._model.losses) / replicas
        gradients = tape.gradient(loss, variables)
        # Here, unlike in `Engine`, inside the replica: Keras adds up the replicas' gradients.
        self._optimizer.apply_gradients(zip(gradients, variables, strict=True))
        return loss

    def _part_losses(self, images: Any, part: Any, kept: list[Any]) -> Any:
        """Return the loss of each image as `Engine` does, with given outputs dropped."""
        signal, labels = batch_of(images, part)
        masks = iter(kept)
        # Layer by layer, from behind the input: Keras' own dropout would draw anew in each replica.
        for layer in self._model.layers[1:]:
            dropping = isinstance(layer, keras.layers.Dropout)
            signal = signal * next(masks) if dropping else layer(signal)
        return self._loss(labels, signal)

    def _kept(self, seeds: list[Any], sizes: list[int]) -> list[Any]:
        """Return for each dropout layer 0 for what is dropped of a batch, the factor for the rest."""
        found = []
        widths = [layer.units for layer in self._settings.hidden] if seeds else []
        for layer, units, seed in zip(self._dropouts, widths, seeds, strict=True):
            parts = [
                _drawn_by_xla((size, units), layer.rate, _after(seed, draws))
                for draws, size in enumerate(sizes)
            ]
            found.append(tf.concat(parts, axis=0))
        return found


def _after(seed: Any, draws: int) -> Any:
    """Return the state of a Keras seed generator some draws later."""
    # As `SeedGenerator.next` does: it counts its draws in the second number.
    return seed + tf.constant([0, draws], seed.dtype)


def _drawn(shape: tuple[int, int], rate: float, seed: Any) -> Any:
    """Return what Keras' dropout makes of ones with this state of its seed generator."""
    # The cast of Keras' TensorFlow backend; another one would drop other outputs.
    key = tf.cast(tf.math.floormod(seed, tf.int32.max - 1), tf.int32)
    return tf.nn.experimental.stateless_dropout(tf.ones(shape), rate, key)


# XLA draws other numbers than TensorFlow's own kernels, and one device's loop is compiled by XLA.
_drawn_by_xla = tf.function(_drawn, autograph=False, jit_compile=True)


def _resolver(cluster: str) -> Any:
    try:
        found = read_json(cluster)
        workers, task = found["cluster"]["worker"], found["task"]
        kind, index = task["type"], task["index"]
    except (ValueError, TypeError, KeyError):
        raise _bad_cluster() from None
    if kind != "worker" or not isinstance(workers, list) or index not in range(len(workers)):
        raise _bad_cluster()
    return tf.distribute.cluster_resolver.SimpleClusterResolver(
        tf.train.ClusterSpec({"worker": workers}),
        task_type=kind,
        task_id=index,
        rpc_layer="grpc",
    )


def _bad_cluster() -> ExplorerError:
    return ExplorerError(
        said(
            "Errors",
            "TF_CONFIG does not name a cluster and this worker’s place in it. Set it for example "
            "to {example}.",
            example='{"cluster": {"worker": ["one:2222", "two:2222"]}, '
            '"task": {"type": "worker", "index": 0}}',
        )
    )
