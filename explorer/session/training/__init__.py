"""What is chosen on the MNIST page, what a run has told, and what is drawn of both.

Training itself is `core.training`, keeping it `files.training_runs`; here its reports become
histories, paces, snapshots and a program.
"""
