"""What is chosen on the MNIST page, what a run has told and how fast it is, and its program.

Not here: the run itself (`core.training`, `files.training_runs`) and its thread (`ui.training_run`).
Begin with `choices`, then `history` and `snapshots`.
"""
