"""Random formulas, as trees of this package, for laws that hold for all of them."""

from typing import Any

from hypothesis import strategies as st

from explorer.core.functions.nodes import (
    Binary,
    Call,
    Compare,
    Constant,
    Logic,
    Negate,
    Not,
    Number,
    Variable,
    Where,
)
from explorer.core.functions.table import FUNCTIONS

_NUMBERS = st.one_of(
    st.integers(0, 12).map(float), st.sampled_from([0.1, 0.5, 2.75, 1e-7, 3e20, 123456.789])
)
_LEAVES = st.one_of(
    _NUMBERS.map(Number),
    st.sampled_from(["pi", "e"]).map(Constant),  # type: ignore[arg-type]
    st.sampled_from(["x", "y"]).map(Variable),
)


def _calls(inner: Any) -> Any:
    def call(name: str) -> Any:
        count = st.integers(FUNCTIONS[name].least, min(FUNCTIONS[name].most, 3))
        arguments = count.flatmap(lambda n: st.lists(inner, min_size=n, max_size=n))
        return arguments.map(lambda nodes: Call(name, tuple(nodes)))

    return st.sampled_from(sorted(FUNCTIONS)).flatmap(call)


def _conditions(inner: Any) -> Any:
    comparators = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
    compared = st.builds(Compare, comparators, inner, inner)
    return st.recursive(
        compared,
        lambda part: st.one_of(
            st.builds(Logic, st.sampled_from(["and", "or"]), part, part), part.map(Not)
        ),
        max_leaves=3,
    )


def _extended(inner: Any) -> Any:
    return st.one_of(
        inner.map(Negate),
        st.builds(Binary, st.sampled_from(["+", "-", "*", "/", "^"]), inner, inner),
        _calls(inner),
        st.builds(Where, _conditions(inner), inner, inner),
    )


TREES = st.recursive(_LEAVES, _extended, max_leaves=12)
