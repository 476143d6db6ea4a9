"""Rules of the house that no linter keeps."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal


class Caller(QObject):
    """Has a signal to emit."""

    called = Signal(bool)


def test_that_emitting_signals_keeps_the_references_to_true() -> None:
    caller = Caller()
    before = sys.getrefcount(True)
    for _ in range(2_000):
        caller.called.emit(True)
    assert abs(sys.getrefcount(True) - before) < 100


@pytest.mark.parametrize("version", ["6.9.1", "6.9.2", "6.10.1", "6.12.0"])
def test_that_a_pyside_version_with_a_known_fault_is_excluded(
    repository: Path, version: str
) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text())["project"]
    (pyside,) = [line for line in project["dependencies"] if line.startswith("PySide6")]
    assert f"!={version}" in pyside.split(",")


def test_that_main_is_three_lines(repository: Path) -> None:
    assert len((repository / "main.py").read_text().splitlines()) == 3


@pytest.mark.parametrize("folder", ["explorer", "tests", "benchmarks", ".ci", "bundle"])
def test_that_no_file_is_longer_than_400_lines(repository: Path, folder: str) -> None:
    long = {
        file.name: count
        for file in (repository / folder).rglob("*.py")
        if (count := len(file.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert not long


def test_that_no_two_classes_bear_one_name(repository: Path) -> None:
    # Pages repeat the names of their files (`DataLeaf`); a class may add to its namesake.
    homes: dict[str, list[str]] = {}
    for file in sorted((repository / "explorer").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.ClassDef):
                continue
            bases = {ast.unparse(base).rsplit(".", 1)[-1] for base in node.bases}
            same_file_of_each_page = file.parent.parent.name == "pages" and node.name.endswith(
                "Leaf"
            )
            if node.name not in bases and not same_file_of_each_page:
                homes.setdefault(node.name, []).append(file.stem)
    assert {name: files for name, files in homes.items() if len(files) > 1} == {}


def test_that_no_graph_of_ours_leaves_a_generated_file_behind(repository: Path) -> None:
    # AutoGraph writes one for each function and removes it at a quiet end only, not at a kill.
    generating = [
        f"{file.name}:{call.lineno}"
        for file in (repository / "explorer").rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and ast.unparse(call.func) == "tf.function"
        and "autograph" not in {each.arg for each in call.keywords}
    ]
    assert not generating


def test_that_nothing_that_outlives_a_window_calls_a_lambda_of_it(repository: Path) -> None:
    # Qt takes a method of a deleted widget off a signal, but not a lambda, which then calls what is gone.
    outliving = re.compile(r"(look|store|loader|documents|training|_run)\.\w+\.connect$")
    calling = [
        f"{file.name}:{call.lineno}"
        for file in (repository / "explorer" / "ui").rglob("*.py")
        if file.name != "app.py"  # lives as long as they do
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and outliving.search(ast.unparse(call.func))
        and any(isinstance(each, ast.Lambda) for each in call.args)
    ]
    assert not calling
