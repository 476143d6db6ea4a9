"""How a run's program measures the sharpness, in a few lines of TensorFlow."""

from explorer.core.training.losses import LOSSES
from explorer.core.training.settings import TrainingSettings
from explorer.core.training.watching import sharpness_images


def sharpness_function(settings: TrainingSettings) -> str:
    """Return a function of the program that prints λ₁; nothing where it is not measured."""
    if not settings.sharpness_every:
        return ""
    images = sharpness_images(settings)
    penalty = " + tf.add_n(model.losses)" if settings.l2 else ""
    return f"""
pictures, truth = train_images[:{images}], tf.one_hot(train_labels[:{images}], 10)
direction = [tf.random.normal(each.shape, seed=0) for each in model.trainable_variables]


def sharpness():
    # The largest eigenvalue of the Hessian H: v, Hv, H(Hv), ... turn towards its eigenvector.
    global direction
    for _ in range(30):
        length = tf.linalg.global_norm(direction)
        direction = [each / length for each in direction]
        with tf.GradientTape() as outer:
            with tf.GradientTape() as inner:
                out = model(pictures)
                loss = tf.reduce_mean({LOSSES[settings.loss].call}){penalty}
            gradients = inner.gradient(loss, model.trainable_variables)
            slope = tf.add_n([tf.reduce_sum(g * v) for g, v in zip(gradients, direction)])
        product = outer.gradient(slope, model.trainable_variables)  # Hv
        value = tf.add_n([tf.reduce_sum(p * v) for p, v in zip(product, direction)])
        direction = product
    return value.numpy()

"""


def sharpness_lines(settings: TrainingSettings) -> str:
    """Return the lines at the loop's end that call it."""
    every = settings.sharpness_every
    if not every:
        return ""
    return f"""\
    if (step + 1) % {every} == 0:
        print(f"step {{step + 1}}, sharpness {{sharpness():.4f}}")
"""
