"""A grid of runs: every combination once, and means and spreads as NumPy has them."""

import json
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.core.sentences import ExplorerError
from explorer.core.training.settings import TrainingSettings
from explorer.files.grids import read_grid
from explorer.session.training.grid import combinations, groups_of
from explorer.session.training.grid_choices import Grid
from explorer.session.training.kept import Summary

TOML = """
optimizer = ["adam", "sgd"]
learning_rate = [0.1, 0.01]
seed = [0, 1, 2]
network = [[], [64, 32]]
steps = 50
"""


def test_that_a_file_of_either_kind_gives_every_combination_once(tmp_path: Path) -> None:
    (tmp_path / "grid.toml").write_text(TOML)
    table = {
        "optimizer": ["adam", "sgd"], "learning_rate": [0.1, 0.01], "seed": [0, 1, 2],
        "network": [[], [64, 32]], "steps": 50,
    }  # fmt: skip
    (tmp_path / "grid.json").write_text(json.dumps(table))
    grid = read_grid(tmp_path / "grid.toml")
    assert read_grid(tmp_path / "grid.json") == grid
    runs = combinations(grid, TrainingSettings(batch_size=64))
    told = {
        (each.optimizer, each.learning_rate, each.seed, tuple(h.units for h in each.hidden))
        for each in runs
    }
    assert told == set(product(["adam", "sgd"], [0.1, 0.01], [0, 1, 2], [(), (64, 32)]))
    assert len(runs) == 24
    assert {(each.steps, each.batch_size) for each in runs} == {(50, 64)}
    # An optimiser that comes without rates brings its own.
    rates = [
        each.learning_rate
        for each in combinations(Grid(optimizer=("adam", "sgd")), TrainingSettings())
    ]
    assert rates == [0.001, 0.01]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("optimizer = [", "cannot be read as a grid"),
        ("optimiser = ['adam']", "This is no grid: unknown field optimiser"),
        ("seed = ['one']", "This is no grid"),
        ("optimizer = ['adamm']", "adamm is not known here"),
        ("learning_rate = [0.1, -1]", "must be above 0"),
        (f"seed = {list(range(1001))}", "The grid has 1,001 runs"),
    ],
)
def test_that_a_file_that_is_no_grid_is_one_sentence(
    tmp_path: Path, text: str, sentence: str
) -> None:
    (tmp_path / "grid.toml").write_text(text)
    with pytest.raises(ExplorerError, match=sentence):
        combinations(read_grid(tmp_path / "grid.toml"), TrainingSettings())


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=9))
def test_that_means_and_spreads_over_seeds_are_those_of_numpy(
    runs: list[tuple[float, bool]],
) -> None:
    results = [
        (
            TrainingSettings(seed=seed),
            Summary(1, 2 * share, share, share, 1.0, "finished" if ended else "diverged"),
        )
        for seed, (share, ended) in enumerate(runs)
    ]
    other = TrainingSettings(learning_rate=0.5)
    (group, alone) = groups_of([*results, (other, Summary(1, 0.5, 0.5, 0.5, 1.0, "finished"))])
    ended = np.array([share for share, ended in runs if ended])
    assert (group.runs, group.ended) == (len(runs), len(ended))
    assert alone.test is not None
    assert alone.test.deviation is None
    if not len(ended):
        assert group.test is group.loss is None
        return
    assert group.test is not None
    assert group.loss is not None
    assert group.test.mean == pytest.approx(np.mean(ended))
    assert group.loss.mean == pytest.approx(2 * np.mean(ended))
    if len(ended) > 1:
        assert group.test.deviation == pytest.approx(np.std(ended, ddof=1))
