"""What is said of a position of a path: in one word, one sentence, and a better rate if there is one.

Pure functions of what is known already; nothing here computes a path or needs TensorFlow. Begin
with `case`; `line` and `surface` judge with it.
"""
