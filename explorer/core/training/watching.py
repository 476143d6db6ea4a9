"""What measuring the sharpness costs, and so how often it is measured; without TensorFlow."""

from explorer.core.training.settings import TrainingSettings

SHARPNESS_IMAGES = 1_000  # of a run by mini-batches
# A measurement takes about as long as so many gradients over its images.
GRADIENTS_OF_A_MEASUREMENT = 35
_LADDER = (1, 2, 2.5, 4, 5, 10)


def sharpness_images(settings: TrainingSettings) -> int:
    """Return over how many training images, from the first on, the sharpness is measured.

    All that are learned from where each update sees all of them, so that it is the sharpness of the very loss
    that falls; else the first thousand.
    """
    if settings.is_full_batch:
        return settings.images
    return min(settings.images or SHARPNESS_IMAGES, SHARPNESS_IMAGES)


def sharpness_interval(settings: TrainingSettings) -> int:
    """Return how many updates lie between two measurements, so that a run takes at most twice as long."""
    images = GRADIENTS_OF_A_MEASUREMENT * sharpness_images(settings)
    least = -(-images // settings.batch_size)
    decade = 10 ** (len(str(least)) - 1)
    return max(10, next(int(rung * decade) for rung in _LADDER if rung * decade >= least))
