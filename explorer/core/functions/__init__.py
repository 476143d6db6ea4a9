"""Formulas: typed text, its checked tree, and all that is made of a tree.

Most callers need `formula` and `tensors` alone; begin there. What a function is stands in `table`,
in one entry each; slopes by tapes are not here but in `autodiff`.
"""
