"""Let a monkey loose on the real window: mouse, wheel, keys and typing at random, on all pages.

    python benchmarks/monkey.py [--minutes 60] [--seed 0] [--census]

Needs Xvfb, xdotool and openbox. The program is started as a person starts it, on a screen and with
folders of its own; xdotool presses what a hand would press. Only the window's closing, the choosers of
files (which a monkey could use to delete some; random paths are answered for them) and other programs are
kept from it. Counted are exceptions and what Qt complains of; the longest time that the window's thread
computes without looking at what is pressed, by its own processor time, so that busy neighbours do not
count; and the memory of the program with its children after ten minutes and at the end. Of the five longest
turns it says where the thread was, and what was pressed before; with `--census` what the memory is made of.

XLA frees no machine code before the process ends, and a function costs it some that is new each time. So
the monkey types from a list, in which it comes to the end within the first minutes.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "benchmarks" / "monkey_program.py"
SIZE = 1280, 800
GAP, GROWTH, WARM = 250.0, 0.01, 10.0  # milliseconds; share; minutes
TEXTS = (
    "x^2", "sin(x", "1/x", "0.1", "1e-3", "-5", "1e999", "nan", "adam", "theme", "x^2+y^2", "exp(exp(x))",
    "ln(x)", "64", "0", "中文", "(((", "tan(x)*|x|",
)  # fmt: skip
KEYS = (
    *(f"ctrl+{key}" for key in ("1", "2", "3", "4", "5", "k", "z", "l", "i", "s", "e", "n", "o", "r", "v")),
    *(f"ctrl+shift+{key}" for key in ("z", "c", "e", "i", "l", "p", "r", "s", "d", "o")),
    *("space", "Left", "Right", "Home", "End", "Up", "Down", "Prior", "Next", "Tab", "shift+Tab"),
    *("Return", "Escape", "Delete", "BackSpace", "0", "F1", "F10", "F11", "alt+f", "alt+v", "Menu"),
)  # fmt: skip


class Monkey:
    """Hands at random on a screen."""

    def __init__(self, display: str, rng: random.Random) -> None:
        self._rng = rng
        self._hands = subprocess.Popen(
            ["xdotool", "-"], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env=os.environ | {"DISPLAY": display},
        )  # fmt: skip
        self.done: list[tuple[float, str]] = []  # when, and what

    def act(self) -> None:
        """Do one thing."""
        rng, share = self._rng, self._rng.random()
        if share < 0.40:
            self._do(f"mousemove {self._place()} click {rng.choice('1111113')}")
        elif share < 0.48:
            steps = " ".join(f"mousemove {self._place()}" for _ in range(4))
            self._do(f"mousemove {self._place()} mousedown 1 {steps} mouseup 1")
        elif share < 0.58:
            self._do(f"mousemove {self._place()} click --repeat 3 {rng.choice('45')}")
        elif share < 0.62:
            self._do(f"mousemove {self._place()} click --repeat 2 1")
        elif share < 0.80:
            self._do(f"key {rng.choice(KEYS)}")
        elif share < 0.90:
            self._do("key ctrl+a", f"type -- '{rng.choice(TEXTS)}'", f"key {rng.choice(KEYS)}")
        elif share < 0.97:
            self._do(f"key ctrl+{rng.randint(1, 5)}")
        else:
            self._do("key Escape", "key Escape")

    def _place(self) -> str:
        return f"{self._rng.randrange(SIZE[0])} {self._rng.randrange(SIZE[1])}"

    def _do(self, *lines: str) -> None:
        assert self._hands.stdin is not None  # noqa: S101 - it was asked for
        self.done.append((time.time(), "; ".join(lines)))
        self._hands.stdin.write("\n".join(lines) + "\n")
        self._hands.stdin.flush()

    def end(self) -> None:
        """Take the hands away."""
        self._hands.kill()
        self._hands.wait()


def loose(
    home: Path, minutes: float, seed: int, pause: float, census: list[str]
) -> tuple[list[dict[str, Any]], list[tuple[float, str]], int | None]:
    """Start the program and the monkey; return what the program told, what was done, and its early status."""
    rng = random.Random(seed)  # noqa: S311 - acts, not secrets
    told_number, tells_number = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(tells_number), "-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24",
         "-nolisten", "tcp"],
        stderr=subprocess.DEVNULL, pass_fds=(tells_number,),
    )  # fmt: skip
    os.close(tells_number)
    with os.fdopen(told_number) as number:
        display = f":{number.readline().strip()}"  # one that nobody has
    own = {
        f"XDG_{kind.upper()}_HOME": str(home / kind)
        for kind in ("config", "state", "data", "runtime")
    }
    own |= {
        "HOME": str(home),
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "PYTHONPATH": str(ROOT),
    }
    # A place without a mouse's manager needs one for keys with Ctrl.
    manager = subprocess.Popen(["openbox"], env=os.environ | own, stderr=subprocess.DEVNULL)
    told = home / "told.jsonl"
    told.touch()
    program = subprocess.Popen(
        [sys.executable, "-P", str(PROGRAM), str(told), str(seed), *census], cwd=home, env=os.environ | own,
        stdout=subprocess.DEVNULL, stderr=(home / "stderr").open("w"),
    )  # fmt: skip
    try:
        while '"ready"' not in told.read_text() and program.poll() is None:
            time.sleep(0.2)
        monkey, end = Monkey(display, rng), time.monotonic() + 60 * minutes
        acts = 0
        while time.monotonic() < end and program.poll() is None:
            monkey.act()
            acts += 1
            time.sleep(rng.uniform(0, 2 * pause))
            if acts % 600 == 0:
                lines = [json.loads(each) for each in told.read_text().splitlines()]
                faults = sum(each["kind"] in ("exception", "qt", "warning") for each in lines)
                looks = [each for each in lines if each["kind"] == "look"]
                print(f"{acts} acts, {faults} faults, {looks[-1:]}", flush=True)
        monkey.end()
    finally:
        status = program.poll()
        program.kill()
        program.wait()
        for each in (manager, screen):
            each.kill()
            each.wait()
    print(f"{acts} acts in {minutes:g} minutes")
    print((home / "stderr").read_text()[-3000:])
    # Of native code, as the next start would offer it.
    for crash in (home / "state").rglob("crash*"):
        print(crash.name, crash.read_text(errors="replace")[:6000])
    return [json.loads(each) for each in told.read_text().splitlines()], monkey.done, status


def tell_turns(turns: list[dict[str, Any]], done: list[tuple[float, str]]) -> None:
    """Print the five longest turns: when they began, what was done before, where the thread was."""
    for turn in sorted(turns, key=lambda each: -float(each["ms"]))[:5]:
        before = [what for when, what in done if when <= turn["begin"] + turn["clock"] / 1000][-3:]
        print(
            f"{turn['ms']:.0f} ms of the processor, {turn['clock']:.0f} by the clock; before: {before}"
        )
        for place, count in turn["places"]:
            print(f"    {count} of {turn['looks']}: {place}")


def tell_census(lines: list[dict[str, Any]]) -> None:
    """Print what was there after the first ten minutes, and at the end."""
    early = [each for each in lines if each["at"] >= lines[0]["at"] + 60 * (WARM - 1)]
    if not early:
        return
    first, last = early[0], lines[-1]
    for name in first:
        if name not in ("kind", "at"):
            print(f"{name}: {first[name]} -> {last[name]}")


def main() -> None:
    """Print what was counted; fail on an exception, a complaint, a long gap, or memory that grows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--pause", type=float, default=0.1, help="seconds between two acts, on average"
    )
    parser.add_argument("--census", action="store_const", const=["census"], default=[])
    parser.add_argument("--keep", type=Path, help="a file for all that the program told")
    arguments = parser.parse_args()
    # Whoever is ended leaves no program and no screen behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        home.mkdir()
        told, done, status = loose(
            home, arguments.minutes, arguments.seed, arguments.pause, arguments.census
        )
    if arguments.keep:
        acts = [{"kind": "act", "at": when, "text": what} for when, what in done]
        arguments.keep.write_text("\n".join(map(json.dumps, [*told, *acts])))
    kinds = {
        kind: [each for each in told if each["kind"] == kind]
        for kind in ("exception", "warning", "qt", "turn", "look", "census")
    }
    faults = [*kinds["exception"], *kinds["warning"], *kinds["qt"]]
    looks = kinds["look"]
    for each in faults:
        print(each["kind"], each["text"])
    tell_turns(kinds["turn"], done)
    if kinds["census"]:
        tell_census(kinds["census"])
    gap, clock = (max((each[name] for each in looks), default=0.0) for name in ("gap", "clock"))
    begun = looks[0]["at"] if looks else 0.0
    warm = [each for each in looks if each["at"] >= begun + 60 * WARM]
    growth = 0.0
    for name in ("own", "everything") if warm else ():
        first, last = warm[0][name], warm[-1][name]
        growth = last / first - 1
        print(
            f"memory, {name}: {first:.0f} MB after {WARM:g} minutes, {last:.0f} at the end, {growth:+.1%}"
        )
    counts = {kind: len(kinds[kind]) for kind in ("exception", "warning", "qt")}
    over = sum(each["ms"] > GAP for each in kinds["turn"])
    print(
        f"{counts}, longest turn {gap:.0f} ms of the window's processor time, {clock:.0f} by the clock;"
        f" {over} above {GAP:.0f}; ended early: {status}; load {os.getloadavg()[0]:.1f}"
    )
    raise SystemExit(bool(faults) or status is not None or gap > GAP or growth > GROWTH)


if __name__ == "__main__":
    main()
