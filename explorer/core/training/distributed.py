"""The same updates on several devices or machines, under `tf.distribute`."""

import json
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from explorer.core.sentences import ExplorerError, said
from explorer.core.training.dataset import Images
from explorer.core.training.engine import Engine
from explorer.core.training.settings import TrainingSettings


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


class DistributedEngine(Engine):
    """An engine whose batches are shared out among replicas.

    Replica r of n takes images r·B/n to (r+1)·B/n of a batch of B; the replicas' gradients, each
    of the sum of its losses over B, add up to the gradient of the mean loss of the batch.
    """

    def __init__(self, settings: TrainingSettings, images: Images, strategy: Any) -> None:
        if settings.dropout:
            raise ExplorerError(
                said(
                    "Errors",
                    "Dropout needs a run on one device. Set it to 0 to share the run out.",
                )
            )
        self._strategy = strategy
        with strategy.scope():
            super().__init__(settings, images)

    def advance(
        self,
        chosen: NDArray[np.int32],
        room: int,  # noqa: ARG002 - collectives run one update a call
    ) -> NDArray[np.float32]:
        """Make one update for each row of `chosen`; see `Engine.advance`."""
        return np.array([float(self._loop(tf.constant(row))) for row in chosen], np.float32)

    def agree_on(self, step: int) -> None:
        """Make sure that all workers start from the same step.

        Raises:
            ExplorerError: If they do not.
        """
        replicas = self._strategy.num_replicas_in_sync
        total = self._strategy.run(_summed, args=(tf.constant(float(step), tf.float64),))
        if float(self._strategy.experimental_local_results(total)[0]) != step * replicas:
            raise ExplorerError(
                said(
                    "Errors",
                    "The workers start from different steps. Give all of them the same checkpoint.",
                )
            )

    def _compiled(self) -> Any:
        return tf.function(self._shared_update, autograph=False)

    def _shared_update(self, chosen: Any) -> Any:
        losses = self._strategy.run(self._replica_update, args=(chosen,))
        return self._strategy.reduce(tf.distribute.ReduceOp.SUM, losses, axis=None)

    def _replica_update(self, chosen: Any) -> Any:
        context = tf.distribute.get_replica_context()
        number, replicas = context.replica_id_in_sync_group, context.num_replicas_in_sync
        size = chosen.shape[0]
        part = chosen[number * size // replicas : (number + 1) * size // replicas]
        variables = self._model.trainable_variables
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(self._losses(part)) / size
            if self._model.losses:
                loss += tf.add_n(self._model.losses) / replicas
        gradients = tape.gradient(loss, variables)
        self._optimizer.apply_gradients(zip(gradients, variables, strict=True))
        return loss


def _summed(value: Any) -> Any:
    return tf.distribute.get_replica_context().all_reduce(tf.distribute.ReduceOp.SUM, value)


def _resolver(cluster: str) -> Any:
    try:
        found = json.loads(cluster)
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
            "TF_CONFIG does not name a cluster and this worker's place in it. Set it for example "
            "to {example}.",
            example='{"cluster": {"worker": ["one:2222", "two:2222"]}, '
            '"task": {"type": "worker", "index": 0}}',
        )
    )
