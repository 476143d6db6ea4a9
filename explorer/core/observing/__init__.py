"""What is taken inside somebody's own training step: gradient, weight and update of every variable.

Here: the hook in a Keras optimiser, how often it looks, the values that it yields, and the replay of a
step that was not finite. Not here: where they are kept (`files`), or the page that shows them. Begin
with `observed`, then `tap`.
"""
