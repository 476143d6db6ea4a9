from datetime import UTC, datetime
from pathlib import Path

from explorer.files.run_places import place_for_a_run, usual_runs_folder

BEGAN = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


def test_that_a_run_is_named_after_its_beginning(tmp_path: Path) -> None:
    assert place_for_a_run(tmp_path, BEGAN) == tmp_path / "2026-03-04-050607"


def test_that_two_runs_of_one_second_get_places_of_their_own(tmp_path: Path) -> None:
    place_for_a_run(tmp_path, BEGAN).mkdir()
    assert place_for_a_run(tmp_path, BEGAN) == tmp_path / "2026-03-04-050607-2"


def test_that_runs_have_a_usual_folder() -> None:
    assert usual_runs_folder().parts[-2:] == ("gradient-explorer", "runs")
