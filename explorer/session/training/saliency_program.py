"""What the pixels of the shown digit have to do with the answer, as a program that runs as it stands."""

from collections.abc import Sequence
from dataclasses import replace

from explorer.core.training.attribution import NOISE, NOISY_COPIES, POINTS_ON_THE_WAY, Question
from explorer.core.training.settings import TrainingSettings
from explorer.session.training.program import training_program
from explorer.session.training.snapshots import Drawing

_POINTS = {
    "gradient": "points, factor = picture, 1.0",
    "input": "points, factor = picture, picture[0]",
    "integrated": f"""\
n = {POINTS_ON_THE_WAY}  # points on the way from an empty picture to this one
shares = (np.arange(n, dtype=np.float32)[:, None] + 0.5) / n
points, factor = shares * picture, picture[0]""",
    "smooth": """\
noise = np.random.default_rng({seed}).normal(0, {noise}, ({copies}, 784))
points, factor = picture + noise.astype(np.float32), 1.0""",
}


def saliency_program(
    settings: TrainingSettings,
    changes: Sequence[tuple[int, TrainingSettings]],
    step: int,
    drawing: Drawing,
    question: Question,
) -> str:
    """Return a program that trains to a step and attributes an answer to the pixels of a picture.

    Args:
        settings: What held at the start of the run.
        changes: Changes in mid-run, as `training_program` takes them.
        step: Updates made before.
        drawing: The picture.
        question: What is asked about it.
    """
    # Only what was changed before the step that is looked at.
    before = [(at, replace(after, steps=step)) for at, after in changes if at < step]
    training = training_program(replace(settings, steps=step), before)
    # The run's own lines have subtracted the mean from the test images, too.
    stored = f"test_images[{drawing.image}]"
    stored, entered = (f"({stored} + mean)", "x - mean") if settings.centred else (stored, "x")
    picture = (
        f"ink = ({stored} * 255).round().astype(np.uint8)"
        if drawing.image is not None
        else _written(drawing.ink)
    )
    points = _POINTS[question.method].format(seed=question.seed, noise=NOISE, copies=NOISY_COPIES)
    digit = "int(np.argmax(logits(picture)))" if question.digit is None else str(question.digit)
    body = (
        "tf.keras.Model(model.input, model.layers[-1].input)" if settings.hidden else "tf.identity"
    )
    is_share = question.score == "probability" and settings.end == "softmax"
    scores = "tf.nn.softmax(logits(x))" if is_share else "logits(x)"
    return f"""\
{training}
# Which pixels speak for a digit: its {question.score}, differentiated by the picture.
{picture}
picture = ink.astype(np.float32).reshape(1, 784) * np.float32(1 / 255)
body = {body}
kernel, bias = model.layers[-1].trainable_variables


def logits(x):
    return tf.matmul(body({entered}), kernel) + bias


digit = {digit}


def score(x):
    return {scores}[:, digit]


{points}
points = tf.constant(points)
with tf.GradientTape() as tape:
    tape.watch(points)
    total = tf.reduce_sum(score(points))
attribution = factor * tape.gradient(total, points).numpy().mean(axis=0)

print(f"digit {{digit}}, {question.score} {{score(picture)[0]:.4f}}")
for pixel in np.argsort(-abs(attribution))[:5]:
    print(f"row {{pixel // 28 + 1}}, column {{pixel % 28 + 1}}: {{attribution[pixel]:.6f}}")
"""


def _written(ink: bytes) -> str:
    """Return a drawing as lines that can be read back, 28 pixels a line."""
    rows = "\n".join(f'    "{ink[at : at + 28].hex()}"' for at in range(0, len(ink), 28))
    return f"ink = np.frombuffer(bytes.fromhex(\n{rows}\n), np.uint8)"
