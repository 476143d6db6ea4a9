import argparse
import json

import numpy as np
import pytest

from explorer.cli import range_test
from explorer.core.sentences import ExplorerError
from explorer.core.training.network import initial_weights
from explorer.core.training.reports import weights_digest
from explorer.core.training.settings import TrainingSettings


def _arguments(*texts: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    range_test.add_to(parser.add_subparsers())
    return parser.parse_args(["range-test", *texts])


def test_that_json_has_every_loss_and_the_suggestion(capsys: pytest.CaptureFixture[str]) -> None:
    texts = ("--layers", "none", "--optimizer", "sgd", "--json")
    assert range_test.run(_arguments(*texts)) == 0
    result = json.loads(capsys.readouterr().out)
    assert len(result["rates"]) == len(result["losses"])
    assert 1e-4 < result["suggestion"] < 1
    np.testing.assert_allclose(result["rates"][0], 1e-6)
    weights = initial_weights(TrainingSettings(hidden=()))
    assert result["first_weights_sha256"] == weights_digest(weights)


def test_that_text_names_the_rule_or_says_that_there_is_no_suggestion(
    capsys: pytest.CaptureFixture[str],
) -> None:
    range_test.run(_arguments("--layers", "none", "--optimizer", "sgd"))
    assert "where the loss falls steepest" in capsys.readouterr().out


def test_that_an_option_of_another_optimiser_is_refused() -> None:
    with pytest.raises(ExplorerError, match="There is no parameter rho here"):
        range_test.run(_arguments("--optimizer", "sgd", "--rho", "0.5"))
