"""The views of the MNIST page's hero, one file each, and the table of them.

A view draws what it is shown while it is in front, and wishes for other choices by the change that it
is given. What it asks of TensorFlow is a request that asks for nothing while another view is in front.
"""

from collections.abc import Callable
from dataclasses import dataclass

from explorer.core.sentences import Sentence, said
from explorer.session.training.choices import TrainingChoices, View
from explorer.ui.pages.column import Change
from explorer.ui.pages.mnist.views.digits import DigitsView
from explorer.ui.pages.mnist.views.landscape import LandscapeView
from explorer.ui.pages.mnist.views.view import NetworkView
from explorer.ui.pages.mnist.views.weights import WeightsView
from explorer.ui.theme import Look


@dataclass(frozen=True, slots=True)
class ViewSpec:
    """A view that the hero offers.

    Attributes:
        key: Its name among the choices.
        title: What its chip says.
        make: Makes it; None for the one that the page itself needs.
    """

    key: View
    title: Sentence
    make: Callable[[Look, Change[TrainingChoices]], NetworkView] | None = None


VIEWS = (
    ViewSpec("training", said("Mnist", "Training")),
    ViewSpec("weights", said("Mnist", "Weights"), WeightsView),
    ViewSpec("digits", said("Mnist", "Digits"), DigitsView),
    ViewSpec("landscape", said("Mnist", "Landscape"), LandscapeView),
)
