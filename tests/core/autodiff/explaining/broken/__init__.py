"""Programs that lose a gradient, written after public threads; `# cut` marks the line to blame.

Each gives its function and its source; `cured` switches its cure on.
"""

from tests.core.autodiff.explaining.broken import beside, draws, inside, operations
from tests.core.autodiff.explaining.broken.case import CASES

__all__ = ["CASES", "beside", "draws", "inside", "operations"]
