"""What is chosen on the Tape page, and what is drawn for it.

Here: recordings in each mode as frozen views, with their steps and programs. Not here: what
TensorFlow records and answers (`core.autodiff`); how a view is put into colours and places (`ui`).
Begin with `choices`, then `snapshots`.
"""
