"""What the screen reader Orca says while a task is done on each page by keyboard.

    python benchmarks/orca.py

Opens the program on a virtual screen with a bus of its own and Orca beside it, whose voice is
speech-dispatcher's dummy: nothing is heard, all that is spoken stands in Orca's log. Prints the
lines page by page, and fails where one is not said that the task is about. What it said stands in
docs/orca.md. Where Orca is not installed, it says so and does nothing.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
PYTHON = "/usr/bin/python3"  # the bindings of the bus belong to the system's own Python
SPOKEN = re.compile(r"SPEECH OUTPUT: '(.*?)'?(?:\[|\{|$)")
SCRIPT = f"""
{LAUNCHER} --launch-immediately &
bus=$!
sleep 1
orca --disable=braille --debug-file="$LOG" &
reader=$!
{sys.executable} -m explorer &
program=$!
{PYTHON} {ROOT / "benchmarks" / "orca_tasks.py"} $program "$LOG"
kill $program $reader $bus
"""
# Keys are not said again, and what is said is in the file at once.
CUSTOMS = """
import orca.debug
import orca.settings
orca.settings.enableKeyEcho = False
orca.debug.debugFile.reconfigure(line_buffering=True)
"""
KEPT = {
    # Without a sound card, speech-dispatcher's usual voice keeps Orca waiting for ever.
    "config/speech-dispatcher/speechd.conf": 'AddModule "dummy" "sd_dummy" ""\nDefaultModule dummy\n',
    "data/orca/orca-customizations.py": CUSTOMS,
}
# Words that must be among what is said on a page.
WANTED: Mapping[str, tuple[str, ...]] = {
    "Descent": (
        "Learning rate text.",
        "0.02",
        "Updates slider 100",
        "Update 0 of 100",
        "Update 100 of 100",
    ),
    "MNIST": ("Steps text.", "Loss and accuracy over the steps chart.", "Run 1, step 40: loss"),
    "Surface": ("Map of f(x, y) with the race chart.", "The start at 0, −3.", "Update 100 of 100"),
    "Tape": ("x is a panel", "Constant"),
    "Your model": ("Try it with an example",),
}


def main() -> int:
    """Print what was said; 1 if something was not."""
    needed = ("orca", "xvfb-run", "xauth", "xdotool", "dbus-run-session", PYTHON, str(LAUNCHER))
    missing = [each for each in needed if shutil.which(each) is None]
    if missing:
        print(f"Nothing was tried: {', '.join(missing)} is not installed.")
        return 0
    with tempfile.TemporaryDirectory() as home:
        said = spoken(Path(home))
    unsaid = []
    for page, lines in said.items():
        print(f"\n## {page}\n")
        for line in lines:
            print(f"- {line}")
        told = "\n".join(lines)
        unsaid += [f"{page}: {words}" for words in WANTED.get(page, ()) if words not in told]
    print("\nNot said:", ", ".join(unsaid) or "nothing that was asked for")
    return 1 if unsaid else 0


def spoken(home: Path) -> dict[str, list[str]]:
    """Return what Orca says, by page, in the order in which it says it.

    Args:
        home: An empty folder for what the programs keep.

    Raises:
        RuntimeError: If a task could not be done; says where.
    """
    for name, text in KEPT.items():
        (home / name).parent.mkdir(parents=True)
        (home / name).write_text(text)
    places = {
        f"XDG_{name}_HOME": str(home / name.lower())
        for name in ("CONFIG", "DATA", "STATE", "CACHE")
    }
    runtime, log = home / "runtime", home / "orca.txt"
    runtime.mkdir(mode=0o700)
    done = subprocess.run(
        ["xvfb-run", "-a", "-s", "-screen 0 1280x800x24", "dbus-run-session", "--", "sh", "-c", SCRIPT],
        cwd=ROOT,
        env={
            **os.environ, **places, "HOME": str(home), "XDG_RUNTIME_DIR": str(runtime), "LOG": str(log),
            "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "LANG": "C.UTF-8",
        },
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )  # fmt: skip
    marks = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if not marks:
        raise RuntimeError(done.stderr[-2000:])
    ends: dict[str, int] = json.loads(marks[-1])
    # As they were counted: a label may hold other characters that end a line.
    lines = log.read_text(encoding="utf-8", errors="replace").split("\n")
    found: dict[str, list[str]] = {}
    before = 0
    for page, end in ends.items():
        said = (SPOKEN.search(line) for line in lines[before:end])
        found[page] = [
            each[1].strip(" '") for each in said if each and each[1].strip() not in ("", "tab")
        ]
        before = end
    return found


if __name__ == "__main__":
    sys.exit(main())
