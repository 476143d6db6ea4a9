"""The Surface page: f(x, y) as a map, and optimisers racing from one start.

Here: how the page is put together, what it asks for and what it says. Not here: what is drawn for
its choices (`session.surface`). Begin with `page`, then `requests`.
"""
