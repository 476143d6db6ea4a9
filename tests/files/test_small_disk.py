"""A disk that is really full: a small tmpfs in a mount namespace of the test's own."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

# With the ballast there is room for two checkpoints of 1.2 MB; a writer wants four for a moment.
SIZE = "5m"
_INSIDE = """
set -e
mount -t tmpfs -o size={size} none {disk}
head -c 2500000 /dev/zero > {disk}/ballast
{python} -m explorer train --json {length} --run {disk}/run > {out}/first.json 2> {out}/first.err
cp -r {disk}/run {out}/left
rm {disk}/ballast
{python} -m explorer train --json {length} --resume {disk}/run > {out}/resumed.json
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
    first, resumed = (
        json.loads((out / f"{name}.json").read_text()) for name in ("first", "resumed")
    )
    assert first["steps"] == resumed["steps"] == 240
    assert first["weights_sha256"] == resumed["weights_sha256"]
    kept = sorted(path.stem for path in (out / "left" / "checkpoints").glob("*.sha256"))
    assert kept
    assert kept[-1] < "step-0000000240"
