"""How the program starts: at once, without TensorFlow, from anywhere."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from explorer import __version__
from tests.sparing import sparing

PYTHON = sys.executable


def run(
    *arguments: str, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run Python and return what it printed."""
    return subprocess.run(
        [PYTHON, *arguments], cwd=cwd, capture_output=True, text=True, timeout=240,
        env=os.environ | environment, check=False,
    )  # fmt: skip


HEAVY = {"tensorflow", "keras", "sympy"}  # each takes from half a second to six
VISIT = """
import sys, explorer.__main__
from PySide6.QtWidgets import QApplication
from explorer.session.session import Session
from explorer.ui.app import Application
application = QApplication([])
program = Application(Session())
window = program.window
formulas = "ziamath" in sys.modules  # later it is, in a thread
window.show()
application.processEvents()
print(window.isVisible(), formulas, window.pages["descent"].sentence.text)
for tab in window.header.tabs.values():
    tab.click()
    for button in window.header.leaves.values():
        button.isChecked() or button.click()  # a second click would close the leaf
        assert window.page.frame.panel.isVisible()
        application.processEvents()
window.search()
application.processEvents()
print(*sys.modules)
program.close()
"""


def test_that_the_window_is_seen_and_visited_before_anything_heavy_is_imported() -> None:
    visited = run("-c", VISIT)
    assert visited.returncode == 0, visited.stderr
    first, brought = visited.stdout.splitlines()
    assert first == "True False Loading TensorFlow…"
    assert not HEAVY & set(brought.split())


def test_that_the_command_line_needs_neither_qt_nor_tensorflow_to_read_its_arguments() -> None:
    brought = run("-c", "import sys, explorer.__main__; print(*sys.modules)").stdout.split()
    assert not {"PySide6", "pyqtgraph"} & set(brought)
    assert not HEAVY & set(brought)


INTERRUPTED = """
import os, signal, sys
class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupting())
from explorer.__main__ import main
sys.argv = ["", "derive", "x", "--at", "1"]
raise SystemExit(main())
"""


@pytest.mark.parametrize(
    ("module", "status"),
    sparing(
        [
            ("argparse", -2),
            ("explorer.files.log", -2),
            ("explorer.cli.train", -2),
            ("tensorflow", 1),
        ],
        ("argparse", -2),
        ("tensorflow", 1),
    ),
)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no Ctrl+C to another process")
def test_that_ctrl_c_in_the_midst_of_an_import_leaves_no_traceback(
    module: str, status: int
) -> None:
    ended = run("-c", INTERRUPTED.format(module=module))
    assert ended.returncode == status
    assert ended.stderr in ("", "gradient-explorer: stopped.\n")


def test_that_version_is_printed(repository: Path) -> None:
    assert (
        run("main.py", "--version", cwd=repository).stdout == f"gradient-explorer {__version__}\n"
    )


def test_that_a_bundle_begins_as_the_program_and_as_the_python_that_the_program_starts(
    repository: Path, tmp_path: Path
) -> None:
    start = str(repository / "bundle" / "start.py")
    script = tmp_path / "script.py"
    script.write_text("import sys; print(__name__, *sys.argv[1:])")
    told = {
        arguments: run(start, *arguments, PYTHONPATH=str(repository)).stdout
        for arguments in (
            ("--version",),
            ("-P", "-m", "explorer", "--version"),
            ("-c", "import sys; print(__name__, *sys.argv[1:])", "a"),
            ("-u", str(script), "a"),
        )
    }
    first, second, *others = told.values()
    assert first == second == f"gradient-explorer {__version__}\n"
    assert others == ["__main__ a\n"] * 2


@pytest.mark.parametrize("arguments", [["--help"], ["derive", "--help"], ["train", "--help"]])
def test_that_help_tells_the_usage(repository: Path, arguments: list[str]) -> None:
    assert run("main.py", *arguments, cwd=repository).stdout.startswith("usage: gradient-explorer")


def test_that_bad_usage_ends_with_2_and_one_sentence(repository: Path) -> None:
    ended = run("main.py", "fly", cwd=repository)
    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1


@pytest.mark.slow
@pytest.mark.parametrize("page", ["descent", "mnist"])
def test_that_a_screenshot_shows_a_page(repository: Path, tmp_path: Path, page: str) -> None:
    picture = tmp_path / "page.png"
    ended = run("main.py", "screenshot", page, str(picture), "--size", "1024x700", cwd=repository)
    assert ended.returncode == 0, ended.stderr
    assert picture.read_bytes()[16:24] == (1024).to_bytes(4) + (700).to_bytes(4)


@pytest.mark.slow
def test_that_a_screenshot_into_a_missing_folder_fails_with_a_sentence(
    repository: Path, tmp_path: Path
) -> None:
    target = tmp_path / "missing" / "page.png"
    ended = run("main.py", "screenshot", "descent", str(target), cwd=repository)
    assert ended.returncode == 2
    assert "missing" in ended.stderr


@pytest.mark.slow
def test_that_the_terminal_stays_free_of_tensorflows_messages(repository: Path) -> None:
    ended = run("main.py", "derive", "2*x**2", "--at", "3", "--json", cwd=repository)
    assert ended.stderr == ""


def test_that_a_missing_system_library_is_told_with_the_package_that_brings_it(
    repository: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "PySide6"
    broken.mkdir()
    cause = "libEGL.so.1: cannot open shared object file: No such file or directory"
    (broken / "__init__.py").write_text(f"raise ImportError({cause!r})\n")
    ended = run("main.py", cwd=repository, PYTHONPATH=str(tmp_path))
    assert "libEGL.so.1 is missing" in ended.stderr
    assert "libegl1" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_that_a_machine_without_a_screen_is_told_so(repository: Path) -> None:
    nowhere = dict.fromkeys(("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"), "")
    ended = run("main.py", cwd=repository, **nowhere)
    assert (ended.returncode, len(ended.stderr.splitlines())) == (2, 1)
    assert "no screen" in ended.stderr


def test_that_what_qt_says_of_an_unreachable_screen_is_read_on_the_terminal(
    repository: Path,
) -> None:
    ended = run(
        "main.py", cwd=repository, DISPLAY=":9876", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="xcb"
    )
    assert ended.returncode != 0
    assert "display" in ended.stderr


@pytest.mark.slow
def test_that_a_real_window_opens_quits_by_keyboard_and_keeps_its_settings(
    repository: Path, screen: str, tmp_path: Path
) -> None:
    own = {"DISPLAY": screen, "QT_QPA_PLATFORM": "xcb", "XDG_CONFIG_HOME": str(tmp_path)} | {
        "XDG_DATA_HOME": str(tmp_path)
    }
    environment = os.environ | own
    program = subprocess.Popen([PYTHON, "main.py"], cwd=repository, env=environment)
    find = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "^Gradient Explorer$"]
    subprocess.run(find, env=environment, check=True, timeout=60, capture_output=True)
    time.sleep(1)  # a window manager is missing, so the focus comes with the pointer
    subprocess.run(
        ["xdotool", "mousemove", "600", "300", "click", "1"], env=environment, check=True
    )
    subprocess.run(["xdotool", "key", "ctrl+q"], env=environment, check=True)
    assert program.wait(timeout=60) == 0
    assert '"geometry"' in (tmp_path / "gradient-explorer" / "settings.json").read_text()
