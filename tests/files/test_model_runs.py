import contextlib
import json
import math
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.core.observing.observed import (
    QUANTITIES,
    Born,
    ModelDescription,
    ObservedOptimizer,
    Rows,
)
from explorer.core.sentences import ExplorerError
from explorer.files import model_runs
from explorer.files.model_json import (
    Ended,
    Numbers,
    Silence,
    description_from_json,
    description_to_json,
    line_from_json,
    line_to_json,
)
from explorer.files.model_runs import ModelRunFolder, ModelRunWriter, create_model_run
from explorer.files.model_tails import ModelTail
from tests.files.faults import fail_at
from tests.files.model_lines import TWO, rows

DESCRIPTION = ModelDescription(
    program="gradient-explorer 1",
    versions={"keras": "3"},
    model="net",
    file="train.py",
    line=12,
    optimizers=(ObservedOptimizer("Adam", {"learning_rate": 0.001, "amsgrad": False}),),
)


@pytest.fixture
def folder(tmp_path: Path) -> ModelRunFolder:
    return create_model_run(tmp_path / "run", DESCRIPTION)


def test_that_a_run_is_read_as_it_was_written(folder: ModelRunFolder) -> None:
    born = Born(3, "a", "Log", "backward", "inf", "train.py", 7, -1.0, 2.5)
    folder.write(TWO, rows(1, 2), Numbers(2, {"val_loss": 0.5}), Silence(2, {"a": 0.25}))
    folder.write(rows(3), born, Ended("finished"))
    run = ModelTail(folder.folder).look()
    assert run.description == DESCRIPTION
    assert run.names == ("a/kernel", "a/bias")
    assert [each.reached for each in run.variables] == [True, False]
    np.testing.assert_array_equal(run.steps, [1, 2, 3])
    for name in QUANTITIES:
        np.testing.assert_array_equal(
            getattr(run, name), np.concatenate([rows(1, 2).values[name], rows(3).values[name]])
        )
    np.testing.assert_array_equal(run.silent, [[np.nan] * 2, [np.nan] * 2, [0.25] * 2])
    np.testing.assert_array_equal(run.metrics["loss"].values, [1, 2, 3])
    np.testing.assert_array_equal(run.metrics["val_loss"].steps, [2])
    assert run.born == born
    assert run.ended == "finished"
    assert not run.damaged


def test_that_a_look_without_news_is_the_same_value(folder: ModelRunFolder) -> None:
    folder.write(TWO, rows(1))
    tail = ModelTail(folder.folder)
    first = tail.look()
    assert tail.look() is first
    folder.write(rows(2))
    assert len(tail.look().steps) == 2


def test_that_values_read_earlier_stay_as_they_were(folder: ModelRunFolder) -> None:
    folder.write(TWO)
    tail = ModelTail(folder.folder)
    earlier = []
    for step in range(1, 100):
        folder.write(rows(step))
        earlier.append(tail.look())
    for count, run in enumerate(earlier, 1):
        np.testing.assert_array_equal(run.gradient, rows(1, count).values["gradient"])
        assert not run.gradient.flags.writeable


def test_that_a_line_without_end_waits_and_a_cut_one_is_passed_over(folder: ModelRunFolder) -> None:
    folder.write(TWO, rows(1))
    log = folder.folder / "log.jsonl"
    line = json.dumps(line_to_json(rows(2)))
    with log.open("a") as file:
        file.write(line[:30])
    tail = ModelTail(folder.folder)
    assert len(tail.look().steps) == 1
    with log.open("a") as file:
        file.write(line[30:] + "\n" + line[:40])
    assert len(tail.look().steps) == 2
    folder.close()
    again = ModelRunFolder(folder.folder)  # whoever goes on begins a line of its own
    again.write(rows(3))
    run = tail.look()
    np.testing.assert_array_equal(run.steps, [1, 2, 3])
    assert run.damaged


def test_that_numbers_that_are_none_come_back(folder: ModelRunFolder) -> None:
    values = {name: np.array([[np.nan, np.inf]], np.float32) for name in QUANTITIES}
    folder.write(TWO, Rows(np.array([1]), np.array([np.nan], np.float32), values))
    run = ModelTail(folder.folder).look()
    np.testing.assert_array_equal(run.gradient, [[np.nan, np.inf]])
    assert math.isnan(run.metrics["loss"].values[0])


def test_that_variables_found_later_are_unknown_before(folder: ModelRunFolder) -> None:
    one = type(TWO)(TWO.variables[:1])
    folder.write(one, rows(1, 20, width=1), TWO, rows(21))
    run = ModelTail(folder.folder).look()
    assert run.gradient.shape == (21, 2)
    assert np.isnan(run.gradient[:20, 1]).all()
    assert run.gradient[20, 1] == np.float32(21.125)


@pytest.mark.parametrize(
    "line",
    [
        {"report": "steps", "steps": [5, 4], "gradient": [[1], [2]]},
        {"report": "steps", "steps": [0]} | {name: [[1, 2]] for name in QUANTITIES},
        {"report": "steps", "steps": [9]} | {name: [[1, "many"]] for name in QUANTITIES},
        {"report": "steps", "steps": [9]} | {name: [[1, True]] for name in QUANTITIES},
        {"report": "steps", "steps": [9]} | {name: [[1, 2, 3]] for name in QUANTITIES},
        {"report": "steps", "steps": [9]} | {name: [1, 2] for name in QUANTITIES},
        {"report": "steps", "steps": [1]} | {name: [[1, 2]] for name in QUANTITIES},
        {"report": "metrics", "step": 3, "numbers": {"loss": "high"}},
        {"report": "metrics", "step": 3, "numbers": dict.fromkeys(map(str, range(1_001)), 0.5)},
        {"report": "steps", "steps": [9], "loss": [0.5, 0.5]}
        | {name: [[1, 2]] for name in QUANTITIES},
        {"report": "steps", "steps": [9]}
        | {name: [[1, 2][: 1 + number % 2]] for number, name in enumerate(QUANTITIES)},
        {"report": "metrics", "step": 3.5, "numbers": {}},
        {"report": "silent", "step": 3, "layers": {"a": 7}},
        {"report": "variables", "variables": [{"name": 3, "shape": []}]},
        {"report": "born", "step": 3, "layer": []},
        {"report": "ended", "why": "bored"},
    ],
)
def test_that_a_line_no_run_can_write_is_left_out_and_told(
    folder: ModelRunFolder, line: dict[str, object]
) -> None:
    folder.write(TWO, rows(1))
    folder.append(line)
    folder.write(rows(10))
    run = ModelTail(folder.folder).look()
    np.testing.assert_array_equal(run.steps, [1, 10])
    assert run.damaged


def test_that_a_line_of_a_newer_program_is_passed_over(folder: ModelRunFolder) -> None:
    folder.append({"report": "weather", "sun": True})
    assert not ModelTail(folder.folder).look().damaged


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False),
                    lambda each: st.lists(each) | st.dictionaries(st.text(), each)))  # fmt: skip
def test_that_any_json_is_a_line_or_none(found: object) -> None:
    for report in ("steps", "metrics", "silent", "variables", "born", "ended", "began"):
        fields = (
            "steps",
            "numbers",
            "layers",
            "variables",
            "why",
            "step",
            "generation",
            *QUANTITIES,
        )
        with contextlib.suppress(ValueError):
            line_from_json({"report": report} | dict.fromkeys(fields, found))
    if isinstance(found, dict):
        description_from_json(found)
    description_from_json({"versions": found, "optimizers": found, "line": found})


def test_that_a_description_comes_back() -> None:
    assert (
        description_from_json(json.loads(json.dumps(description_to_json(DESCRIPTION))))
        == DESCRIPTION
    )


def test_that_a_long_run_stays_small_and_is_read_on(
    folder: ModelRunFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_runs, "MOST_LOG", 20_000)
    folder.write(TWO, Numbers(1, {"val_loss": 1.0}))
    tail = ModelTail(folder.folder)
    largest = 0
    for step in range(1, 2001, 5):
        folder.write(rows(step, 5))
        run = tail.look()
        largest = max(largest, (folder.folder / "log.jsonl").stat().st_size)
        assert run.steps[-1] > step  # the newest are there
    assert largest < 21_000
    assert run.stride > 1
    assert (np.diff(run.steps) > 0).all()
    assert run.steps[0] <= run.stride
    at = run.steps[:, None] + np.arange(2) / 8
    np.testing.assert_array_equal(run.gradient, at.astype(np.float32))
    np.testing.assert_array_equal(run.metrics["loss"].steps, run.steps)
    assert len(run.metrics["val_loss"].steps) == 1
    assert not run.damaged


def test_that_the_tail_of_a_synchronised_copy_goes_on(
    folder: ModelRunFolder, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()

    def synchronise() -> None:  # as rsync does: a new file in the place of the old one
        for name in ("run.json", "log.jsonl"):
            (copy / ".part").write_bytes((folder.folder / name).read_bytes())
            os.replace(copy / ".part", copy / name)  # noqa: PTH105 - what it does

    folder.write(TWO, rows(1))
    synchronise()
    tail = ModelTail(copy)
    first = tail.look()
    folder.write(rows(2))
    synchronise()
    np.testing.assert_array_equal(tail.look().steps, [1, 2])
    np.testing.assert_array_equal(first.steps, [1])


def test_that_a_folder_that_refuses_is_told_once_and_the_rest_goes_on(
    folder: ModelRunFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = ModelRunWriter(folder, clock=lambda: 0.0)
    fail_at(monkeypatch, 0)
    sentence = writer.add(TWO, rows(1))
    assert sentence is not None
    assert "Training goes on" in str(sentence)
    assert writer.add(rows(2)) is writer.flush() is writer.close("finished") is None


def test_that_a_folder_with_something_in_it_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("all of it")
    with pytest.raises(ExplorerError, match="not empty"):
        create_model_run(tmp_path, DESCRIPTION)


def test_that_a_run_that_was_begun_and_ended_is_not_begun_anew(folder: ModelRunFolder) -> None:
    assert ModelRunWriter(folder).close("finished") is None
    with pytest.raises(ExplorerError, match="not empty"):
        create_model_run(folder.folder, DESCRIPTION)


def test_that_a_run_of_another_kind_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text('{"settings": {}}')
    with pytest.raises(ExplorerError, match="MNIST page"):
        ModelTail(tmp_path)
