"""Change the program itself at random, one place at a time, and look whether a test notices.

    python benchmarks/mutation.py reader|rules|files|guards [--sample 40] [--seed 0]

By cosmic-ray, of the `mutation` extra, in a copy of the repository; each change is met by the tests of the
same place, slow ones too, in a process forked from one that has imported what they need. What survives is
printed as it is found: either a test is missing, or the change changes nothing. Not for Windows.
"""

import argparse
import difflib
import importlib
import os
import random
import resource
import shutil
import sys
import tempfile
from pathlib import Path

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
LONGEST = 120  # seconds of the processor, after which a change is taken for one that never ends
# Imported once; nothing of the program itself, which each change is to meet anew.
WARM = (
    "numpy", "msgspec", "hypothesis", "hypothesis.strategies", "lark", "mpmath", "platformdirs",
    "pytestqt.plugin", "PySide6.QtWidgets", "tensorflow",
)  # fmt: skip


def specs_of(modules: list[str], copy: Path) -> list[MutationSpec]:
    """Return every change that can be made of some modules, in one order."""
    files: list[Path] = []
    for name in modules:
        files += sorted((copy / name).glob("*.py")) if (copy / name).is_dir() else [copy / name]
    with use_db(copy / "work.sqlite", WorkDB.Mode.create) as database:
        init(files, database, {})
        found = [spec for item in database.work_items for spec in item.mutations]
    return sorted(
        found, key=lambda each: (str(each.module_path), each.operator_name, each.occurrence)
    )


def survives(tests: list[str], *options: str) -> bool:
    """Return whether all tests, or those that options leave, pass in a process of its own."""
    child = os.fork()
    if child == 0:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for handle in (0, 1, 2):
            os.dup2(nowhere, handle)
        resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST))
        status = 1
        try:
            status = int(
                pytest.main(
                    ["-q", "-x", "-o", "addopts=", "-p", "no:cacheprovider", *options, *tests]
                )
            )
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    return status == 0 or os.waitstatus_to_exitcode(status) == pytest.ExitCode.NO_TESTS_COLLECTED


def main() -> None:
    """Print how many of a sample were noticed, and what was not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("group", choices=GROUPS)
    parser.add_argument("--sample", type=int, default=40)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    modules, tests = GROUPS[arguments.group]
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.dont_write_bytecode = True
    for name in WARM:
        importlib.import_module(name)
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / "copy"
        leave = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache")
        shutil.copytree(ROOT, copy, ignore=leave)
        os.chdir(copy)
        sys.path[:] = [str(copy), *(each for each in sys.path if Path(each).resolve() != ROOT)]
        os.environ["PYTHONPATH"] = str(copy)
        if not survives(tests):
            raise SystemExit("the tests fail without a change")
        specs = specs_of(modules, copy)
        rng = random.Random(arguments.seed)  # noqa: S311 - changes, not secrets
        chosen = rng.sample(specs, min(arguments.sample, len(specs)))
        unnoticed = 0
        for number, spec in enumerate(chosen, start=1):
            path, operator = Path(spec.module_path), get_operator(spec.operator_name)
            whole = path.read_text(encoding="utf-8")
            changed = mutate_code(whole, operator(**spec.operator_args), spec.occurrence)
            if changed is None or changed == whole:
                continue
            path.write_text(changed, encoding="utf-8")
            # First the tests that bear the file's name, of which one mostly fails.
            if survives(tests, "-k", path.stem) and survives(tests):
                unnoticed += 1
                lines = difflib.unified_diff(
                    whole.splitlines(), changed.splitlines(), n=0, lineterm=""
                )
                told = [
                    line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")
                ]
                print(path.name, spec.start_pos[0], *told, sep="\n", end="\n\n", flush=True)
            path.write_text(whole, encoding="utf-8")
            if number % 20 == 0:
                print(f"{number} of {len(specs)} tried, {unnoticed} unnoticed", flush=True)
    print(f"{arguments.group}: {len(chosen)} of {len(specs)} changes tried, {unnoticed} unnoticed")


if __name__ == "__main__":
    main()
