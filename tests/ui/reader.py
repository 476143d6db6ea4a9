"""A client of the accessibility bus, as screen readers are: does a task on each page, tells what it hears.

Run by the system's own Python, which has the bindings; prints JSON. Its argument is the number of
the program's process.
"""

import json
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import gi  # type: ignore[import-not-found]

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # type: ignore[import-not-found]  # noqa: E402

warnings.simplefilter("ignore")
PATIENCE = 60.0  # seconds
WORDS = {1: "96 %", 3: "nearest to", 4: "Pow"}  # that are announced after two steps, by page
heard: list[str] = []
described: list[str] = []  # new descriptions of what has the focus
chosen: list[str] = []  # tabs that came to the front
focus: list[Any] = []  # everything that has got the focus, the newest last


def notice(event: Any) -> None:
    """Take note of the focus."""
    if event.detail1:
        focus.append(event.source)


def notice_words(event: Any) -> None:
    """Take note of a new description of what has the focus, as readers say no other."""
    if focus and event.source == focus[-1]:
        described.append(str(event.any_data))


def notice_choice(event: Any) -> None:
    """Take note of what came to the front."""
    if event.detail1:
        chosen.append(event.source.get_name())


def listen(seconds: float) -> None:
    """Take events for a while."""
    GLib.timeout_add(round(1000 * seconds), Atspi.event_quit)
    Atspi.event_main()


def wait_for(found: Callable[[], Any]) -> Any:
    """Take events until something is there."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if value := found():
            return value
        listen(0.2)
    raise TimeoutError


def program(process: int) -> Any:
    """Return the program on the bus."""
    desktop = Atspi.get_desktop(0)
    apps = (desktop.get_child_at_index(n) for n in range(desktop.get_child_count()))
    return next((app for app in apps if app is not None and app.get_process_id() == process), None)


def within(thing: Any) -> Iterator[Any]:
    """Go through everything that is in sight."""
    for place in range(thing.get_child_count()):
        each = thing.get_child_at_index(place)
        if each is not None and each.get_state_set().contains(Atspi.StateType.SHOWING):
            yield each
            if each.get_role_name() not in ("table", "list"):
                yield from within(each)


def told(thing: Any) -> dict[str, Any]:
    """Return what is said of a thing."""
    if thing is None:
        return {}
    value = thing.get_value_iface()
    labels = [
        relation.get_target(0).get_name()
        for relation in thing.get_relation_set()
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY
    ]
    return {
        "role": thing.get_role_name(),
        "name": thing.get_name(),
        "description": thing.get_description(),
        "value": value.get_current_value() if value else None,
        "labels": labels,
    }


def press(*keys: str) -> None:
    """Press keys in the window."""
    for key in keys:
        subprocess.run(["xdotool", "key", "--clearmodifiers", key], check=True)
        listen(0.05)


def tab_to(role: str) -> dict[str, Any]:
    """Press Tab until something of a role has the focus; return what is said of it."""
    for _ in range(120):
        before = len(focus)
        press("Tab")
        wait_for(partial(has_more, before))
        if focus[-1].get_role_name() == role:
            return told(focus[-1])
    return {}


def has_more(count: int) -> bool:
    """Return whether the focus has gone on."""
    return len(focus) > count


def has_said(words: str) -> bool:
    """Return whether words were announced."""
    return words in " ".join(heard)


def is_page(thing: Any) -> bool:
    """Return whether it is the tab of a page, and not of a leaf."""
    return bool(thing.get_role_name() == "page tab" and thing.get_parent().get_name() == "Pages")


def is_selected(tab: Any) -> bool:
    """Return whether a page is in front."""
    return bool(tab.get_state_set().contains(Atspi.StateType.SELECTED))


def moved(key: str) -> dict[str, Any]:
    """Move the slider that has the focus by many keys, and return what is said of its value meanwhile."""
    listen(0.5)  # what was said before
    del described[:]
    press(*[key] * 8)
    wait_for(lambda: described and described[-1] == told(focus[-1])["description"])
    return {"said": [*described], **told(focus[-1])}


def leaf(name: str) -> dict[str, Any]:
    """Go to a leaf's tab and press it; return what is said of it and of the row that it stands in."""
    while tab_to("page tab")["name"] != name:
        pass
    tab = focus[-1]
    press("space")
    wait_for(partial(is_selected, tab))
    return {**told(tab), "row": told(tab.get_parent()), "chosen": [*chosen]}


def expanded(line: Any) -> dict[str, Any]:
    """Open a line by its action; return what is said of it before and after."""
    state = Atspi.StateType.EXPANDED
    before = bool(line.get_state_set().contains(state))
    line.get_action_iface().do_action(0)
    wait_for(lambda: line.get_state_set().contains(state) != before)
    return {
        **told(line),
        "before": before,
        "can": line.get_state_set().contains(Atspi.StateType.EXPANDABLE),
    }


def named(app: Any, role: str) -> list[str]:
    """Return the names of all things of a role in sight."""
    return [each.get_name() for each in within(app) if each.get_role_name() == role]


def main() -> None:
    """Do a task on each page."""
    process = int(sys.argv[1])
    Atspi.init()
    listener = Atspi.EventListener.new(lambda event: heard.append(str(event.any_data)))
    listener.register("object:announcement")
    follower = Atspi.EventListener.new(notice)
    follower.register("object:state-changed:focused")
    teller = Atspi.EventListener.new(notice_words)
    teller.register("object:property-change:accessible-description")
    chooser = Atspi.EventListener.new(notice_choice)
    chooser.register("object:state-changed:selected")
    app = wait_for(lambda: program(process))
    wait_for(lambda: named(app, "page tab"))
    wait_for(lambda: "…" not in "".join(named(app, "status bar")))  # TensorFlow is there
    # Without a window manager nobody else gives the window the keys.
    window = ["search", "--onlyvisible", "--name", "Gradient Explorer", "windowfocus"]
    subprocess.run(["xdotool", *window], check=True)
    listen(0.5)
    found: dict[str, Any] = {"pages": []}
    tabs = [each for each in within(app) if is_page(each)]
    for number in range(1, len(tabs) + 1):
        press(f"ctrl+{number}")
        wait_for(partial(is_selected, tabs[number - 1]))
        if number < len(tabs):  # the last page begins without a run, and so without a plot
            wait_for(lambda: named(app, "chart"))
        seen = [(each, each.get_role_name()) for each in within(app)]
        here: dict[str, Any] = {
            "tabs": [
                f"{'*' * each.get_state_set().contains(Atspi.StateType.SELECTED)}{each.get_name()}"
                for each, _ in seen if is_page(each)
            ],
            "charts": [told(each) for each, role in seen if role == "chart"],
            "nameless": [
                f"{role} {each.get_description()}" for each, role in seen
                if each.get_state_set().contains(Atspi.StateType.FOCUSABLE)
                and role not in ("filler", "frame", "scroll pane", "layered pane")
                and not (each.get_name() or told(each)["labels"])
            ],
        }  # fmt: skip
        del heard[:]
        press("Escape", f"ctrl+{number}", "Home", "Right", "Right")
        if number in WORDS:
            wait_for(partial(has_said, WORDS[number]))
        here["heard"] = [*heard]
        if number == 1:
            found |= {
                "slider": tab_to("slider"),
                "moved": moved("Right"),
                "radio": tab_to("radio button"),
            }
            found |= {"steps": tab_to("slider"), "stepped": moved("Right")}
            found["leaf"] = leaf("Code")
            found["lines"] = [
                expanded(each)
                for each in within(app)
                if each.get_name() == "Schedule, noise, rivals"
            ]
        found["pages"].append(here)
    sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
