"""The bundle starts and works without the Python that it was made with: `pytest -m bundle`, by hand.

To make one takes minutes and gigabytes, more than a usual run of the tests has; `dist/gradient-explorer` is
taken where it is there.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from explorer import __version__

pytestmark = [
    pytest.mark.bundle,
    pytest.mark.skipif(sys.platform == "win32", reason="runs what setup.sh makes"),
]


@pytest.fixture(scope="module")
def bundle(request: pytest.FixtureRequest, repository: Path) -> Path:
    """The bundle's folder."""
    if request.config.getoption("markexpr") != "bundle":
        pytest.skip("takes minutes: -m bundle")
    folder = Path(os.environ.get("BUNDLE", repository / "dist" / "gradient-explorer"))
    if not folder.exists():
        subprocess.run(["sh", "setup.sh", "bundle"], cwd=repository, check=True, timeout=1_500)
    return folder


@pytest.fixture
def own(tmp_path: Path) -> dict[str, str]:
    """An environment with nothing of Python's, and a home of its own."""
    homes = {f"XDG_{kind}_HOME": str(tmp_path / kind) for kind in ("CONFIG", "DATA", "STATE")}
    return {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LANG": "C.UTF-8"} | homes


def run(bundle: Path, own: dict[str, str], *arguments: str) -> str:
    """Run a command of the bundle and return what it printed."""
    ended = subprocess.run(
        [bundle / "gradient-explorer", *arguments],
        capture_output=True, text=True, timeout=240, env=own, check=False, cwd=own["HOME"],
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_that_it_computes_with_the_tape_with_keras_and_exactly(
    bundle: Path, own: dict[str, str]
) -> None:
    assert run(bundle, own, "--version") == f"gradient-explorer {__version__}\n"
    path = run(bundle, own, "descend", "2*x**2", "--start", "3", "--steps", "1")
    assert "2.88" in path
    # The exact derivative comes from a process of its own, as which the bundle starts itself.
    told = json.loads(run(bundle, own, "derive", "sin(x)", "--at", "1", "--check", "--json"))
    assert told["symbolic"] == told["first"]


def test_that_it_trains_in_a_process_of_its_own(bundle: Path, own: dict[str, str]) -> None:
    kept = Path(own["HOME"]) / "run"
    run(bundle, own, "train", "--steps", "30", "--isolate", "--run", str(kept))
    assert list(kept.glob("**/log.jsonl"))


def test_that_it_draws_and_exports_a_page_in_chinese(bundle: Path, own: dict[str, str]) -> None:
    picture, notebook = (Path(own["HOME"]) / name for name in ("page.png", "page.ipynb"))
    run(bundle, own, "screenshot", "tape", str(picture), "--language", "zh_CN", "--theme", "dark")
    assert picture.stat().st_size > 20_000
    run(bundle, own, "export", "descent", str(notebook))
    assert json.loads(notebook.read_text(encoding="utf-8"))["nbformat"] == 4


def test_that_its_window_trains_mnist_by_keys(
    bundle: Path, own: dict[str, str], screen: str
) -> None:
    own |= {"DISPLAY": screen}
    window = subprocess.Popen([bundle / "gradient-explorer"], env=own)
    find = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "^Gradient Explorer$"]
    subprocess.run(find, env=own, check=True, timeout=120, capture_output=True)

    def press(*keys: str) -> None:
        subprocess.run(["xdotool", "key", *keys], env=own, check=True)

    time.sleep(1)  # a window manager is missing, so the focus comes with the pointer
    subprocess.run(["xdotool", "mousemove", "600", "300", "click", "1"], env=own, check=True)
    press("ctrl+2")
    runs = Path(own["XDG_DATA_HOME"]) / "gradient-explorer" / "training-runs"
    end = time.monotonic() + 120
    while not any('"step"' in each.read_text() for each in runs.glob("*/log.jsonl")):
        assert window.poll() is None
        assert time.monotonic() < end, "nothing is trained"
        if not list(runs.glob("*")):
            press("space")  # once TensorFlow is there
        time.sleep(4)
    press("ctrl+q")
    assert window.wait(timeout=60) == 0
