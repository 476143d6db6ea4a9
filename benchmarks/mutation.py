"""Change the program itself, one place at a time, and look whether a test notices.

    python benchmarks/mutation.py reader|rules|files|guards [--sample 40] [--seed 0]
    python benchmarks/mutation.py rules --all --results rules.jsonl [--again]

By cosmic-ray, of the `mutation` extra, in a copy of the repository. Each change is met by the tests of the
same place, slow ones too, in a process forked from one that has imported all that does not depend on it.
First every test is run once, to learn which lines it passes: a change in a function is then met by the tests
that pass it, or that start a process; one of what is made while the program is imported by all, but for
those whose name is another file of the folder, as `[sgd]` is, and that pass no function of this one. Quick
ones go first, and the first that fails ends it. What survives is printed: either a test is missing, or the
change changes nothing. With a file of results, what stands there is not tried again unless its module has
changed; `--again` tries what survived once more. Changes come in one random order. Not for Windows, and for
files not as root: a changed `saving.py` has put a file in the place of /dev/full.
"""

import argparse
import ast
import contextlib
import difflib
import gc
import importlib
import json
import multiprocessing
import os
import random
import re
import resource
import shutil
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import coverage
import pytest
from cosmic_ray.commands.init import init
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import MutationSpec

ROOT = Path(__file__).resolve().parent.parent
GROUPS = {
    "reader": (["explorer/core/functions/reading"], ["tests/core/functions/test_formula.py"]),
    "rules": (
        ["explorer/core/descent/optimizers"],
        [f"tests/core/descent/test_{each}.py" for each in ("rules", "explained", "rate_map")],
    ),
    "files": (
        ["explorer/files/saving.py", "explorer/files/settings.py", "explorer/files/documents.py"],
        [f"tests/files/test_{each}.py" for each in
         ("saving", "settings", "documents", "hostile_values", "every_failure", "refusing_places")],
    ),
    "guards": (
        ["explorer/core/untrusted.py", "explorer/files/grids.py", "explorer/session/lessons/showing.py"],
        ["tests/session/training/test_grid.py", "tests/files/test_hostile_values.py",
         "tests/files/test_settings.py", "tests/files/test_lessons.py"],
    ),
}  # fmt: skip
# Hypothesis' own plugin reads the constants of all our modules before the first test, 0.2 s each time.
OPTIONS = [
    "-q",
    "-o",
    "addopts=",
    "-o",
    "timeout=20",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:hypothesispytest",
]
FIRST = 12  # tests of any file that go first; the others file by file, each of which tidies up behind itself
STARTS = ("subprocess.Popen", "os.fork", "os.posix_spawn")  # what Python tells of processes


class Passed:
    """A plugin of pytest that learns which lines each test passes, whatever earlier ones have cached.

    Attributes:
        seconds: Of the processor, by test.
        apart: Tests that start a process, whose lines are not known.
        loaded: The program's modules that were imported.
        lines: Tests that pass each line of each file; "" for what is passed while it is imported.
    """

    def __init__(self, files: list[str]) -> None:
        self._files, self._running = files, ""
        self.seconds: dict[str, float] = {}
        self.apart: set[str] = set()
        self.loaded: list[str] = []
        self.lines: dict[str, dict[int, list[str]]] = {}
        self._coverage = coverage.Coverage(data_file=None, include=files, config_file=False)
        self._coverage.start()
        sys.addaudithook(self._hear)

    def _hear(self, event: str, _: Any) -> None:
        if event in STARTS:
            self.apart.add(self._running)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Give the lines of a test its name."""
        for name, module in list(sys.modules.items()):
            for cached in list(vars(module).values()) if name.startswith("explorer.") else ():
                if hasattr(cached, "cache_clear"):
                    cached.cache_clear()
        if "explorer.core.kept" in sys.modules:
            sys.modules["explorer.core.kept"].SHELF.clear()
        self._running, begun = item.nodeid, time.process_time()
        self._coverage.switch_context(item.nodeid)
        result = yield
        self.seconds[item.nodeid] = time.process_time() - begun
        return result

    def pytest_sessionfinish(self) -> None:
        """Sort by lines what was learnt."""
        self._coverage.stop()
        data = self._coverage.get_data()
        self.lines = {each: dict(data.contexts_by_lineno(each)) for each in self._files}
        self.loaded = [each for each in sys.modules if each.split(".")[0] == "explorer"]

    def __getstate__(self) -> dict[str, Any]:
        return {name: each for name, each in vars(self).items() if name[0] != "_"}


class Chosen:
    """A plugin of pytest that runs some tests alone, the likeliest and quickest first."""

    def __init__(self, keys: dict[str, Any]) -> None:
        self._keys = keys

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out and sort."""
        found = [each for each in items if each.nodeid in self._keys]
        found.sort(key=lambda each: self._keys[each.nodeid])
        items[:] = found[:FIRST] + sorted(found[FIRST:], key=lambda each: str(each.path))


def apart(work: Callable[[], Any], longest: float) -> Any:
    """Return what a silent process of its own makes of something; None if it came to no end."""
    receiving, sending = multiprocessing.Pipe(duplex=False)
    child = os.fork()
    if child == 0:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for handle in (0, 1, 2):
            os.dup2(nowhere, handle)
        most = int(longest) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))
        try:
            sending.send(work())
        finally:
            os._exit(0)
    sending.close()
    result = None
    with contextlib.suppress(EOFError):
        result = receiving.recv()
    receiving.close()
    os.waitpid(child, 0)
    return result


def modules_of(files: list[str]) -> list[str]:
    """Return what Python calls files of the working folder."""
    names = (".".join(Path(os.path.relpath(each)).with_suffix("").parts) for each in files)
    return [name.removesuffix(".__init__") for name in names]


def learn(tests: list[str], files: list[str]) -> Passed | None:
    """Return what the tests pass if all succeed."""
    found = Passed(files)
    for name in modules_of(files):  # else the first test to need one would seem to pass it alone
        importlib.import_module(name)
    return found if pytest.main([*OPTIONS, *tests], plugins=[found]) == 0 else None


def warm(loaded: list[str], files: list[str]) -> None:
    """Import what the tests need, but for what is changed and all that depends on it."""
    for name in ("hypothesis.strategies", "pytestqt.plugin", "PySide6.QtWidgets", "tensorflow"):
        importlib.import_module(name)
    barred = modules_of(files)
    sys.modules.update(dict.fromkeys(barred))  # type: ignore[arg-type] # None: what asks for it fails
    for name in loaded:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    for name in barred:
        del sys.modules[name]
    gc.collect()
    gc.freeze()  # no process looks for garbage among what all have in common


def lines_of(text: str, line: int) -> range:
    """Return the lines of the statement, or of the head of the block, that a line is in."""
    best = range(line, line + 1)
    for each in ast.walk(ast.parse(text)):
        if isinstance(each, ast.stmt):
            body = getattr(each, "body", None)
            end = max(each.lineno, body[0].lineno - 1) if body else each.end_lineno or line
            if each.lineno <= line <= end:
                best = range(each.lineno, end + 1)
    return best


def wanted(passed: Passed, path: Path, line: int, names: set[str]) -> dict[str, Any]:
    """Return the tests that could notice a change in a line, with what sorts them.

    Args:
        passed: What they pass.
        path: The file.
        line: The line, from 1.
        names: Of all files of the group.
    """
    lines = passed.lines[str(path)]
    near = lines_of(path.read_text(encoding="utf-8"), line)
    passing = {test for each in near for test in lines.get(each, [""])}
    inside = {test for tests in lines.values() for test in tests}
    found = passing | passed.apart
    if "" in passing:
        others = names - {path.stem}
        words = {each: re.split(r"[\[\]-]", each) for each in passed.seconds}
        found |= {each for each in words if each in inside or not others.intersection(words[each])}
    return {
        each: (each not in passing, path.stem not in each, each not in inside, passed.seconds[each])
        for each in found & passed.seconds.keys()
    }


def specs_of(files: list[str], copy: Path) -> list[MutationSpec]:
    """Return every change that can be made of some files, in one order."""
    with use_db(copy / "work.sqlite", WorkDB.Mode.create) as database:
        init([Path(each) for each in files], database, {})
        found = [spec for item in database.work_items for spec in item.mutations]
    return sorted(
        found, key=lambda each: (str(each.module_path), each.operator_name, each.occurrence)
    )


class Bench:
    """A copy of the repository in which one place at a time is changed.

    Args:
        copy: The copy; the working folder, too.
        group: Key of `GROUPS`.
    """

    def __init__(self, copy: Path, group: str) -> None:
        modules, self._tests = GROUPS[group]
        self._files: list[str] = []
        for name in modules:
            place = copy / name
            self._files += map(str, sorted(place.glob("*.py")) if place.is_dir() else [place])
        passed: Passed | None = apart(lambda: learn(self._tests, self._files), 3600)
        if passed is None:
            raise SystemExit("the tests fail without a change")
        self._passed, self._written = passed, int(time.time())
        self.specs = specs_of(self._files, copy)
        warm(passed.loaded, self._files)

    def _write(self, path: Path, text: str) -> None:
        """Write a module, each time with another time: Python knows compiled ones by whole seconds."""
        path.write_text(text, encoding="utf-8")
        self._written += 1
        os.utime(path, (self._written, self._written))

    def unnoticed(self, spec: MutationSpec) -> str | None:
        """Return what was changed if no test fails, else None."""
        path, operator = Path(spec.module_path), get_operator(spec.operator_name)
        whole = path.read_text(encoding="utf-8")
        changed = None
        with contextlib.suppress(AttributeError):  # it knows no way with some groups of exceptions
            changed = mutate_code(whole, operator(**spec.operator_args), spec.occurrence)
        if changed is None or changed == whole:
            return None
        names = {Path(each).stem for each in self._files}
        keys = wanted(self._passed, path.resolve(), spec.start_pos[0], names)
        self._write(path, changed)
        try:
            work = [*OPTIONS, "-x", *sorted({each.partition("::")[0] for each in keys})]
            longest = 10 + 3 * sum(self._passed.seconds[each] for each in keys)
            passes = apart(lambda: pytest.main(work, plugins=[Chosen(keys)]) in {0, 5}, longest)
        finally:
            self._write(path, whole)
        if keys and not passes:
            return None
        lines = difflib.unified_diff(whole.splitlines(), changed.splitlines(), n=0, lineterm="")
        told = [each for each in lines if each[:1] in "+-" and each[:3] not in ("+++", "---")]
        return "\n".join([f"{path.name} {spec.start_pos[0]}, {len(keys)} tests", *told])


def main() -> None:
    """Print how many changes were noticed, and what was not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("group", choices=GROUPS)
    parser.add_argument("--sample", type=int, default=40)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--results", type=Path)
    parser.add_argument("--again", action="store_true")
    arguments = parser.parse_args()
    results = arguments.results and arguments.results.resolve()
    known: dict[str, str | None] = {}
    if results and results.exists():
        known.update(map(json.loads, results.read_text(encoding="utf-8").splitlines()))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name).resolve() / "copy"
        leave = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache")
        shutil.copytree(ROOT, copy, ignore=leave)
        os.chdir(copy)
        sys.path[:] = [str(copy), *(each for each in sys.path if Path(each).resolve() != ROOT)]
        os.environ["PYTHONPATH"] = os.pathsep.join(each for each in sys.path if each)
        bench = Bench(copy, arguments.group)
        chosen = list(bench.specs)
        random.Random(arguments.seed).shuffle(chosen)  # noqa: S311 - changes, not secrets
        if not arguments.all:
            del chosen[arguments.sample :]
        unnoticed = 0
        for number, spec in enumerate(chosen, start=1):
            path = Path(spec.module_path)
            mark = zlib.crc32(path.read_bytes())
            key = f"{path.name} {mark} {spec.operator_name} {spec.occurrence} {spec.operator_args}"
            if key not in known or (arguments.again and known[key] is not None):
                known[key] = bench.unnoticed(spec)
                if results:
                    with results.open("a", encoding="utf-8") as file:
                        file.write(json.dumps((key, known[key]), ensure_ascii=False) + "\n")
                if (told := known[key]) is not None:
                    print(told, end="\n\n", flush=True)
            unnoticed += known[key] is not None
            if number % 50 == 0:
                print(f"{number} of {len(bench.specs)} tried, {unnoticed} unnoticed", flush=True)
    print(f"{arguments.group}: {len(chosen)} of {len(bench.specs)} tried, {unnoticed} unnoticed")


if __name__ == "__main__":
    main()
