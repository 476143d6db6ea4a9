"""What is chosen on the Surface page, and what is drawn for it.

Not here: how a race is run (`core.descent`), or how it is painted (`ui`). Begin with `choices`,
then `snapshots`, and `resolving`, which makes one from the other.
"""
