"""Exact derivatives by sympy, in a process of its own."""
