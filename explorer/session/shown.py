"""What a page shows: its choices, and what its requests have brought."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Result(Generic[Answer]):
    """What the newest request of its kind has brought.

    Attributes:
        value: The answer. While a newer one is pending it is the one before, until any answer to
            the new choices is there: what belongs to other choices never stands beside that.
        pending: Whether the newest request is still to be answered.
        failure: What it failed by.
    """

    value: Answer | None = None
    pending: bool = False
    failure: Exception | None = None

    @property
    def fresh(self) -> Answer | None:
        """The answer to the newest request, None while that is pending or if it failed."""
        return None if self.pending else self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a page shows; a page adds its choices and a `Result` for each of its requests.

    Attributes:
        choices: What is chosen on the page.
        ready: Whether TensorFlow is there.
        late: Keys of the requests that have been pending for so long that it is drawn.
    """

    choices: Any
    ready: bool = False
    late: frozenset[str] = frozenset()

    def choosing(self, choices: Any) -> Self:
        """Show other choices."""
        return replace(self, choices=choices)

    def result(self, key: str) -> Result[Any]:
        """Return the result of a request by its key."""
        found: Result[Any] = getattr(self, key)
        return found

    @property
    def results(self) -> Iterator[tuple[str, Result[Any]]]:
        """All results by their keys."""
        for name in self.__dataclass_fields__:  # `fields` builds its tuple anew each time
            value = getattr(self, name)
            if isinstance(value, Result):
                yield name, value

    def differs(self, old: Shown | None, *keys: str) -> bool:
        """Whether one of these results is not what was shown before."""
        # By identity: an answer is frozen, and what is new is another object.
        return old is None or any(
            self.result(key).value is not old.result(key).value for key in keys
        )

    @property
    def failed(self) -> Exception | None:
        """What the first request that failed has failed by."""
        return next((r.failure for _, r in self.results if r.failure is not None), None)
