"""What is built to be installed holds all that a start needs, and starts from it."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from explorer import __version__

pytestmark = pytest.mark.slow
LEFT_OUT = {"__pycache__", ".venv"}


def run(*arguments: str, site: Path | None = None, cwd: Path | None = None) -> str:
    """Run Python, with a folder of packages before all others, and return what it printed."""
    added = {} if site is None else {"PYTHONPATH": str(site)}
    ended = subprocess.run(
        [sys.executable, *arguments], cwd=cwd, capture_output=True, text=True, timeout=240,
        env=os.environ | added, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


@pytest.fixture(scope="module")
def built(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel, and the source distribution from which it can be built."""
    folder = tmp_path_factory.mktemp("dist")
    # By the tool itself, as pip would download it anew into an environment of its own.
    run("-m", "hatchling", "build", "-d", str(folder), cwd=repository)
    return folder


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel unpacked as an installation."""
    (wheel,) = built.glob("*.whl")
    site = tmp_path_factory.mktemp("site")
    run("-m", "pip", "install", str(wheel), "--no-deps", "-q", "--target", str(site))
    return site


def files_below(folder: Path) -> set[str]:
    """Return the files below a folder, by their paths from it."""
    found = (each for each in folder.rglob("*") if each.is_file())
    return {
        str(each.relative_to(folder).as_posix()) for each in found if not LEFT_OUT & set(each.parts)
    }


def test_that_the_wheel_holds_the_program_its_resources_and_the_guide(
    repository: Path, built: Path
) -> None:
    (wheel,) = built.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    wanted = {f"explorer/{each}" for each in files_below(repository / "explorer")}
    wanted |= {f"explorer/resources/{each}" for each in files_below(repository / "resources")}
    wanted |= {f"explorer/resources/docs/{each}" for each in files_below(repository / "docs")}
    assert not wanted - held
    beside = {each.split(".data/data/")[1] for each in held if ".data/data/" in each}
    assert beside == {
        "share/applications/gradient-explorer.desktop",
        "share/icons/hicolor/scalable/apps/gradient-explorer.svg",
        "share/metainfo/local.gradient_explorer.gradient_explorer.metainfo.xml",
        "share/mime/packages/gradient-explorer.xml",
    }
    strange = {each for each in held - wanted if ".dist-info/" not in each and ".data/" not in each}
    assert not strange


def test_that_the_source_distribution_holds_what_is_kept_and_builds_the_same_wheel(
    repository: Path, built: Path, tmp_path: Path
) -> None:
    (source,) = built.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        archive.extractall(tmp_path, filter="data")
    (unpacked,) = tmp_path.iterdir()
    for folder in ("explorer", "resources", "docs", "tests", ".ci"):
        assert files_below(unpacked / folder) == files_below(repository / folder)
    run("-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path), cwd=unpacked)
    (wheel,), (again,) = built.glob("*.whl"), tmp_path.glob("*.whl")
    assert wheel.name == again.name == f"gradient_explorer-{__version__}-py3-none-any.whl"
    first, second = zipfile.ZipFile(wheel), zipfile.ZipFile(again)
    assert {each.filename: each.CRC for each in first.infolist()} == {
        each.filename: each.CRC for each in second.infolist()
    }


def test_that_the_installed_wheel_draws_its_window_from_its_own_resources(
    installed: Path, tmp_path: Path
) -> None:
    picture = str(tmp_path / "page.png")
    run("-m", "explorer", "screenshot", "descent", picture, site=installed, cwd=tmp_path)
    where = run(
        "-c",
        "from explorer.files.resources import documents, resources; print(resources(), documents())",
        site=installed,
        cwd=tmp_path,
    )
    own = installed / "explorer" / "resources"
    assert where.split() == [str(own), str(own / "docs")]


def test_that_the_wheel_brings_a_command(installed: Path) -> None:
    (entry_points,) = installed.glob("gradient_explorer-*.dist-info/entry_points.txt")
    assert "gradient-explorer = explorer.__main__:main" in entry_points.read_text()
