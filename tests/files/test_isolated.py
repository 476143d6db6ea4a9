"""A run in a process of its own tells the same, obeys the same, and takes nobody with it when it dies."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from explorer.core.sentences import ExplorerError
from explorer.core.training.dataset import read_digits
from explorer.core.training.reports import Finished, Held, Progress, Stopped, weights_digest
from explorer.core.training.settings import TrainingSettings
from explorer.files import isolated as isolating
from explorer.files.isolated import DefectElsewhereError, RunLostError, Task, do, isolated
from explorer.files.resources import resources
from explorer.files.training_runs import News, Reins
from explorer.session.training.pace import Timed
from tests.processes import children

MNIST = resources() / "mnist"
SHORT = TrainingSettings(steps=30, batch_size=32, validate_every=10)
LONG = TrainingSettings(steps=1_000_000, batch_size=32)


def isolated_children() -> set[int]:
    """Return the runs in processes of their own that this process has started and that go on."""
    return {int(each.split()[0]) for each in children() if "isolated" in each}


def reports(news: Iterator[News]) -> Iterator[object]:
    return (each.report for each in news if isinstance(each, Timed))


def killed(task: Task, kind: signal.Signals) -> None:
    for each in isolated(task, Reins()):
        if isinstance(each, Timed) and getattr(each.report, "step", 0) > 1_000:
            for child in isolated_children():
                os.kill(child, kind)


@pytest.fixture(autouse=True)
def _nobody_left() -> Iterator[None]:
    yield
    assert not isolated_children()


@pytest.mark.slow
def test_that_a_run_in_a_process_of_its_own_ends_with_the_same_weights() -> None:
    task = Task(MNIST, SHORT, None)
    *_, apart = reports(isolated(task, Reins()))
    *_, here = reports(do(task, read_digits(MNIST), Reins()))
    assert isinstance(apart, Finished)
    assert isinstance(here, Finished)
    assert weights_digest(apart.weights) == weights_digest(here.weights)


@pytest.mark.slow
def test_that_reins_reach_another_process() -> None:
    reins, told = Reins(), []
    for report in reports(isolated(Task(MNIST, LONG, None), reins)):
        told.append(type(report))
        if isinstance(report, Progress) and Held not in told:
            reins.brake.hold()
        if isinstance(report, Held):
            threading.Timer(0.2, reins.brake.release).start()
        elif Held in told:
            reins.brake.end()
    assert told[-1] is Stopped


@pytest.mark.slow
@pytest.mark.parametrize("kind", [signal.SIGKILL, signal.SIGABRT, signal.SIGSEGV])
def test_that_a_run_that_is_killed_says_so_and_goes_on_from_its_last_checkpoint(
    tmp_path: Path, kind: signal.Signals
) -> None:
    with pytest.raises(RunLostError, match=rf"ended from outside \({kind.name}\)"):
        killed(Task(MNIST, LONG, tmp_path), kind)
    (folder,) = tmp_path.iterdir()
    reins = Reins()
    # Here, as another process would have to wait for TensorFlow first.
    for report in reports(do(Task(MNIST, None, folder), read_digits(MNIST), reins)):
        if isinstance(report, Progress) and report.step > 1_000:
            reins.brake.end()
    assert isinstance(report, Stopped)


def test_that_a_refusal_in_another_process_is_the_same_sentence(tmp_path: Path) -> None:
    with pytest.raises(ExplorerError, match="lacks train-images"):
        list(isolated(Task(tmp_path, SHORT, None), Reins()))


def test_that_a_defect_in_another_process_comes_with_its_traceback() -> None:
    with pytest.raises(DefectElsewhereError, match=r"(?s)Traceback.*in do\n.*TypeError"):
        list(isolated(Task(MNIST, None, None), Reins()))


def test_that_a_run_that_is_let_go_before_it_begins_ends_without_a_complaint() -> None:
    reins = Reins()
    reins.brake.end()
    assert not list(reports(isolated(Task(MNIST, LONG, None), reins)))


@pytest.mark.slow
def test_that_a_process_that_does_not_end_by_itself_is_ended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(isolating, "_ENDING", 0.2)
    news = isolated(Task(MNIST, LONG, None), Reins())
    next(news)
    (child,) = isolated_children()
    os.kill(child, signal.SIGSTOP)
    news.close()  # type: ignore[attr-defined]
    assert not isolated_children()


def test_that_work_that_is_left_leaves_no_process() -> None:
    news = isolated(Task(MNIST, LONG, Path(os.devnull)), Reins())
    next(news)  # that the folder cannot be used
    news.close()  # type: ignore[attr-defined]


@pytest.mark.slow
def test_that_a_kept_run_outlives_who_asked_for_it(tmp_path: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path\n"
        "from explorer.files.isolated import *; from explorer.files.training_runs import *\n"
        "from explorer.core.training.settings import TrainingSettings\n"
        f"task = Task(Path({str(MNIST)!r}), TrainingSettings(steps=3000, batch_size=32), "
        f"Path({str(tmp_path)!r}))\n"
        "for each in isolated(task, Reins()):\n"
        "    if getattr(getattr(each, 'report', None), 'step', 0) > 100: os._exit(9)\n"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 9
    (folder,) = tmp_path.iterdir()
    *_, last = reports(do_follow(folder))
    assert isinstance(last, Finished)


def do_follow(folder: Path) -> Iterator[News]:
    from explorer.files.training_runs import follow

    return follow(folder)
