"""From a tree back to text: letters that are read again, LaTeX, and TensorFlow source.

Each takes a formula and computes nothing; the spelling of a single function is in `table`. Begin
with `typesetting` for letters and LaTeX, with `source` for Python.
"""
