"""Optimisers at work on a function: rules, trajectories, verdicts."""
