"""Random formulas for laws that hold for every formula."""

from hypothesis import strategies as st

from explorer.core.functions.formula import Formula, parse


def _grown(smaller: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    two = st.tuples(smaller, smaller)
    return st.one_of(
        st.tuples(smaller, st.sampled_from("+-*"), smaller).map(
            lambda t: f"({t[0]}){t[1]}({t[2]})"
        ),
        smaller.map(lambda text: f"sin({text})"),
        smaller.map(lambda text: f"-({text})"),
        smaller.map(lambda text: f"exp(-({text})^2)"),
        smaller.map(lambda text: f"floor({text})"),
        two.map(lambda t: f"where(({t[0]}) < 1, ({t[0]})*x, {t[1]})"),
        two.map(lambda t: f"({t[0]})/(1+({t[1]})^2)"),
    )


_leaves = st.sampled_from(["x", "x", "2", "0.5", "pi"])
formulas: st.SearchStrategy[Formula] = st.recursive(_leaves, _grown, max_leaves=8).map(parse)
places = st.floats(-3, 3, width=32)
