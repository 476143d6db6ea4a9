"""Why is my gradient None? Ways to lose a gradient, run live, and their cures."""
