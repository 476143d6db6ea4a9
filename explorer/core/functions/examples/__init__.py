"""Functions to choose from."""
