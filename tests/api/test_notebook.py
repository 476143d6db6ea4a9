"""In a notebook: a training is followed, and its run and an explanation stand in the output."""

import os
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

import explorer
from explorer.core.observing.observed import ModelDescription, ObservedVariable, Rows
from explorer.files.model_json import Variables
from explorer.files.model_runs import ModelRunWriter, create_model_run
from explorer.session.model.still import MOST_ROWS, still

CELLS = (
    """
import keras, numpy as np, tensorflow as tf, explorer
keras.utils.set_random_seed(0)
x = np.random.rand(64, 6).astype("float32")
model = keras.Sequential([keras.Input([6]), keras.layers.Dense(4, "relu"), keras.layers.Dense(1)])
model.compile("adam", "mse")
_ = model.fit(x, x.sum(1), epochs=3, verbose=0, callbacks=[explorer.Follow({run!r}, every=1)])
""",
    "explorer.read({run!r})",
    "explorer.explain(lambda: tf.argmax(model(x)), model.trainable_variables[0])",
)
SVG = "{http://www.w3.org/2000/svg}"


def read_svg(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - our own


@pytest.mark.slow
def test_that_a_notebook_holds_the_still_picture_of_its_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PYTHONPATH", str(Path.cwd()))
    run = str(tmp_path / "run")
    book = new_notebook(cells=[new_code_cell(each.replace("{run!r}", repr(run))) for each in CELLS])
    NotebookClient(book, timeout=200, kernel_name="python3").execute(env=dict(os.environ))
    _, picture, explanation = ([*each.outputs] for each in book.cells)
    drawn = read_svg(picture[0]["data"]["image/svg+xml"])
    words = [each.text for each in drawn.iter(f"{SVG}text")]
    assert words[0] is not None
    assert words[0].startswith("sequential: step 6, loss ")
    assert {"dense/kernel", "dense/bias", "dense_1/kernel", "dense_1/bias"} <= set(words)
    assert drawn.findall(f"{SVG}path")
    assert "<b>ArgMax: not differentiable</b>" in explanation[0]["data"]["text/html"]


def test_that_a_still_picture_holds_any_run(tmp_path: Path) -> None:
    count, steps = MOST_ROWS + 7, 300
    writer = ModelRunWriter(create_model_run(tmp_path / "run", ModelDescription(model="<a&b>")))
    assert "step 0" in still(explorer.read(tmp_path / "run"))
    variables = tuple(ObservedVariable(f"layer<{n}>/kernel", (2,)) for n in range(count))
    writer.add(Variables(variables))
    norms = np.full((steps, count), 0.5, np.float32)
    norms[100:, 3] = np.nan
    bad = np.zeros_like(norms)
    bad[100:, 3] = 4
    losses = np.linspace(2, 1, steps, dtype=np.float32)
    losses[200:] = np.inf
    names = ("gradient", "weight", "update", "clipped", "zeros")
    values = dict.fromkeys(names, norms) | {"nonfinite": bad}
    writer.add(Rows(np.arange(1, steps + 1), losses, values))
    writer.close("stopped")
    text = explorer.read(tmp_path / "run")._repr_svg_()
    drawn = read_svg(text)
    words = [each.text or "" for each in drawn.iter(f"{SVG}text")]
    assert words[0] == "<a&b>: step 300, loss inf, stopped"
    assert f"{MOST_ROWS} of {count} variables are drawn." in words
    assert 'fill="#BE1E2D"' in text  # what is not finite
    assert "nan" not in text
    assert len(text) < 100_000
