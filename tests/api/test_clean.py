"""On a training machine: the package without what it depends on, beside TensorFlow."""

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

HIDDEN = (
    "PySide6", "shiboken6", "pyqtgraph", "sympy", "mpmath", "lark", "ziamath", "ziafont", "fontpkg",
    "platformdirs", "threadpoolctl", "contourpy",
)  # fmt: skip
PROGRAM = """
import explorer, keras, numpy as np
assert "site" in explorer.__file__, explorer.__file__
model = keras.Sequential([keras.Input([3]), keras.layers.Dense(4, "relu"), keras.layers.Dense(1)])
model.compile("adam", "mse")
follow = explorer.Follow(every=1)
model.fit(np.ones([32, 3]), np.ones([32, 1]), batch_size=8, epochs=2, verbose=0, callbacks=[follow])
run = explorer.read(follow.run)
print(run.gradient.shape, run.ended, len(run.names))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_that_the_package_alone_beside_tensorflow_is_enough(
    repository: Path, tmp_path: Path
) -> None:
    place = tmp_path / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", place], check=True)
    python = place / "bin" / "python"
    (packages,) = (place / "lib").glob("python*/site-packages")
    theirs = Path(sysconfig.get_paths()["purelib"])
    for each in theirs.iterdir():  # TensorFlow and what it needs, and nothing of ours
        if not each.name.lower().startswith(tuple(name.lower() for name in HIDDEN)) and not (
            each.name.startswith(("explorer", "gradient_explorer", "_gradient", "__editable__"))
            or each.suffix == ".pth"
        ):
            (packages / each.name).symlink_to(each)
    # What the wheel holds, put where `pip install --no-deps` puts it; to build one takes the network.
    shutil.copytree(repository / "explorer", packages / "explorer")
    shutil.copytree(repository / "resources", packages / "explorer" / "resources")
    environment = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "PYTHONPATH"}}
    done = subprocess.run(
        [python, "-c", PROGRAM],
        capture_output=True, text=True, check=False, cwd=tmp_path, timeout=240,
        env=environment | {"XDG_DATA_HOME": str(tmp_path / "data")},
    )  # fmt: skip
    assert done.stdout.splitlines()[-1:] == ["(8, 4) finished 4"], done.stderr[-3000:]
