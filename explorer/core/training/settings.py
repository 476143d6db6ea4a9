"""What a training run is asked to do, and what is wrong with it; without TensorFlow."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.descent.parameters import (
    Parameter,
    Values,
    check_parameters,
    check_rate,
    values_of,
)
from explorer.core.descent.schedules import SCHEDULES
from explorer.core.numerals import grouped
from explorer.core.sentences import ExplorerError, Sentence, said
from explorer.core.training.losses import LOSSES

ACTIVATIONS = ("relu", "tanh", "sigmoid", "elu", "softplus", "silu", "linear")
INITIALIZERS = (
    "glorot_uniform",
    "glorot_normal",
    "he_uniform",
    "he_normal",
    "random_normal",
    "zeros",
)
LARGEST_BATCH = 10_000
MOST_STEPS = 10_000_000
MOST_STEPS_PER_CALL = (
    1_000  # a call holds the numbers of all its images: 40 MB for the largest batch
)
LARGEST_SEED = 2**31 - 1
MOST_HIDDEN_LAYERS = 4
MOST_UNITS = 2048
MOST_IMAGES = 5_000  # where but the first training images are learned from


@dataclass(frozen=True, slots=True)
class HiddenLayer:
    """A dense layer between the pixels and the ten answers.

    Attributes:
        units: Its outputs.
        activation: Keras' name of the function applied to each of them.
    """

    units: int
    activation: str = "relu"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingSettings:
    """Choices of one training run; with the same settings and data it is the same run.

    Attributes:
        optimizer: Key of the Keras optimiser that applies the gradients.
        learning_rate: Factor of each update.
        parameters: Key and value of each of the optimiser's parameters that differs from its
            default, in the optimiser's own order.
        batch_size: Images per update.
        steps: Updates in all.
        seed: Origin of the initial weights, of the order of the images, and of dropout.
        validate_every: Updates between two looks at the validation images.
        hidden: Hidden layers, from the pixels on; none gives softmax regression.
        initializer: Keras' name of the rule for the initial kernels.
        loss: Keras' name of the loss between the labels, one-hot, and the network's answers.
        l2: Factor of the sum of squared kernel entries that is added to the loss.
        dropout: Share of each hidden layer's outputs that is set to 0 while training.
        norms_every: Updates between two reports of gradient and update norms; 0 for none.
        images: The first so many training images are all that is learned from; 0 for every one.
        centred: Whether the mean of these images is subtracted from each picture.
        sharpness_every: Updates between two reports of the loss' largest curvature; 0 for none.
        schedule: Key of the schedule that the learning rate follows.
        schedule_parameters: As `parameters`, of the schedule.
    """

    optimizer: str = "adam"
    learning_rate: float = 0.001
    parameters: tuple[tuple[str, float], ...] = ()
    batch_size: int = 128
    steps: int = 2000
    seed: int = 0
    validate_every: int = 100
    hidden: tuple[HiddenLayer, ...] = (HiddenLayer(128),)
    initializer: str = "glorot_uniform"
    loss: str = "categorical_crossentropy"
    l2: float = 0.0
    dropout: float = 0.0
    norms_every: int = 0
    images: int = 0
    centred: bool = False
    sharpness_every: int = 0
    schedule: str = "constant"
    schedule_parameters: tuple[tuple[str, float], ...] = ()

    @property
    def is_full_batch(self) -> bool:
        """Whether each update is by the gradient over all images that are learned from."""
        return bool(self.images) and self.batch_size == self.images

    @property
    def end(self) -> str:
        """Keras' name of the last layer's activation."""
        return "softmax" if LOSSES[self.loss].is_of_probabilities else "linear"

    def parameter_values(self) -> Values:
        """Return every parameter of the optimiser, chosen or default."""
        return values_of(OPTIMIZERS[self.optimizer].parameters, self.parameters)

    def schedule_values(self) -> Values:
        """Return every parameter of the schedule, chosen or default."""
        return values_of(SCHEDULES[self.schedule].parameters, self.schedule_parameters)

    def rate_at(self, step: int) -> float:
        """Return the learning rate of the update after `step` others."""
        schedule = SCHEDULES[self.schedule]
        return schedule.rate_at(self.learning_rate, self.schedule_values(), step)

    def begins_like(self, other: "TrainingSettings") -> bool:
        """Return whether two networks are the same before their first step."""
        # An optimiser or a rate changes nothing before it.
        return all(
            getattr(self, name) == getattr(other, name)
            for name in ("seed", "hidden", "initializer", "loss", "images", "centred")
        )

    def with_optimizer(self, key: str) -> "TrainingSettings":
        """Choose another optimiser; its rate comes along unless another one was chosen."""
        is_usual = self.learning_rate == OPTIMIZERS[self.optimizer].rate
        rate = OPTIMIZERS[key].rate if is_usual else self.learning_rate
        return replace(self, optimizer=key, learning_rate=rate, parameters=())

    def with_parameters(self, values: Mapping[str, float]) -> "TrainingSettings":
        """Choose values of the optimiser's parameters by their keys; the others stay."""
        own = OPTIMIZERS[self.optimizer].parameters
        return replace(self, parameters=_differing(own, {**self.parameter_values(), **values}))

    def with_schedule(
        self, key: str, values: Mapping[str, float] | None = None
    ) -> "TrainingSettings":
        """Let the rate follow a schedule, with values of its parameters by their keys; the others stay."""
        held = self.schedule_values() if key == self.schedule else {}
        own = SCHEDULES[key].parameters
        chosen = {**values_of(own, ()), **held, **(values or {})}
        return replace(self, schedule=key, schedule_parameters=_differing(own, chosen))


def _differing(known: tuple[Parameter, ...], values: Values) -> tuple[tuple[str, float], ...]:
    # In one order, without defaults: equal choices are equal values and find the same engine.
    return tuple((p.key, values[p.key]) for p in known if values[p.key] != p.default)


def problems(settings: TrainingSettings) -> Mapping[str, Sentence]:
    """Return a sentence with a remedy for each field that cannot be used, by the field's name."""
    found = {
        "optimizer": _name_problem(settings.optimizer, tuple(OPTIMIZERS)),
        "learning_rate": _refusal(check_rate, settings.learning_rate),
        "parameters": _parameters_problem(settings),
        "batch_size": batch_problem(settings.batch_size),
        "steps": steps_problem(settings.steps),
        "seed": seed_problem(settings.seed),
        "validate_every": _interval_problem(settings.validate_every, 1),
        "hidden": _hidden_problem(settings.hidden),
        "initializer": _name_problem(settings.initializer, INITIALIZERS),
        "loss": _name_problem(settings.loss, tuple(LOSSES)),
        "l2": _l2_problem(settings.l2),
        "dropout": _dropout_problem(settings.dropout),
        "norms_every": _interval_problem(settings.norms_every, 0),
        "images": images_problem(settings.images),
        "centred": _centring_problem(settings),
        "sharpness_every": _interval_problem(settings.sharpness_every, 0),
        "schedule": _name_problem(settings.schedule, tuple(SCHEDULES)),
        "schedule_parameters": _schedule_problem(settings),
    }
    return {field: sentence for field, sentence in found.items() if sentence is not None}


def checked(settings: TrainingSettings) -> TrainingSettings:
    """Return `settings` if they can be used.

    Raises:
        ExplorerError: For the first field that cannot be used.
    """
    for sentence in problems(settings).values():
        raise ExplorerError(sentence)
    return settings


def check_steps_per_call(steps: int | None) -> None:
    """Check how many updates one compiled call may make; None leaves it to the program.

    Raises:
        ExplorerError: If there are more than `MOST_STEPS_PER_CALL`.
    """
    if steps is not None and not 1 <= steps <= MOST_STEPS_PER_CALL:
        raise ExplorerError(
            said(
                "Errors",
                "One compiled call makes from 1 to {most} updates. Give for example 100.",
                most=grouped(MOST_STEPS_PER_CALL),
            )
        )


def batch_problem(size: int) -> Sentence | None:
    """Return what is wrong with a batch size, None for nothing."""
    if 1 <= size <= LARGEST_BATCH:
        return None
    return said(
        "Errors",
        "The batch size must be a whole number from 1 to {most}. Type for example 128.",
        most=grouped(LARGEST_BATCH),
    )


def steps_problem(steps: int) -> Sentence | None:
    """Return what is wrong with a number of steps, None for nothing."""
    if 1 <= steps <= MOST_STEPS:
        return None
    return said(
        "Errors",
        "The number of steps must be a whole number from 1 to {most}. Type for example 2000.",
        most=grouped(MOST_STEPS),
    )


def seed_problem(seed: int) -> Sentence | None:
    """Return what is wrong with a seed, None for nothing."""
    if 0 <= seed <= LARGEST_SEED:
        return None
    return said(
        "Errors",
        "The seed must be a whole number from 0 to {most}. Type for example 0.",
        most=grouped(LARGEST_SEED),
    )


def images_problem(count: int) -> Sentence | None:
    """Return what is wrong with a number of training images, None for nothing; 0 stands for all of them."""
    if 0 <= count <= MOST_IMAGES:
        return None
    return said(
        "Errors",
        "The number of images must be a whole number from 1 to {most}, or 0 for all of them. "
        "Type for example 1000.",
        most=grouped(MOST_IMAGES),
    )


def _centring_problem(settings: TrainingSettings) -> Sentence | None:
    if settings.images or not settings.centred:
        return None
    return said(
        "Errors",
        "The mean image is subtracted where the number of images is chosen. "
        "Choose that, for example 1000.",
    )


def _name_problem(name: str, names: tuple[str, ...]) -> Sentence | None:
    if name in names:
        return None
    return said(
        "Errors",
        "{name} is not known here. Choose one of {names}.",
        name=name[:40],
        names=", ".join(names),
    )


def _parameters_problem(settings: TrainingSettings) -> Sentence | None:
    if settings.optimizer not in OPTIMIZERS:
        return None  # told already
    known = OPTIMIZERS[settings.optimizer].parameters
    return _refusal(check_parameters, known, settings.parameters)


def _schedule_problem(settings: TrainingSettings) -> Sentence | None:
    if settings.schedule not in SCHEDULES:
        return None  # told already
    schedule = SCHEDULES[settings.schedule]
    refused = _refusal(check_parameters, schedule.parameters, settings.schedule_parameters)
    return refused or schedule.fault(settings.schedule_values())


def _refusal(check: Callable[..., None], *values: object) -> Sentence | None:
    """Return the sentence with which a check refuses values."""
    try:
        check(*values)
    except ExplorerError as error:
        return error.sentence
    return None


def _dropout_problem(share: float) -> Sentence | None:
    if 0 <= share < 1:
        return None
    return said("Errors", "The share must be a number from 0 to below 1. Type for example 0.5.")


def _l2_problem(factor: float) -> Sentence | None:
    if 0 <= factor <= 1:
        return None
    return said("Errors", "The L2 factor must be a number from 0 to 1. Type for example 0.0001.")


def _hidden_problem(hidden: tuple[HiddenLayer, ...]) -> Sentence | None:
    if len(hidden) > MOST_HIDDEN_LAYERS:
        return said(
            "Errors",
            "There can be at most {most} hidden layers. Leave some out.",
            most=MOST_HIDDEN_LAYERS,
        )
    if not all(1 <= layer.units <= MOST_UNITS for layer in hidden):
        return said(
            "Errors",
            "A hidden layer must have from 1 to {most} units. Type for example 128.",
            most=grouped(MOST_UNITS),
        )
    strange = [layer.activation for layer in hidden if layer.activation not in ACTIVATIONS]
    return _name_problem(strange[0], ACTIVATIONS) if strange else None


def _interval_problem(steps: int, least: int) -> Sentence | None:
    if least <= steps <= MOST_STEPS:
        return None
    return said(
        "Errors",
        "The interval must be a whole number of steps, at most {most}. Type for example 100.",
        most=grouped(MOST_STEPS),
    )
