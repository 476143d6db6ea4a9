"""A disk that is really full: a small tmpfs in a mount namespace of the test's own."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_train import result

# With the ballast there is room for two checkpoints of 1.2 MB; a writer wants four for a moment.
SIZE = "5m"
_INSIDE = """
set -e
mount -t tmpfs -o size={size} none {disk}
head -c 2500000 /dev/zero > {disk}/ballast
{python} -m explorer train --json {length} --run {disk}/run > {out}/first.json 2> {out}/first.err
cp -r {disk}/run {out}/left
"""


def _namespace() -> list[str]:
    """Return the command that gives a shell its own mounts; skip where the system forbids it."""
    if shutil.which("unshare") is None:
        pytest.skip("there is no unshare on this system")
    for options in (["-m"], ["-rm"]):
        command = ["unshare", *options, "/bin/sh", "-c"]
        tried = subprocess.run(
            [*command, "mount -t tmpfs -o size=64k none /mnt"], capture_output=True, check=False
        )
        if tried.returncode == 0:
            return command
    pytest.skip("this system lets nobody mount a small disk: neither root nor user namespaces")


@pytest.mark.slow
def test_that_a_full_disk_leaves_a_run_that_is_resumed_to_the_same_weights(tmp_path: Path) -> None:
    disk, out = tmp_path / "disk", tmp_path / "out"
    disk.mkdir()
    out.mkdir()
    script = _INSIDE.format(
        size=SIZE, disk=disk, out=out, python=sys.executable,
        length="--steps 240 --batch-size 32 --checkpoint-every 20",
    )  # fmt: skip
    done = subprocess.run([*_namespace(), script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = (out / "first.err").read_text()
    assert told.count("takes nothing any more: No space left on device. Training goes on") >= 1
    kept = sorted(path.stem for path in (out / "left" / "checkpoints").glob("*.sha256"))
    assert kept
    assert kept[-1] < "step-0000000240"
    first, resumed = (
        json.loads((out / "first.json").read_text()),
        result("--resume", str(out / "left")),
    )
    assert first["steps"] == resumed["steps"] == 240
    assert first["weights_sha256"] == resumed["weights_sha256"]


# A disk that goes away while a run writes to it: lazily, so that what is open stays so until it is closed.
_VANISHING = """
set -e
mount -t tmpfs -o size=64m none {disk}
{python} -m explorer train --json {length} --run {disk}/run > {out}/result.json 2> {out}/told &
run=$!
until ls {disk}/run/checkpoints/*40.sha256 2> /dev/null; do sleep 0.05; done
umount -l {disk}
wait $run
ls -A {disk} > {out}/left
"""


@pytest.mark.slow
def test_that_a_run_whose_disk_vanishes_goes_on_and_says_so_once(tmp_path: Path) -> None:
    disk, out = tmp_path / "disk", tmp_path / "out"
    disk.mkdir()
    out.mkdir()
    length = "--steps 1000 --batch-size 32 --checkpoint-every 20 --steps-per-call 20"
    script = _VANISHING.format(disk=disk, out=out, python=sys.executable, length=length)
    done = subprocess.run([*_namespace(), script], capture_output=True, text=True, check=False)
    told = (out / "told").read_text()
    assert done.returncode == 0, done.stderr + told
    assert json.loads((out / "result.json").read_text())["steps"] == 1000
    assert told.count("takes nothing any more") == 1
    assert "Traceback" not in told
    assert not (out / "left").read_text()  # nothing is written to the place where the disk was
