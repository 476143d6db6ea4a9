"""The largest eigenvalues of a symmetric matrix of which only products are known."""

from collections.abc import Callable, Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.core.arrays import Row

TOLERANCE = (
    0.01  # of the residual, as a share of the eigenvalue; its error is about the square of that
)
_LEAST = 1e-7  # a remainder so much shorter than the product is rounding
_LESS_EXACT = 5  # times as large may the residuals of all but the first be


@dataclass(frozen=True, slots=True, eq=False)
class Spectrum:
    """The largest eigenvalues of a matrix A.

    Attributes:
        values: λ, the largest first, float64, shape (k,).
        residuals: |A v − λ v| for each; as A is symmetric, one of its eigenvalues lies within that of λ.
        vectors: v, of length 1, shape (k, n), float32.
        products: Products that it took.
    """

    values: NDArray[np.float64]
    residuals: NDArray[np.float64]
    vectors: NDArray[np.float32]
    products: int

    @property
    def start(self) -> Row:
        """A vector from which the spectrum of a matrix that differs a little is found soon."""
        # The second one weighs less, as the first is what is asked for; it is there in case they change places.
        weights = 0.3 ** np.arange(len(self.vectors), dtype=np.float32)
        return np.asarray(weights @ self.vectors, np.float32)


def largest(
    product: Callable[[Row], Row],
    start: Row,
    count: int = 1,
    *,
    tolerance: float = TOLERANCE,
    most: int = 60,
) -> Spectrum:
    """Return the `count` largest eigenvalues; see `searching`, which lets others in between the products."""
    search = searching(product, start, count, tolerance=tolerance, most=most)
    while True:
        try:
            next(search)
        except StopIteration as end:
            found: Spectrum = end.value
            return found


def searching(
    product: Callable[[Row], Row],
    start: Row,
    count: int = 1,
    *,
    tolerance: float = TOLERANCE,
    most: int = 60,
) -> Generator[None, None, Spectrum]:
    """Return the `count` largest eigenvalues by Lanczos' method; yield None before each product.

    Each product adds a direction to a basis Q of the space that v, Av, A²v, … span, fully reorthogonalised;
    the eigenvalues of the small matrix QᵀAQ approach those of A from inside, the outermost first.

    Args:
        product: Returns A v for v of shape (n,).
        start: Where to begin, shape (n,); near an eigenvector a few products do.
        count: Eigenvalues that are asked for.
        tolerance: Largest residual of the first, as a share of |λ₁|; the others' may be five times as large.
        most: Products after which what was found is returned, whatever its residuals.

    Returns:
        At most `count` eigenvalues; fewer if the matrix has fewer different ones in the space of the start.

    Source: C. Lanczos, "An iteration method for the solution of the eigenvalue problem", 1950; the
        residuals: B. Parlett, "The Symmetric Eigenvalue Problem", section 13.2.
    """
    most = max(min(most, len(start)), 1)
    basis: list[Row] = []
    diagonal: list[float] = []
    beside: list[float] = []
    length = float(np.linalg.norm(start))
    following = start / length if length else np.full_like(start, len(start) ** -0.5)
    allowed = tolerance * np.append(1.0, np.full(count - 1, _LESS_EXACT))
    while True:
        yield
        basis.append(following)
        rest = product(following)
        size = float(np.linalg.norm(rest))
        if not np.isfinite(size):
            nothing = np.full(count, np.nan)
            return Spectrum(nothing, nothing, np.array([following] * count), len(basis))
        diagonal.append(float(rest @ following))
        # Against all of them, twice: in float32 neighbours alone would let copies of λ₁ in.
        for each in basis * 2:
            rest = rest - (each @ rest) * each
        left = float(np.linalg.norm(rest))
        small = np.diag(diagonal) + np.diag(beside, 1) + np.diag(beside, -1)
        values, vectors = np.linalg.eigh(small)
        values, vectors = values[::-1][:count], vectors[:, ::-1][:, :count]
        residuals = left * np.abs(vectors[-1])
        is_good = len(values) == count and bool((residuals <= allowed * abs(values[0])).all())
        if is_good or left <= _LEAST * size or len(basis) == most:
            break
        beside.append(left)
        following = rest / np.float32(left)
    found = np.zeros((len(values), len(start)), np.float32)
    for row, each in zip(vectors, basis, strict=True):
        found += np.outer(row, each).astype(np.float32)
    return Spectrum(values, residuals, found, len(basis))
