"""Exact derivatives by sympy, in a process of its own that is ended when it takes too long.

Only `trees` and `process`, which run there, import sympy. Callers need `derivative` alone; begin
there. Derivatives by tapes are not here but in `core.autodiff`.
"""
