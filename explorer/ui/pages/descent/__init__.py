"""The Descent page: a function, its derivatives, and an optimiser walking down it.

Here: how the page is put together, what it asks for and what it says. Not here: what is drawn for
its choices (`session.descent`). Begin with `page`, then `requests`.
"""
