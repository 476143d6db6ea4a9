"""Optimisers at work on f(x) and f(x, y): paths, races, minima, and what is said of them.

Here belongs what needs a function and an optimiser. Functions themselves are in `functions`, the
network's training is in `training`; `results` and `standings` are read without TensorFlow. Begin
with `settings` and `trajectory`.
"""
