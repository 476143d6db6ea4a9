"""Change the program itself at random, one place at a time, and look whether a test notices.

    python benchmarks/mutation.py reader|rules|files [--sample 40] [--seed 0]

By cosmic-ray, of the `mutation` extra, in a copy of the repository; each change is met by the tests of the
same place, slow ones too. What survives is printed: either a test is missing, or the change changes nothing.
"""

import argparse
import json
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GROUPS = {
    "reader": (["explorer/core/functions/reading"], ["tests/core/functions/test_formula.py"]),
    "rules": (["explorer/core/descent/optimizers"], ["tests/core/descent/test_rules.py"]),
    "files": (
        ["explorer/files/saving.py", "explorer/files/settings.py", "explorer/files/documents.py"],
        [f"tests/files/test_{each}.py" for each in ("saving", "settings", "documents", "every_failure")],
    ),
}  # fmt: skip
CONFIG = """[cosmic-ray]
module-path = {modules}
timeout = 120.0
excluded-modules = []
test-command = "{python} -m pytest -q -x -o addopts= -p no:cacheprovider {tests}"

[cosmic-ray.distributor]
name = "local"
"""


def main() -> None:
    """Print how many of a sample were noticed, and what was not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("group", choices=GROUPS)
    parser.add_argument("--sample", type=int, default=40)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--tool", default=str(Path(sys.executable).with_name("cosmic-ray")))
    arguments = parser.parse_args()
    modules, tests = GROUPS[arguments.group]
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / "copy"
        leave = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache")
        shutil.copytree(ROOT, copy, ignore=leave)
        text = CONFIG.format(
            modules=json.dumps(modules), python=sys.executable, tests=" ".join(tests)
        )
        (copy / "config.toml").write_text(text)

        def tool(*words: str) -> str:
            done = subprocess.run(
                [arguments.tool, *words], cwd=copy, capture_output=True, text=True, check=True
            )
            return done.stdout

        tool("init", "config.toml", "session.sqlite")
        with sqlite3.connect(copy / "session.sqlite") as session:
            order = session.execute(
                "select job_id from mutation_specs order by module_path, operator_name, occurrence,"
                " start_pos_row, start_pos_col"
            )
            jobs = [job for (job,) in order]
            chosen = set(
                random.Random(arguments.seed).sample(jobs, min(arguments.sample, len(jobs)))  # noqa: S311
            )
            for job in set(jobs) - chosen:
                session.execute("delete from mutation_specs where job_id = ?", (job,))
                session.execute("delete from work_items where job_id = ?", (job,))
        tool("exec", "config.toml", "session.sqlite")
        with sqlite3.connect(copy / "session.sqlite") as session:
            results = list(
                session.execute("select test_outcome, diff from work_results order by job_id")
            )
    survived = [diff for outcome, diff in results if "SURVIVED" in str(outcome).upper()]
    print(
        f"{arguments.group}: {len(results)} of {len(jobs)} changes tried, {len(survived)} unnoticed"
    )
    for diff in survived:
        print("\n".join(line for line in diff.splitlines() if line[:1] in "+-"), end="\n\n")


if __name__ == "__main__":
    main()
