import subprocess
import sys

import pytest


@pytest.mark.parametrize("module", ["settings", "reports", "dataset", "order", "inspection"])
def test_that_light_modules_leave_tensorflow_unloaded(module: str) -> None:
    code = (
        f"import sys, explorer.core.training.{module}; "
        "sys.exit(any(name in sys.modules for name in ('tensorflow', 'keras')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
