"""What is chosen on the Descent page, and what is drawn for it.

Not here: how a path is computed (`core.descent`), or how it is painted (`ui`). Begin with
`choices`, then `snapshots`, and `resolving`, which makes one from the other.
"""
