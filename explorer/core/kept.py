"""What was traced or compiled, of all pages together: up to some megabytes; the longest unused goes first."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any, ParamSpec, TypeVar

from cachetools import LRUCache, cached
from cachetools.keys import hashkey

# A descent with five rivals has 50 of them at once, and nothing that a page shows needs more.
MEGABYTES = 80.0

Asked = ParamSpec("Asked")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was made, and how much it takes."""

    made: Any
    megabytes: float


SHELF: LRUCache[Any, _Kept] = LRUCache(MEGABYTES, getsizeof=lambda each: each.megabytes)
_ONE_AT_A_TIME = threading.RLock()


def kept(
    megabytes: float | Callable[..., float],
) -> Callable[[Callable[Asked, Made]], Callable[Asked, Made]]:
    """Keep what a function makes, for who asks for the same again; for any thread.

    Args:
        megabytes: What one takes, as measured, or what returns it from the function's own arguments. They must
            be hashable. What takes more than all is made anew each time.
    """

    def of(make: Callable[Asked, Made]) -> Callable[Asked, Made]:
        @cached(SHELF, key=partial(hashkey, make), lock=_ONE_AT_A_TIME)
        def weighed(*given: Asked.args, **named: Asked.kwargs) -> _Kept:
            size = megabytes(*given, **named) if callable(megabytes) else megabytes
            return _Kept(make(*given, **named), size)

        @wraps(make)
        def made(*given: Asked.args, **named: Asked.kwargs) -> Made:
            found: Made = weighed(*given, **named).made
            return found

        return made

    return of
