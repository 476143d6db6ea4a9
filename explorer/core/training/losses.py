"""The losses to choose from: their names, Keras' functions, and formulas; no TensorFlow."""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Template

from explorer.core.sentences import Sentence, said


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """A loss between one-hot labels y and answers ŷ, as its mean over a batch.

    Attributes:
        key: Keras' name of its function, in `keras.losses`; or a name of our own.
        label: Name on the screen.
        tensorflow: Its name in `tf.keras.losses`, where some are shorter; "" for the same.
        own: Where Keras has no such function, the expression of it in `truth` and `out`.
        is_of_probabilities: Whether the network ends in a softmax; else it ends in ten plain numbers.
        latex: Its formula; `$mean` stands for the mean over the images, `$both` for that over
            images and digits.
        plain: The same in plain signs; `$size` stands for the images, `$entries` for ten times
            as many.
        tells_a_probability: Whether exp(−L) is the (geometric) mean probability of the right
            digits.
    """

    key: str
    label: Sentence
    tensorflow: str = ""
    own: str = ""
    is_of_probabilities: bool = True
    latex: str
    plain: str
    tells_a_probability: bool = False

    @property
    def source(self) -> str:
        """The function as a program calls it, or what it computes."""
        return self.own or f"tf.keras.losses.{self.tensorflow or self.key}"

    @property
    def call(self) -> str:
        """The loss of each image as a program writes it, of `truth` and `out`."""
        return self.own or f"{self.source}(truth, out)"

    def formula(self, size: int) -> tuple[str, str]:
        """Return the right side of L = … for a batch of `size` images, as LaTeX and plain."""
        images = rf"\sum_{{i=1}}^{{{size}}}"
        mean = rf"\frac{{1}}{{{size}}} {images}"
        both = rf"\frac{{1}}{{{10 * size}}} {images} \sum_{{k=0}}^{{9}}"
        latex = Template(self.latex).substitute(mean=mean, both=both)
        return latex, Template(self.plain).substitute(size=size, entries=10 * size)


_ALL = (
    Loss(
        key="categorical_crossentropy",
        label=said("Mnist", "Categorical cross-entropy"),
        latex=r"-$mean \ln \hat{y}_{i,\,y_i}",
        plain="−(1/$size) Σ ln ŷ of the right digit",
        tells_a_probability=True,
    ),
    Loss(
        key="mean_squared_error",
        label=said("Mnist", "Mean squared error"),
        tensorflow="mse",
        latex=r"$both (\hat{y}_{i,k} - y_{i,k})^2",
        plain="(1/$entries) Σ (ŷ − y)²",
    ),
    Loss(
        key="mean_absolute_error",
        label=said("Mnist", "Mean absolute error"),
        tensorflow="mae",
        latex=r"$both |\hat{y}_{i,k} - y_{i,k}|",
        plain="(1/$entries) Σ |ŷ − y|",
    ),
    Loss(
        key="categorical_hinge",
        label=said("Mnist", "Categorical hinge"),
        latex=r"$mean \max(0,\, 1 + \max_{k \neq y_i} \hat{y}_{i,k} - \hat{y}_{i,\,y_i})",
        plain="(1/$size) Σ max(0, 1 + the largest ŷ of a wrong digit − ŷ of the right digit)",
    ),
    Loss(
        # For one-hot labels the same as the cross-entropy, but for Keras' clipping at 1e-7.
        key="kl_divergence",
        label=said("Mnist", "Kullback–Leibler divergence"),
        tensorflow="kld",
        latex=r"$mean \sum_{k=0}^{9} y_{i,k} \ln \frac{y_{i,k}}{\hat{y}_{i,k}}",
        plain="(1/$size) Σ y ln(y/ŷ)",
        tells_a_probability=True,
    ),
    Loss(
        # As in papers on the edge of stability: with the plain outputs of the network.
        key="half_squared_error",
        label=said("Mnist", "Half squared error"),
        own="tf.reduce_sum((truth - out) ** 2, axis=-1) / 2",
        is_of_probabilities=False,
        latex=r"\frac{1}{2} \cdot $mean \sum_{k=0}^{9} (\hat{y}_{i,k} - y_{i,k})^2",
        plain="½ · (1/$size) Σ (ŷ − y)²",
    ),
)
LOSSES: Mapping[str, Loss] = {each.key: each for each in _ALL}
