"""How many graphs have been traced, for whoever looks for garbage; a start may import it."""

from dataclasses import dataclass


@dataclass
class Tally:
    """Counts what holds megabytes in a circle of references.

    A graph of TensorFlow refers to its operations, and they to it: it goes when Python looks for such
    circles, and Python goes by how many objects there are, a few thousand for a graph, not by their memory.
    """

    made: int = 0


GRAPHS = Tally()
