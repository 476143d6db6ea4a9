"""In which order the training images are seen: shuffled epochs, one after the other."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray


def images_at(seed: int, images: int, position: int, count: int) -> NDArray[np.int32]:
    """Return the images that stand at `position` and after in an endless row of shuffled epochs.

    A batch that reaches beyond an epoch takes the rest of it and then the first images of the
    next one, as the lesson's `next_batch` does. As each epoch's order follows from the seed and
    its number alone, a position is all that has to be kept to go on later.

    Args:
        seed: Origin of every epoch's order.
        images: Number of training images.
        position: Images taken before.
        count: Images to take.

    Returns:
        Indices of images, shape (count,).
    """
    first, last = position // images, (position + count - 1) // images
    epochs = [_epoch(seed, images, number) for number in range(first, last + 1)]
    start = position - first * images
    return np.concatenate(epochs)[start : start + count]


# Asked for at each call; a permutation of 55,000 takes over a millisecond.
@lru_cache(maxsize=4)
def _epoch(seed: int, images: int, number: int) -> NDArray[np.int32]:
    # Of the pair, not of the sum: epoch 1 of seed 0 is not epoch 0 of seed 1.
    generator = np.random.default_rng((seed, number))
    order = generator.permutation(images).astype(np.int32)
    order.setflags(write=False)  # the cache hands out this very array
    return order
