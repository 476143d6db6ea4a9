"""Let a monkey loose on the real window: mouse, wheel, keys and typing at random, on all pages.

    python benchmarks/monkey.py [--minutes 60] [--seed 0]

Needs Xvfb, xdotool and openbox. The program is started as a person starts it, on a screen and with
folders of its own; xdotool presses what a hand would press. Only the window's closing, the choosers of
files (which a monkey could use to delete some; random paths are answered for them) and other programs are
kept from it. Counted are exceptions and what Qt complains of; the longest time that the window's thread
computes without looking at what is pressed, by its own processor time, so that busy neighbours do not
count; and the memory of the program with its children after ten minutes and at the end.

XLA frees no machine code before the process ends, and a function costs it some that is new each time. So
the monkey types from a list, in which it comes to the end within the first minutes.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
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

PROGRAM = """
import ctypes, faulthandler, json, logging, os, random, sys, tempfile, threading, time, traceback
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from explorer.files.fault_reports import watch_for_crashes
from explorer.files.log import start_log
from explorer.ui import app
from explorer.ui.main_window import MainWindow

start_log()  # as a start by hand; the folder of reports, too
watch_for_crashes()
out, rng = open(sys.argv[1], "a", buffering=1), random.Random(int(sys.argv[2]))
home = Path.cwd()
(home / "half.gex").write_text("{")
PATHS = ["", "", "own.gex", "half.gex", "missing/x", "/dev/full", ".", "out.svg", "t.csv", "runs"]

def tell(kind, **fields):
    out.write(json.dumps({"kind": kind, "at": time.time(), **fields}) + "\\n")

def choose(*_, **__):
    name = rng.choice(PATHS)
    return (str(home / name) if name and name[0] != "/" else name), ""

QFileDialog.getSaveFileName = QFileDialog.getOpenFileName = staticmethod(choose)
QFileDialog.getExistingDirectory = staticmethod(lambda *_, **__: choose()[0])
QDesktopServices.openUrl = staticmethod(lambda _: True)
MainWindow.closeEvent = lambda self, event: (
    event.ignore() if self is program.window else MainWindow.__base__.closeEvent(self, event)
)
report = app.Application.report
def told(self, error):
    tell("exception", text="".join(traceback.format_exception(error)))
    report(self, error)
app.Application.report = told

class Defects(logging.Handler):
    def emit(self, record):
        if record.exc_info and record.exc_info[1]:
            tell("exception", text="".join(traceback.format_exception(record.exc_info[1])))
        elif record.levelno >= logging.WARNING and record.name.startswith("explorer"):
            tell("warning", text=record.getMessage())
logging.getLogger().addHandler(Defects(logging.WARNING))

ticks = [0.0, 0.0]  # processor time at the newest tick; longest between two
def tick():
    now = time.thread_time()
    ticks[1], ticks[0] = max(ticks[1], now - ticks[0]), now

def at_work(thread):
    # Not by its frame: held here, it would keep what a painting is painted with beyond its end.
    with tempfile.TemporaryFile() as told:
        faulthandler.dump_traceback(told, all_threads=True)
        told.seek(0)
        parts = told.read().decode(errors="replace").split("\\n\\n")
    return next((part for part in parts if f"{thread:#018x}" in part), "")[:1500]

def watch(main, clock):
    while True:
        time.sleep(0.05)
        spent = time.clock_gettime(clock) - ticks[0]
        if spent > 0.25:
            stack = at_work(main)
            while (now := time.clock_gettime(clock) - ticks[0]) >= spent:
                spent = now
                time.sleep(0.05)
            tell("slow", ms=1000 * spent, text=stack)

def held():
    ctypes.CDLL(None).malloc_trim(0)
    found, page = [os.getpid()], os.sysconf("SC_PAGE_SIZE")
    for each in found:
        for task in Path(f"/proc/{each}/task").glob("*/children"):
            try:
                found += map(int, task.read_text().split())
            except OSError:
                pass
    sizes = {}
    for each in found:
        try:
            sizes[each] = int(Path(f"/proc/{each}/statm").read_text().split()[1]) * page / 1e6
        except OSError:
            pass
    return sizes[found[0]], sum(sizes.values())

def look():
    own, everything = held()
    run = program.training
    tell("look", own=own, everything=everything, gap=1000 * ticks[1], threads=threading.active_count(),
         histories=len(run.histories), page=program.store.session.view.page)
    ticks[1] = 0.0
    if not program.window.isFullScreen():
        program.window.showFullScreen()

program = None
begin = app.Application.start
def start(self):
    global program
    program = self
    begin(self)
    def complain(kind, _, text):
        if kind != QtMsgType.QtDebugMsg:
            # What a typeset formula is made of, where one is being read.
            drawn = [f.f_locals["plain"] for f, _ in traceback.walk_stack(None) if "svg" in f.f_locals
                     and "plain" in f.f_locals]
            tell("qt", text=text + "\\n" + "".join(map(repr, drawn))
                 + "".join(traceback.format_stack()[-8:-1]))
    qInstallMessageHandler(complain)
    self.window.showFullScreen()
    ticks[0] = time.thread_time()
    self.ticking, self.looking = QTimer(interval=5), QTimer(interval=15_000)
    self.ticking.timeout.connect(tick)
    self.looking.timeout.connect(look)
    self.loader.when_ready(lambda: (self.ticking.start(), self.looking.start(), tell("ready"), tick()))
    threading.Thread(target=watch, args=(
        threading.main_thread().ident, time.pthread_getcpuclockid(threading.main_thread().ident)
    ), daemon=True).start()
app.Application.start = start
raise SystemExit(app.run_window())
"""


class Monkey:
    """Hands at random on a screen."""

    def __init__(self, display: str, rng: random.Random) -> None:
        self._rng = rng
        self._hands = subprocess.Popen(
            ["xdotool", "-"], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env=os.environ | {"DISPLAY": display},
        )  # fmt: skip

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
        self._hands.stdin.write("\n".join(lines) + "\n")
        self._hands.stdin.flush()

    def end(self) -> None:
        """Take the hands away."""
        self._hands.kill()
        self._hands.wait()


def loose(
    home: Path, minutes: float, seed: int, pause: float
) -> tuple[list[dict[str, object]], int | None]:
    """Start the program and the monkey; return what the program told of itself, and its early status."""
    rng = random.Random(seed)  # noqa: S311 - acts, not secrets
    display = f":{rng.randint(200, 60_000)}"
    screen = subprocess.Popen(
        ["Xvfb", display, "-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24", "-nolisten", "tcp"],
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    time.sleep(2)
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
        [sys.executable, "-c", PROGRAM, str(told), str(seed)], cwd=home, env=os.environ | own,
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
    return [json.loads(each) for each in told.read_text().splitlines()], status


def main() -> None:
    """Print what was counted; fail on an exception, a complaint, a long gap, or memory that grows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--pause", type=float, default=0.1, help="seconds between two acts, on average"
    )
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        home.mkdir()
        told, status = loose(home, arguments.minutes, arguments.seed, arguments.pause)
    faults = [each for each in told if each["kind"] in ("exception", "warning", "qt")]
    slow = [each for each in told if each["kind"] == "slow"]
    looks = [each for each in told if each["kind"] == "look"]
    gap = max((float(str(each["gap"])) for each in looks), default=0.0)
    for each in (*faults, *slow):
        print(each["kind"], each.get("ms", ""), each["text"])
    begun = float(str(looks[0]["at"])) if looks else 0.0
    warm = [each for each in looks if float(str(each["at"])) >= begun + 60 * WARM]
    growth = 0.0
    for name in ("own", "everything"):
        sizes = [float(str(each[name])) for each in warm]
        if sizes:
            growth = sizes[-1] / sizes[0] - 1
            print(
                f"memory, {name}: {sizes[0]:.0f} MB after {WARM:g} minutes, {sizes[-1]:.0f} at the end"
            )
    counts = {
        kind: sum(each["kind"] == kind for each in faults)
        for kind in ("exception", "warning", "qt")
    }
    print(f"{counts}, longest gap {gap:.0f} ms, ended early: {status}")
    raise SystemExit(bool(faults) or status is not None or gap > GAP or growth > GROWTH)


if __name__ == "__main__":
    main()
