"""Change files of every kind at random, and read them: no crash, nothing that hangs, little memory.

    python benchmarks/faults.py [--each 10000] [--seed 0] [--only KIND …]

Whatever is read must be whole, or refused by a sentence (`ExplorerError`) or as nothing. Any other
exception, a reading of more than two seconds of the processor, or 256 MB more than at the start is a
fault; it is printed with its number, by which it can be had again.
"""

import argparse
import gzip
import hashlib
import json
import random
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from explorer.core.autodiff.explaining.explanation import Cut, Explanation, Stage
from explorer.core.autodiff.explaining.texts import told
from explorer.core.functions.formula import parse
from explorer.core.sentences import ExplorerError
from explorer.core.training.dataset import PIXELS, Digits, Images, _read_entries
from explorer.core.training.reports import Progress, Sharpness, Snapshot, Stopped, Validation
from explorer.core.training.settings import TrainingSettings
from explorer.files.checkpoints import newest_checkpoint, write_checkpoint
from explorer.files.documents import (
    Document,
    link,
    read_document,
    read_link,
    save_document,
    written,
)
from explorer.files.explanations import keep_explanation, read_explanation
from explorer.files.grids import read_grid
from explorer.files.lessons import open_lesson, problems_of
from explorer.files.own_runs import kept_run, read_marks, write_marks
from explorer.files.resources import resources
from explorer.files.run_folders import create_run
from explorer.files.run_logs import LogTail
from explorer.files.settings import Settings, read_settings, write_settings
from explorer.session.session import Session
from explorer.session.training.grid import combinations
from explorer.session.training.history import Marks
from explorer.ui.single_instance import _read
from explorer.ui.wishes import Wish

SLOW = 2.0  # seconds of the processor
MOST = 256_000_000  # bytes more than at the start
# What breaks readers: signs of each format, numbers at limits, other encodings.
PIECES = [
    b"\0", b"\xff" * 4, b"\x7f\xff\xff\xff", b"-1", b"1e999", b"NaN", b"Infinity", b"null", b"true", b"{}",
    b"[", b"]", b'"', b"[" * 3_000, b"9" * 400, b"\xf0\x9f\x98\x80", b"\xc3\x28", b"\n", b"\r\n", b"=", b"(",
    b"^", b"__import__('os').system('touch pwned')", b"$(touch pwned)", b"../" * 9, b"\x80\x04cos\nsystem\n",
]  # fmt: skip
VALUES: list[object] = [
    None, True, -1, 0, 10**30, 1e308, -1e308, 5e-324, "", "x" * 5_000, "../../etc/passwd", [], [[]], {},
    ["x", 1], {"a": {}},
    "__import__('os').system('touch pwned')", "9**9**9", [1e308] * 50, "sgd", "float16", "\x00", "\ud800",
    10**400, [[["x"]]], 1.5, "x^2", list(range(300)), {"\ud800": "\udcff"},
]  # fmt: skip


def mutated(content: bytes, rng: random.Random) -> bytes:
    """Return a content with from one to four changes: bits, cuts, copies, exchanged and foreign pieces."""
    changed = bytearray(content)
    for _ in range(rng.randint(1, 4)):
        at, length = rng.randrange(len(changed) + 1), rng.randint(1, 40)
        match rng.randrange(6):
            case 0 if changed:
                changed[at % len(changed)] ^= 1 << rng.randrange(8)
            case 1:
                del changed[at : at + length]
            case 2:
                changed[at:at] = changed[at : at + length]
            case 3:
                changed[at:at] = rng.choice(PIECES)
            case 4:
                changed[at : at + length] = rng.choice(PIECES)
            case _:
                del changed[at:]
    return bytes(changed)


def altered(content: bytes, rng: random.Random) -> bytes:
    """Return lines of JSON in which a value, at any depth, is a foreign one; what no change of bytes hits."""
    lines = [json.loads(line) for line in _whole_lines(content)]
    place: Any = lines
    while True:
        key = rng.choice(list(place) if isinstance(place, dict) else range(len(place)))
        within = place[key]
        if (
            not isinstance(within, dict | list)
            or not within
            or (place is not lines and rng.random() < 0.3)
        ):
            break
        place = within
    place[key] = rng.choice(VALUES)
    return b"".join(json.dumps(line).encode() + b"\n" for line in lines)


def _whole_lines(content: bytes) -> list[bytes]:
    """Return the lines of a log, or all of a file that is one object over many lines."""
    return content.splitlines() if content.count(b"\n{") else [content]


def _digits() -> Digits:
    images = Images(np.zeros((5, PIXELS), np.uint8), np.arange(5, dtype=np.uint8))
    return Digits(images, images, images)


def _snapshot(step: int) -> Snapshot:
    variables = {"00_kernel": np.ones((3, 2), np.float32), "01_iteration": np.array(step)}
    return Snapshot(
        step=step, position=step * 128, loss=0.5, settings=TrainingSettings(), variables=variables
    )


class Kinds:
    """Each kind of file: a whole one, and how it is read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        run = create_run(folder / "run", TrainingSettings(), _digits())
        for report in (
            Progress(step=2, losses=np.array([0.5, 0.25], np.float32)),
            Validation(step=2, accuracy=0.5, confusion=np.eye(10, dtype=np.int64), weights=()),
            Sharpness(
                step=2, eigenvalues=(3.0, 1.0), residuals=(0.1, 0.1), along_gradient=2.0, products=9
            ),
            _snapshot(2),
            Stopped(step=2),
        ):
            run.record(report)
        run.close()
        write_settings(folder / "settings.json", Settings())
        save_document(folder / "document.json", Document(Session()))
        (folder / "link").write_text(link(Session()))
        lesson = resources() / "lessons" / "descent.en.toml"
        (folder / "descent.en.toml").write_bytes(lesson.read_bytes())
        kept_run(folder / "run")  # which keeps its summary
        write_marks(folder / "run", Marks("a run", "a note"))
        cut = Cut(
            "Round", "not_differentiable", "a.py", 3, told("none", what="Round"), told("round")
        )
        way = (Stage("Round", "Round", "a.py", 3, flows=False),)
        found = Explanation("w", connected=False, cuts=(cut,), advice=told("mend"), ways=(way,))
        self._explained = keep_explanation(found, folder)
        grid = {
            "optimizer": ["adam", "sgd"],
            "learning_rate": [0.1, 0.01],
            "seed": [0, 1],
            "network": [[], [9]],
        }
        (folder / "grid.json").write_text(json.dumps(grid | {"steps": 5}))
        (folder / "grid.toml").write_text(
            "seed = [0, 1]\nnetwork = [[], [9, 8]]\nlearning_rate = [0.1]\n"
        )
        wish = {"gradient_explorer": 1, "kind": "run", "named": "/a", "until": time.time() + 1}
        (folder / "wish").write_text(json.dumps(wish) + "\n")
        header = np.array([0x801, 500], ">u4").tobytes()
        (folder / "labels.gz").write_bytes(gzip.compress(header + bytes(500), mtime=0))
        write_checkpoint(folder, _snapshot(1))
        (folder / "formula").write_text("(x^2 > 1 and x < 3) ? sin(2*x)/ln(x) : |x - ½|**2")

    def all(self) -> dict[str, tuple[Path, Callable[[], object]]]:
        """Return path and reader of each kind, by its name."""
        folder, run = self._folder, self._folder / "run"
        point = folder / "step-0000000001.npz"
        kinds: dict[str, tuple[Path, Callable[[], object]]] = {
            "IDX": (folder / "labels.gz", lambda: _read_entries(folder / "labels.gz", 0x801, ())),
            "IDX, packed anew": (folder / "labels.gz", self._unpacked),
            "settings": (folder / "settings.json", lambda: read_settings(folder / "settings.json")),
            "document": (folder / "document.json", self._document),
            "link": (
                folder / "link",
                lambda: read_link((folder / "link").read_bytes().decode("latin-1"), Session()),
            ),
            "run.json": (run / "run.json", lambda: LogTail(run)),
            "log": (run / "log.jsonl", lambda: LogTail(run).look()),
            "checkpoint": (point, lambda: newest_checkpoint(folder)),
            "checkpoint, right sum": (point, self._summed),
            "lesson": (folder / "descent.en.toml", self._lesson),
            "grid in TOML": (folder / "grid.toml", lambda: self._grid("toml")),
            "grid in JSON": (folder / "grid.json", lambda: self._grid("json")),
            "explanation": (self._explained, lambda: read_explanation(self._explained)),
            "marks of a run": (run / "about.json", lambda: read_marks(run)),
            "summary of a run": (run / "summary.json", lambda: kept_run(run)),
            "wish": (folder / "wish", self._wish),
            "expression": (folder / "formula", self._formula),
        }
        inside = ("settings", "document", "run.json", "log", "grid in JSON", "explanation", "marks of a run",
                  "summary of a run", "wish")  # fmt: skip
        return kinds | {f"{kind}, inside": kinds[kind] for kind in inside}

    def _lesson(self) -> object:
        lesson = open_lesson(self._folder / "descent.en.toml", page="descent")
        return [str(each) for each in problems_of(lesson)]

    def _grid(self, ending: str) -> object:
        return combinations(read_grid(self._folder / f"grid.{ending}"), TrainingSettings())

    def _wish(self) -> Wish | None:
        try:
            return _read((self._folder / "wish").read_bytes())
        except ValueError:  # as whoever listens
            return None

    def _unpacked(self) -> object:
        path = self._folder / "labels.gz"
        path.write_bytes(gzip.compress(path.read_bytes(), 1, mtime=0))
        return _read_entries(path, 0x801, ())

    def _summed(self) -> object:
        path = self._folder / "step-0000000001.npz"
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        path.with_suffix(".sha256").write_text(f"{digest}  {path.name}\n")
        return newest_checkpoint(self._folder)

    def _document(self) -> object:
        found = read_document(self._folder / "document.json", Session())
        return written(found).encode()

    def _formula(self) -> object:
        return parse((self._folder / "formula").read_bytes().decode(errors="replace"))


def faults_of(kind: str, path: Path, read: Callable[[], object], each: int, seed: int) -> list[str]:
    """Return what went wrong among so many changed files of a kind."""
    whole, faults, slowest, refused = path.read_bytes(), [], 0.0, 0
    source = gzip.decompress(whole) if kind == "IDX, packed anew" else whole
    path.write_bytes(source)
    read()  # the whole one is taken, or nothing would be learnt
    for number in range(each):
        rng = random.Random(f"{seed} {kind} {number}")  # noqa: S311 - no secret
        path.write_bytes((altered if kind.endswith("inside") else mutated)(source, rng))
        before = time.process_time()
        try:
            read()
        except ExplorerError:
            refused += 1
        except Exception as error:  # noqa: BLE001 - to be told, with its number
            faults.append(f"{kind} {number}: {type(error).__name__}: {error}"[:200])
        spent = time.process_time() - before
        slowest = max(slowest, spent)
        if spent > SLOW:
            faults.append(f"{kind} {number}: {spent:.1f} s")
    path.write_bytes(whole)
    print(f"{kind:24} {each:6} read, {refused:6} refused, slowest {slowest * 1000:6.1f} ms, "
          f"{len(faults)} faults", flush=True)  # fmt: skip
    return faults


def main() -> None:
    """Print a line for each kind and every fault; fail if there is one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", nargs="*", default=(), metavar="KIND", help="these kinds (all)")
    arguments = parser.parse_args()
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        kinds = Kinds(Path(name)).all()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for kind, (path, read) in kinds.items():
            if arguments.only and kind not in arguments.only:
                continue
            faults += faults_of(kind, path, read, arguments.each, arguments.seed)
        grown = 1024 * (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
        executed = [str(each) for each in (*Path(name).rglob("pwned"), *Path().glob("pwned"))]
    print(json.dumps({"grown_MB": round(grown / 1e6), "executed": executed, "faults": len(faults)}))
    print(*faults, sep="\n")
    raise SystemExit(bool(faults) or bool(executed) or grown > MOST)


if __name__ == "__main__":
    main()
