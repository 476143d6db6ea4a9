"""Programs that lose a gradient: the cause is named, at its line, and its cure gives a gradient."""

import linecache
from pathlib import Path
from typing import Any

import pytest
import tensorflow as tf

from explorer.core.autodiff.explaining.explain import explain
from tests.core.autodiff.explaining import broken
from tests.core.autodiff.explaining.broken import CASES
from tests.core.autodiff.explaining.broken.case import Case

NAMES = [each.program.__name__ for each in CASES]


def gradient_of(f: Any, source: Any) -> Any:
    """What a tape says, with the source watched."""
    own = getattr(source, "value", source) if not isinstance(source, tf.Variable) else source
    with tf.GradientTape() as tape:
        tape.watch(own)
        result = f()
    try:
        return tape.gradient(result, own)
    except (LookupError, AttributeError):  # no gradient registered; a result that is no tensor
        return None


def test_that_the_corpus_has_at_least_forty_programs() -> None:
    assert len(CASES) >= 40


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_that_the_cause_is_named_and_its_cure_gives_a_gradient(case: Case) -> None:
    f, source = case.program(False)
    assert gradient_of(f, source) is None, "the program is not broken"
    found = explain(f, source)
    assert not found.connected
    assert [(cut.why, cut.operation) for cut in found.cuts] == [(case.why, case.operation)], found
    (cut,) = found.cuts
    if case.why != "not_read" and cut.file is not None:
        assert Path(cut.file).parent == Path(broken.__file__).parent, found
        assert "# cut" in linecache.getline(cut.file, cut.line or 0), found
    assert cut.cure
    cured, source = case.program(True)
    assert gradient_of(cured, source) is not None
    again = explain(cured, source)
    assert again.connected, again
    assert not again.cuts
