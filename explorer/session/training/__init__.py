"""What is chosen on the MNIST page, what a run has told, and its program."""
