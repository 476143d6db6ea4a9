import hashlib
from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

from explorer.core.descent import parameters as limits
from explorer.core.sentences import ExplorerError
from explorer.core.training.dataset import Digits
from explorer.core.training.network import probabilities
from explorer.core.training.reports import (
    Diverged,
    Finished,
    Progress,
    Started,
    Validation,
    weights_digest,
)
from explorer.core.training.settings import TrainingSettings
from explorer.core.training.trainer import steps_per_call_for, train
from tests.core.training.oracle import SHORT, last_of, losses_of


def test_that_reports_come_in_their_order(few_digits: Digits) -> None:
    kinds = [type(report) for report in train(SHORT, few_digits)]
    looks = [Progress, Validation, Progress, Validation, Progress, Validation]
    assert kinds == [Started, Progress, *looks, Finished]


def test_that_every_step_has_one_loss(few_digits: Digits) -> None:
    reports = list(train(SHORT, few_digits))
    assert len(losses_of(reports)) == SHORT.steps
    steps = [report.step for report in reports if isinstance(report, Progress)]
    assert steps == [1, 10, 20, 25]


def test_that_the_first_loss_comes_alone(few_digits: Digits) -> None:
    first = next(r for r in train(SHORT, few_digits) if isinstance(r, Progress))
    assert first.step == len(first.losses) == 1


def test_that_the_same_seed_gives_the_same_bits(few_digits: Digits) -> None:
    digests = {weights_digest(last_of(train(SHORT, few_digits)).weights) for _ in range(2)}
    assert len(digests) == 1


def test_that_another_seed_gives_other_weights(few_digits: Digits) -> None:
    one, other = (next(train(replace(SHORT, seed=seed), few_digits)) for seed in (0, 1))
    assert isinstance(one, Started)
    assert isinstance(other, Started)
    assert not np.array_equal(one.weights[0], other.weights[0])


@pytest.mark.parametrize("per_call", [1, 10])
def test_that_steps_per_call_change_no_bit(few_digits: Digits, per_call: int) -> None:
    expected = list(train(SHORT, few_digits))
    reports = list(train(SHORT, few_digits, steps_per_call=per_call))
    assert losses_of(reports) == losses_of(expected)
    assert weights_digest(reports[-1].weights) == weights_digest(expected[-1].weights)  # type: ignore[union-attr]


def test_that_how_often_it_is_validated_changes_no_bit(few_digits: Digits) -> None:
    often = last_of(train(replace(SHORT, validate_every=3), few_digits))
    rarely = last_of(train(replace(SHORT, validate_every=1000), few_digits))
    assert weights_digest(often.weights) == weights_digest(rarely.weights)


def test_that_two_runs_pulled_in_turn_do_not_disturb_each_other(few_digits: Digits) -> None:
    alone = [losses_of(list(train(replace(SHORT, seed=seed), few_digits))) for seed in (0, 1)]
    in_turn = list(
        zip(*(train(replace(SHORT, seed=seed), few_digits) for seed in (0, 1)), strict=True)
    )
    assert [losses_of([pair[seed] for pair in in_turn]) for seed in (0, 1)] == alone


def test_that_a_closed_run_ends_at_once(few_digits: Digits) -> None:
    run = train(SHORT, few_digits)
    assert len(list(islice(run, 3))) == 3
    run.close()  # type: ignore[attr-defined]
    assert next(run, None) is None


def test_that_reports_keep_their_weights_while_the_run_goes_on(few_digits: Digits) -> None:
    digests, weights = [], []
    for report in train(SHORT, few_digits):
        if isinstance(report, Validation):
            weights.append(report.weights)
            digests.append(weights_digest(report.weights))
    assert [weights_digest(kept) for kept in weights] == digests
    assert len(set(digests)) == 3


def test_that_test_accuracy_is_that_of_the_reported_weights(few_digits: Digits) -> None:
    last = last_of(train(SHORT, few_digits))
    answers = probabilities(last.weights, few_digits.test.pixels)
    np.testing.assert_allclose(last.test_probabilities, answers, atol=1e-5)
    assert last.test_accuracy == np.mean(answers.argmax(axis=1) == few_digits.test.labels)


@pytest.mark.parametrize("loss", ["categorical_crossentropy", "mean_absolute_error"])
def test_that_the_validation_loss_is_that_of_the_reported_weights(
    few_digits: Digits, loss: str
) -> None:
    settings = replace(SHORT, loss=loss, l2=0.1)
    look = next(r for r in train(settings, few_digits) if isinstance(r, Validation))
    images = few_digits.validation
    answers = probabilities(look.weights, images.pixels, settings.hidden).astype(np.float64)
    right = np.eye(10)[images.labels]
    expected = (
        -np.log((answers * right).sum(axis=1)).mean()
        if loss == "categorical_crossentropy"
        else np.abs(answers - right).mean()
    )
    assert look.loss == pytest.approx(expected, rel=1e-5)


def test_that_300_steps_on_the_real_digits_recognise_nine_of_ten(digits: Digits) -> None:
    last = last_of(train(TrainingSettings(steps=300), digits))
    assert last.test_accuracy > 0.92
    assert last.confusion.sum() == 10_000


def test_that_a_run_that_diverges_keeps_its_last_finite_weights(
    few_digits: Digits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "HIGHEST_RATE", 1e38)
    *_, last = train(replace(SHORT, optimizer="sgd", learning_rate=1e30), few_digits)
    assert isinstance(last, Diverged)
    assert last.step < SHORT.steps
    assert all(np.isfinite(array).all() for array in last.weights)
    assert last.smaller_rate == 1e29
    assert "Go on from there with a smaller one" in str(last.sentence)


def test_that_the_weights_kept_are_those_of_the_step_they_name(
    few_digits: Digits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "HIGHEST_RATE", 1e38)
    wild = replace(SHORT, optimizer="sgd", learning_rate=1e30)
    *_, last = train(wild, few_digits, steps_per_call=25)
    assert isinstance(last, Diverged)
    undisturbed = last_of(train(replace(wild, steps=last.step), few_digits))
    assert weights_digest(last.weights) == weights_digest(undisturbed.weights)


def test_that_settings_that_cannot_be_used_are_refused(few_digits: Digits) -> None:
    with pytest.raises(ExplorerError, match="number of steps"):
        next(train(TrainingSettings(steps=0), few_digits))


def test_that_a_large_batch_makes_fewer_steps_per_call() -> None:
    assert [
        steps_per_call_for(TrainingSettings(batch_size=size)) for size in (1, 128, 1280, 10_000)
    ] == [200, 200, 20, 2]


def test_that_a_digest_is_over_the_float32_bytes_in_order() -> None:
    weights = (np.array([[1.5]], np.float32), np.array([-2.0], np.float32))
    expected = hashlib.sha256(bytes.fromhex("0000c03f000000c0")).hexdigest()
    assert weights_digest(weights) == expected
