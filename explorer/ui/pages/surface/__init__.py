"""The Surface page: f(x, y) as a map, and optimisers racing from one start."""
