"""A task on each page, done by the keys that a person with a screen reader presses.

Run by the system's own Python; its arguments are the number of the program's process, and the file
that the reader writes. Prints, as JSON, how many lines the file had when each task was done.
"""

import json
import subprocess
import sys
from functools import partial
from pathlib import Path

import gi  # type: ignore[import-not-found]

gi.require_version("Atspi", "2.0")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "ui"))
import reader  # type: ignore[import-not-found]  # noqa: E402
from gi.repository import Atspi  # type: ignore[import-not-found]  # noqa: E402

QUIET = 1.2  # seconds in which the reader says nothing more
MOST_KEYS = 90
LOG = Path(sys.argv[-1])
heard_by_now = [0]  # places in the file up to which everything was waited for


def hear(*words: str, since: int | None = None) -> None:
    """Wait until the reader has said some words, and then everything: it is slower than keys are pressed.

    Args:
        words: What is to be said.
        since: Place in the file from which it counts; None for all that was not waited for yet.
    """
    begun = heard_by_now[-1] if since is None else since
    for each in words:
        reader.wait_for(lambda each=each: each in spoken(begun))
    before = -1
    while (now := LOG.stat().st_size) != before:
        before = now
        reader.listen(QUIET)
    heard_by_now.append(before)


def spoken(begun: int) -> str:
    """Return what the reader says from a place in its file on."""
    text = LOG.read_bytes()[begun:].decode(errors="replace")
    return "\n".join(line for line in text.splitlines() if "SPEECH OUTPUT" in line)


def go_to(name: str) -> None:
    """Press Tab until what bears a name or a role has the focus, and hear what is said of it."""
    for _ in range(MOST_KEYS):
        before, place = len(reader.focus), LOG.stat().st_size
        reader.press("Tab")
        reader.wait_for(partial(reader.has_more, before))
        if name in (reader.focus[-1].get_name(), reader.focus[-1].get_role_name()):
            hear(reader.focus[-1].get_name(), since=place)
            return
    raise LookupError(name)


def press(key: str, *words: str) -> None:
    """Press a key, and hear some words."""
    reader.press(key)
    hear(*words)


def write(text: str) -> None:
    """Type a text."""
    subprocess.run(["xdotool", "type", text], check=True)


def lower_rate() -> None:
    """Descent: type a rate, then look at the last update."""
    go_to("Learning rate")
    write("0.02")
    press("Return")
    go_to("slider")
    go_to("slider")
    press("Home", "Update 0 of 100")
    press("End", "Update 100 of 100")


def train() -> None:
    """MNIST: train for a few steps, and read the curve."""
    go_to("Steps")
    write("40")
    reader.press("Return", "Escape", "space")
    reader.wait_for(lambda: reader.has_said("test images"))
    go_to("chart")
    press("shift+Right", "step 40")


def race() -> None:
    """Surface: move the start, and look at the end of the race."""
    go_to("chart")
    press("shift+Right")
    go_to("Updates")
    press("End", "Update 100 of 100")


def watch_nothing() -> None:
    """Tape: let the tape record nothing."""
    go_to("radio button")
    press("Down", "onstant")


def look_for_runs() -> None:
    """Your model: hear how a run begins, and choose another example."""
    go_to("Try it with an example")


TASKS = {
    "Descent": lower_rate, "MNIST": train, "Surface": race, "Tape": watch_nothing,
    "Your model": look_for_runs,
}  # fmt: skip


def main() -> None:
    """Do them one after the other."""
    process = int(sys.argv[1])
    Atspi.init()
    listener = Atspi.EventListener.new(lambda event: reader.heard.append(str(event.any_data)))
    listener.register("object:announcement")
    follower = Atspi.EventListener.new(reader.notice)
    follower.register("object:state-changed:focused")
    app = reader.wait_for(lambda: reader.program(process))
    reader.wait_for(lambda: reader.named(app, "page tab"))
    reader.wait_for(lambda: "…" not in "".join(reader.named(app, "status bar")))
    # Without a window manager nobody else gives the window the keys.
    window = ["search", "--onlyvisible", "--name", "Gradient Explorer", "windowfocus"]
    subprocess.run(["xdotool", *window], check=True)
    hear()
    ends = {"start": lines()}
    tabs = [each for each in reader.within(app) if reader.is_page(each)]
    for number, (page, task) in enumerate(TASKS.items(), start=1):
        reader.press("Escape", f"ctrl+{number}")
        reader.wait_for(partial(reader.is_selected, tabs[number - 1]))
        hear()
        task()
        ends[page] = lines()
    sys.stdout.write(json.dumps(ends) + "\n")


def lines() -> int:
    """Return how much is written by now."""
    return LOG.read_bytes().count(b"\n")


if __name__ == "__main__":
    main()
