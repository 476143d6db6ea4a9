"""Everything that touches Qt: the window, its pages, and what they are made of.

Not here: mathematics, or what is chosen and drawn (`core`, `session`). Begin with `app` and `store`,
then `pages.circuit`.
"""

from explorer.ui.guard import install

install()  # before any class of the window is made
