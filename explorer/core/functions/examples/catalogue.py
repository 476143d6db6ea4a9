"""Functions of x that show something: each with a view, a start and a rate that show it."""

from explorer.core.functions.examples.example import Example
from explorer.core.functions.examples.rough import JUMPS, KINKS, TRAPS
from explorer.core.functions.examples.smooth import BOWLS, WAVES

CATALOGUE: tuple[Example, ...] = BOWLS + WAVES + KINKS + JUMPS + TRAPS
