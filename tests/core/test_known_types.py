"""Types that TensorFlow has met before threads call it: a new one can end the program."""

import subprocess
import sys

import pytest

_WORK = """
from dataclasses import replace
import numpy as np
from explorer.core.known_types import checks, tell_types
from explorer.core.training.dataset import Digits, Images
from explorer.core.training.settings import HiddenLayer, TrainingSettings
from explorer.core.training.trainer import train
from explorer.session.descent import resolving as line
from explorer.session.descent.choices import DescentChoices
from explorer.session.surface import resolving as surface
from explorer.session.surface.choices import SurfaceChoices

assert len(checks()) > 5
tell_types()
before = [each.cache_size() for each in checks()]
choices = replace(DescentChoices(), schedule="exponential", optimizer="adam")
for asked in (line.path, line.preview, line.rates):
    list(asked(choices))
list(line.curves(choices, None))
list(line.checks("sin(x)/x + abs(x)", (-1.0, 1.0)))
list(line.caveats_at("x**2.5", 1.0, 3))
list(surface.race(SurfaceChoices()))
list(surface.surface_map("x**2 + sin(y)", ((-1.0, 1.0), (-1.0, 1.0))))
few = Images(np.zeros((50, 784), np.uint8), np.zeros(50, np.uint8))
settings = TrainingSettings(
    steps=3, batch_size=10, norms_every=1, sharpness_every=2, dropout=0.1, l2=0.1,
    hidden=(HiddenLayer(4),), images=50,
)
list(train(settings, Digits(few, few, few)))
print([each.cache_size() - size for each, size in zip(checks(), before)])
"""


@pytest.mark.slow
def test_that_the_pages_call_tensorflow_with_no_type_that_is_new_to_it() -> None:
    done = subprocess.run([sys.executable, "-c", _WORK], capture_output=True, text=True, check=True)
    assert set(done.stdout.strip("[]\n").split(", ")) == {"0"}
