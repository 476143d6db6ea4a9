"""Functions of x that show something: each with a view, a start and a rate that show it."""

from explorer.core.functions.example import Example
from explorer.core.functions.rough_examples import JUMPS, KINKS, TRAPS
from explorer.core.functions.smooth_examples import BOWLS, WAVES

CATALOGUE: tuple[Example, ...] = BOWLS + WAVES + KINKS + JUMPS + TRAPS
