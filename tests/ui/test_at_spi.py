"""What a client of the accessibility bus is told, as screen readers are, of the program in a real window."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
PYTHON = "/usr/bin/python3"  # the bindings of the bus belong to the system's own Python
SCRIPT = f"""
{LAUNCHER} --launch-immediately &
bus=$!
sleep 1
{sys.executable} -m explorer &
program=$!
{PYTHON} {Path(__file__).with_name("reader.py")} $program
kill $program $bus
"""
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the client tells after a task on each page, done by the keyboard alone."""
    for program in ("xvfb-run", "xauth", "xdotool", "dbus-run-session", PYTHON, str(LAUNCHER)):
        if shutil.which(program) is None:
            pytest.skip(f"there is no {program}")
    bindings = "import gi; gi.require_version('Atspi', '2.0')"
    if subprocess.run([PYTHON, "-c", bindings], check=False, capture_output=True).returncode:
        pytest.skip("the system's Python has no bindings of AT-SPI (gir1.2-atspi-2.0)")
    home = tmp_path_factory.mktemp("home")
    places = {f"XDG_{name}_HOME": str(home / name) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700)
    done = subprocess.run(
        ["xvfb-run", "-a", "-s", "-screen 0 1280x800x24", "dbus-run-session", "--", "sh", "-c", SCRIPT],
        cwd=ROOT,
        env={
            **os.environ, **places, "HOME": str(home), "XDG_RUNTIME_DIR": str(runtime),
            "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "LANG": "C.UTF-8",
        },
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )  # fmt: skip
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if not lines:
        pytest.fail(done.stderr[-2000:])
    told: dict[str, Any] = json.loads(lines[-1])
    return told


def test_that_each_page_is_a_tab_and_the_one_in_front_is_chosen(seen: dict[str, Any]) -> None:
    for number, page in enumerate(seen["pages"]):
        assert [n for n, name in enumerate(page["tabs"]) if name.startswith("*")] == [number]


def test_that_nothing_that_takes_the_focus_is_nameless(seen: dict[str, Any]) -> None:
    assert [page["nameless"] for page in seen["pages"]] == [[]] * len(seen["pages"])


def test_that_every_chart_has_a_name_and_a_sentence(seen: dict[str, Any]) -> None:
    charts = [chart for page in seen["pages"] for chart in page["charts"]]
    assert len(charts) >= 4
    assert all(chart["name"] and chart["description"] for chart in charts)


def test_that_a_slider_tells_the_rate_and_not_a_place(seen: dict[str, Any]) -> None:
    slider = seen["slider"]
    assert slider["value"] == pytest.approx(0.01)
    assert slider["description"].startswith("0.01")


@pytest.mark.parametrize(("slider", "words"), [("moved", "0.0"), ("stepped", "Update ")])
def test_that_a_slider_says_its_value_in_words_once_it_rests(
    seen: dict[str, Any], slider: str, words: str
) -> None:
    told = seen[slider]
    assert told["said"][-1] == told["description"]
    assert told["description"].startswith(words)
    assert len(told["said"]) < 4  # of eight values


def test_that_a_leaf_is_a_tab_of_a_named_row(seen: dict[str, Any]) -> None:
    leaf = seen["leaf"]
    assert (leaf["role"], leaf["row"]["role"], leaf["row"]["name"]) == (
        "page tab", "page tab list", "Leaves",
    )  # fmt: skip
    assert leaf["chosen"][-1] == "Code"


def test_that_a_line_that_opens_says_whether_it_is_open(seen: dict[str, Any]) -> None:
    assert [(each["role"], each["before"], each["can"]) for each in seen["lines"]] == [
        ("push button", False, True),
    ]  # fmt: skip


def test_that_one_of_several_choices_is_a_radio_button(seen: dict[str, Any]) -> None:
    assert seen["radio"]["name"] == "float32"


def test_that_steps_are_announced_by_the_sentence(seen: dict[str, Any]) -> None:
    descent, _, surface, tape, _ = (page["heard"] for page in seen["pages"])
    assert any("96 %" in sentence for sentence in descent)
    assert surface
    assert any("Pow" in sentence for sentence in tape)
