"""The subject of the page "Your model": a followed run of a person's own training.

Here: what is chosen of a run and what is drawn of it. Not here: how it is read (`files`), or how it
was taken (`core/observing`). Begin with `resolving`.
"""
