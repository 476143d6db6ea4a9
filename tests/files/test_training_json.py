import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from explorer.core.sentences import ExplorerError
from explorer.core.training.reports import Changed, Finished, Norms, Progress, Report, Validation
from explorer.core.training.settings import HiddenLayer, TrainingSettings
from explorer.files.training_json import (
    report_from_json,
    report_to_json,
    settings_from_json,
    settings_to_json,
)

SETTINGS = TrainingSettings(hidden=(HiddenLayer(64, "tanh"), HiddenLayer(32)), l2=0.01)


def _through_json(value: Any) -> Any:
    return json.loads(json.dumps(value, allow_nan=False))


@pytest.mark.parametrize(
    "settings", [SETTINGS, SETTINGS.with_schedule("warmup", {"warmup_steps": 3, "alpha": 0.5})]
)
def test_that_settings_come_back(settings: TrainingSettings) -> None:
    assert settings_from_json(_through_json(settings_to_json(settings))) == settings


def test_that_settings_of_a_program_without_schedules_have_one_rate() -> None:
    older = settings_to_json(SETTINGS)
    del older["schedule"], older["schedule_parameters"]
    assert settings_from_json(_through_json(older)) == SETTINGS


@pytest.mark.parametrize(
    "found",
    [
        None,
        [],
        {},
        {"hidden": 3},
        {"hidden": [{"units": 3, "colour": 1}]},
        settings_to_json(SETTINGS) | {"unheard_of": 1},
        settings_to_json(SETTINGS) | {"steps": "many"},
        settings_to_json(SETTINGS) | {"steps": True},
        settings_to_json(SETTINGS) | {"steps": 7.5},
        settings_to_json(SETTINGS) | {"learning_rate": float("inf")},
        settings_to_json(SETTINGS) | {"learning_rate": 10**400},
        settings_to_json(SETTINGS) | {"loss": ["mse"]},
        settings_to_json(SETTINGS) | {"dropout": False},
        settings_to_json(SETTINGS) | {"schedule": 1},
        settings_to_json(SETTINGS) | {"schedule_parameters": {"alpha": "much"}},
        settings_to_json(SETTINGS) | {"schedule_parameters": [1]},
        settings_to_json(SETTINGS) | {"hidden": [{"units": 3.5}]},
    ],
)
def test_that_settings_that_make_no_sense_get_a_sentence(found: object) -> None:
    with pytest.raises(ExplorerError, match="damaged or of a newer program"):
        settings_from_json(found)


@pytest.mark.parametrize(
    "report",
    [
        Norms(step=5, gradients=(0.5, 0.25), updates=(1.0, 2.0)),
        Changed(step=7, settings=replace(SETTINGS, learning_rate=0.5)),
    ],
)
def test_that_a_report_comes_back(report: Norms | Changed) -> None:
    found = report_from_json(_through_json(report_to_json(report)))
    assert type(found) is type(report)
    assert [getattr(found, name) for name in report.__slots__] == [
        getattr(report, name) for name in report.__slots__
    ]


def test_that_losses_come_back_bit_by_bit() -> None:
    losses = np.random.default_rng(0).normal(size=20).astype(np.float32)
    found = report_from_json(_through_json(report_to_json(Progress(step=20, losses=losses))))
    assert isinstance(found, Progress)
    assert np.array_equal(found.losses, losses)


@pytest.mark.parametrize("loss", [0.25, float("nan")])
def test_that_looks_come_back_without_their_weights(loss: float) -> None:
    table = np.eye(10, dtype=np.int64)
    weights = (np.zeros((2, 2), np.float32),)
    looks: list[Report] = [
        Validation(step=3, accuracy=0.5, confusion=table, weights=weights),
        Finished(
            step=9,
            loss=loss,
            test_accuracy=0.75,
            confusion=table,
            test_probabilities=np.zeros((5, 10), np.float32),
            weights=weights,
        ),
    ]
    for look in looks:
        found = report_from_json(_through_json(report_to_json(look)))
        assert isinstance(found, Validation | Finished)
        assert (found.step, found.weights) == (getattr(look, "step", None), ())
        assert np.array_equal(found.confusion, table)


@pytest.mark.parametrize("line", [{}, {"report": "started"}, {"report": "of a newer program"}])
def test_that_a_line_of_no_use_is_passed_over(line: dict[str, Any]) -> None:
    assert report_from_json(line) is None
