"""Slices that were kept: found by their names, and nothing else is taken for one."""

import json
from pathlib import Path
from typing import Any

import pytest

from explorer.files import slices
from explorer.files.slices import find, keep
from explorer.session.training.slice_function import About, function_of_numbers, plane_of_numbers

ABOUT = About("gradient", 40, 100, 1e-9)


def a_slice(value: float = 1.0) -> Any:
    return function_of_numbers(-1.0, 1.0, (value, 2.0), (0.0, 0.5), (1.0, 1.0), ABOUT)


def test_that_a_kept_slice_is_found_with_what_is_told_of_it(tmp_path: Path) -> None:
    keep(a_slice(), ABOUT, tmp_path)
    assert find(a_slice().name, tmp_path) == a_slice()
    assert "halfway it differs" in str(a_slice().about)
    assert find(a_slice(1.5).name, tmp_path) is None


def test_that_a_kept_plane_is_found_with_its_path(tmp_path: Path) -> None:
    about = About("path", 40, 100, 1e-9, (0.75, 0.125))
    tables = [(0.0, 1.0, 2.0, 3.0)] * 4
    plane = plane_of_numbers((-1.0, 1.0), (0.0, 2.0), (2, 2), tables, ((0.5, 0.5),), about)
    keep(plane, about, tmp_path)
    assert find(plane.name, tmp_path) == plane
    assert "75 % and 12.5 % of the variance" in str(plane.about)
    path = tmp_path / f"{plane.name}.json"
    path.write_text(path.read_text().replace('"columns": 2', '"columns": true'))
    assert find(plane.name, tmp_path) is None


def test_that_a_kept_plane_of_two_directions_tells_them(tmp_path: Path) -> None:
    about = About("plane", 40, 100, 1e-9, axes=("gradient", "random"))
    tables = [(0.0, 1.0, 2.0, 3.0)] * 4
    plane = plane_of_numbers((-1.0, 1.0), (0.0, 2.0), (2, 2), tables, ((0.5, 0.5),), about)
    keep(plane, about, tmp_path)
    assert find(plane.name, tmp_path) == plane
    path = tmp_path / f"{plane.name}.json"
    path.write_text(path.read_text().replace('"random"', '"path"'))
    assert find(plane.name, tmp_path) is None


@pytest.mark.parametrize(
    "change",
    [
        {"values": [1.0, 3.0]},
        {"values": ["__import__('os')", 2.0]},
        {"slopes": None},
        {"first": "-1"},
        {"about": {"along": "nowhere", "step": 1, "images": 1, "error": 0.0}},
        {"about": {"along": "gradient", "step": -1, "images": 1, "error": 0.0}},
        {"about": {"along": "gradient", "step": 1, "images": 1, "error": 0.0, "length": 1e200}},
        {"about": {"along": "gradient", "step": 1, "images": 1, "error": 0.0, "length": "1"}},
        {"about": []},
    ],
)
def test_that_a_file_with_anything_else_is_no_slice(tmp_path: Path, change: dict[str, Any]) -> None:
    keep(a_slice(), ABOUT, tmp_path)
    path = tmp_path / f"{a_slice().name}.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    assert find(a_slice().name, tmp_path) is None


def test_that_no_json_and_a_link_are_no_slices(tmp_path: Path) -> None:
    path = tmp_path / f"{a_slice().name}.json"
    path.write_text("[" * 100_000)
    assert find(a_slice().name, tmp_path) is None
    path.unlink()
    keep(a_slice(), ABOUT, tmp_path / "else")
    path.symlink_to(tmp_path / "else" / path.name)
    assert find(a_slice().name, tmp_path) is None


def test_that_the_oldest_slices_give_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slices, "MOST", 3)
    for value in range(6):
        keep(a_slice(float(value)), ABOUT, tmp_path)
    assert len(list(tmp_path.iterdir())) == 3
