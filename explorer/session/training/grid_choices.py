"""Which runs a grid is made of; light, as every start needs it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """What is varied; a choice of which nothing is named is that of the other runs.

    Attributes:
        optimizer: Keys of optimisers; each with its own rate where no rates are named.
        learning_rate: Rates.
        batch_size: Images per update.
        seed: Origins of weights and order.
        network: Units of the hidden layers of each network; an empty list for none.
        steps: Updates of each run.
    """

    optimizer: tuple[str, ...] = ()
    learning_rate: tuple[float, ...] = ()
    batch_size: tuple[int, ...] = ()
    seed: tuple[int, ...] = ()
    network: tuple[tuple[int, ...], ...] = ()
    steps: int | None = None
