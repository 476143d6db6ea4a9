"""What the documents tell a newcomer to type, and where they point."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest

from explorer import cli
from explorer.__main__ import _PACKAGES

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def commands_under(heading: str) -> list[str]:
    """Return the shell commands under a heading of the README."""
    part = (ROOT / "README.md").read_text(encoding="utf-8").split(f"\n## {heading}\n")[1]
    blocks = re.findall(r"```sh\n(.*?)```", part.split("\n## ")[0], re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


@pytest.mark.parametrize(("heading", "task"), [("Run it", "run"), ("Test it", "test")])
def test_that_the_first_command_does_all_the_setting_up(heading: str, task: str) -> None:
    assert commands_under(heading)[0] == f"sh setup.sh {task}"


def test_that_every_command_without_a_window_is_understood() -> None:
    for command in commands_under("Without a window"):
        python, main, *arguments = shlex.split(command)
        assert (python, main) == (".venv/bin/python", "main.py")
        assert cli.parse(arguments).command == arguments[0]


def test_that_the_packages_named_for_a_missing_library_are_those_that_are_set_up() -> None:
    set_up = (ROOT / "setup.sh").read_text(encoding="utf-8").split()
    assert set(_PACKAGES.split()) <= set(set_up)


# What each Debian and Ubuntu has before anything is installed, and what comes with what is set up: X11's
# own with libxkbcommon-x11-0 and libxcb-cursor0, FreeType and brotli with libfontconfig1.
AT_HAND = """libc.so.6 libgcc_s.so.1 libm.so.6 libresolv.so.2 libstdc++.so.6 libz.so.1 libzstd.so.1
libgthread-2.0.so.0 libX11.so.6 libX11-xcb.so.1 libxcb.so.1 libxcb-render.so.0 libxcb-shm.so.0 libxcb-sync.so.1
libxcb-util.so.1 libxcb-xfixes.so.0 libxcb-xkb.so.1 libfreetype.so.6 libbrotlicommon.so.1 libbrotlidec.so.1"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt's wheels bring all they need")
def test_that_each_library_that_qt_needs_is_set_up() -> None:
    code = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "explorer").rglob("*.py"))
    imported = set(re.findall(r"from PySide6\.Qt(\w+) import", code))
    qt = Path(PySide6.__file__).parent / "Qt"
    needed: set[str] = set()
    for file in [
        qt / "plugins" / "platforms" / "libqxcb.so",
        *(qt / "lib" / f"libQt6{each}.so.6" for each in imported | {"XcbQpa"}),
    ]:
        # A table of names ends each with a zero; those of its own kind lie beside it.
        names = re.findall(rb"(?<=\0)lib[\w.+-]+\.so\.\d+(?=\0)", file.read_bytes())
        needed |= {each.decode() for each in names if not each.startswith((b"libQt6", b"libicu"))}
    set_up = set((ROOT / "setup.sh").read_text(encoding="utf-8").split())
    assert {"libGL.so.1", "libxcb-cursor.so.0"} <= needed
    assert needed - set_up - set(AT_HAND.split()) == set()


def test_that_a_workflow_runs_the_commands_that_the_readme_has() -> None:
    workflow = (ROOT / ".github" / "workflows" / "checks.yml").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^ +run: (.+)$", workflow, re.MULTILINE)
    assert {each.split()[1] for each in commands} >= {".ci/run", "setup.sh", "-m"}
    assert not [each for each in commands if each.removesuffix(" --version") not in readme]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has commands of its own")
@pytest.mark.parametrize("arguments", [[], ["fly"]])
def test_that_setting_up_asks_what_for(arguments: list[str]) -> None:
    ended = subprocess.run(
        ["sh", "setup.sh", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "usage: sh setup.sh run|test|bundle [arguments]\n"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_that_every_link_to_a_file_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", document.read_text(encoding="utf-8"))
    files = [link for link in links if not link.startswith(("http://", "https://"))]
    assert not [link for link in files if not (document.parent / link).exists()]
