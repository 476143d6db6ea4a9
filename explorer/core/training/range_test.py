"""The learning-rate range test: some hundred updates of a copy of the network, each at a higher rate."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from explorer.core.training.dataset import Digits
from explorer.core.training.engine import borrow_engine, give_back, tensors_of
from explorer.core.training.order import images_at
from explorer.core.training.rates import RangeTest, rates_of_test
from explorer.core.training.reports import weights_digest
from explorer.core.training.settings import TrainingSettings, checked
from explorer.core.training.trainer import steps_per_call_for

_BETWEEN_ANSWERS = 10  # updates


def range_test(settings: TrainingSettings, digits: Digits) -> Iterator[RangeTest]:
    """Yield how a range test goes, at last whole; nothing of any run changes.

    It begins from the first weights that a run of these settings has, takes its batches in the run's order,
    and makes each update by the run's compiled loop; only the rate is another each time.

    Args:
        settings: Of the run whose rate is sought; their own rate and number of steps do not matter.
        digits: Images to learn from.

    Raises:
        ExplorerError: If the settings cannot be used.
    """
    # The test sets each rate itself.
    settings = replace(checked(settings), schedule="constant", schedule_parameters=())
    rates = rates_of_test()
    learned = digits.training.first(settings.images)
    images = tensors_of(learned, centred=settings.centred)
    size, room = settings.batch_size, steps_per_call_for(settings)
    engine = borrow_engine(settings)
    try:
        digest = weights_digest(engine.weights_of(engine.variables()))
        losses: list[float] = []
        found = RangeTest(rates[:0], np.zeros(0), is_over=False, first_sha256=digest)
        yield found  # before the loop is compiled: one may not want it any more
        for step, rate in enumerate(rates):
            engine.set_rate(float(rate))
            chosen = images_at(settings.seed, len(learned), step * size, size).reshape(1, size)
            losses.append(float(engine.advance(images, chosen, room)[0]))
            made = step + 1
            found = RangeTest(rates[:made], np.array(losses), is_over=False, first_sha256=digest)
            if found.has_grown:
                break
            if made % _BETWEEN_ANSWERS == 0:
                yield found
        yield RangeTest(found.rates, found.losses, is_over=True, first_sha256=digest)
    finally:
        give_back(engine)
