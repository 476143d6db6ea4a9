"""From typed text to a checked tree: lexemes, grammar, limits, and what is said of a fault.

Nothing of a text is ever run. What a tree amounts to is no matter of this folder. Begin with
`reader`.
"""
