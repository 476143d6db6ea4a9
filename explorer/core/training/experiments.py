"""Runs that show one thing, by name."""

from collections.abc import Mapping

from explorer.core.training.settings import HiddenLayer, TrainingSettings

EDGE_OF_STABILITY = TrainingSettings(
    optimizer="sgd",
    learning_rate=0.158,
    batch_size=1000,
    steps=1500,
    validate_every=75,
    hidden=(HiddenLayer(128, "tanh"),),
    loss="half_squared_error",
    images=1000,
    centred=True,
    sharpness_every=25,
)
"""Full-batch gradient descent whose sharpness rises to 2/lr and settles there.

Source: J. Cohen et al., "Gradient Descent on Neural Networks Typically Occurs at the Edge of Stability", ICLR
    2021, on a smaller network and fewer images.
"""
EXPERIMENTS: Mapping[str, TrainingSettings] = {"edge-of-stability": EDGE_OF_STABILITY}
