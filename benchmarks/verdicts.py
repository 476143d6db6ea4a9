"""Hold every sentence of thousands of random descents against mathematics and the path gone on.

    python benchmarks/verdicts.py [--functions 250] [--resume FILE]

Of each function two optimisers with four rates and starts each are tried, and five positions of
every path are judged. What is claimed of them is held against `tests/core/descent/claims.py`.
With `--resume` the functions that a file already tells of are left out. Ends with 1 if a claim
was false.
"""

import argparse
import json
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from explorer.core.descent.settings import DescentSettings
from explorer.core.descent.trajectory import trajectory
from explorer.core.functions.formula import FormulaError
from explorer.core.sentences import ExplorerError
from tests.core.descent.claims import refuted
from tests.core.descent.evidence import FAR, Terrain, Told
from tests.core.descent.judging import judged, known
from tests.core.descent.random_descents import descents, ground

UPDATES = 60


def told_of(settings: DescentSettings, terrain: Terrain) -> list[Told]:
    """Return what is said of some positions of a descent."""
    path, _, _ = known(settings)
    far = path
    if path.diverged_at is None:
        far = trajectory(replace(settings, updates=FAR * settings.updates))
    cursors = sorted({0, 1, 2, path.updates // 2, max(path.updates - 1, 0), path.updates})
    return [
        Told(settings, path, far, n, verdict, terrain)
        for n, verdict in zip(cursors, judged(settings, *cursors), strict=True)
    ]


def tried(seed: int) -> dict[str, Any]:
    """Return what was said of a function's descents: how often what, and what of it was false."""
    on = ground(seed)
    terrain = Terrain(on.exact, on.shift, on.scale)
    said: Counter[str] = Counter()
    false: list[str] = []
    count = 0
    for settings in descents(seed, optimizers=2, rates=4, updates=UPDATES):
        try:
            found = told_of(settings, terrain)
        except (ExplorerError, FormulaError):
            continue
        count += 1
        for told in found:
            said[f"{told.verdict.word} {told.verdict.body.text}"] += 1
            why = refuted(told)
            if why is not None:
                false.append(f"{why} | {_named(settings)} at {told.cursor}")
    return {"seed": seed, "descents": count, "said": said, "false": false}


def _named(settings: DescentSettings) -> str:
    return (
        f"{settings.formula.text} from {settings.start}, {settings.updates} updates, "
        f"{settings.optimizer} {settings.learning_rate} {dict(settings.parameters)} "
        f"{settings.dtype} {settings.schedule} noise {settings.noise} seed {settings.seed}"
    )


def main() -> int:
    """Try the functions, print what was false, and how often what was said."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--functions", type=int, default=250)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--resume", type=Path)
    arguments = parser.parse_args()
    rows: list[dict[str, Any]] = []
    if arguments.resume and arguments.resume.exists():
        rows = [json.loads(line) for line in arguments.resume.read_text("utf-8").splitlines()]
    done = {row["seed"] for row in rows}
    begun = time.monotonic()
    for seed in range(arguments.first, arguments.first + arguments.functions):
        if seed in done:
            continue
        row = tried(seed)
        rows.append(row)
        if arguments.resume:
            with arguments.resume.open("a", encoding="utf-8") as file:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        for line in row["false"]:
            print("FALSE", line, flush=True)
    said: Counter[str] = Counter()
    for row in rows:
        said.update(row["said"])
    for text, count in said.most_common():
        print(f"{count:7,}  {text}")
    false = sum(len(row["false"]) for row in rows)
    descents_tried = sum(row["descents"] for row in rows)
    print(
        f"{len(rows):,} functions, {descents_tried:,} descents, {sum(said.values()):,} verdicts, "
        f"{false:,} false; {time.monotonic() - begun:.0f} s"
    )
    return int(false > 0)


if __name__ == "__main__":
    sys.exit(main())
