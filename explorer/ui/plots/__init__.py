"""Plots: arrays in through setters, wishes out through signals.

Not here: store, session, jobs and pages, which a plot never imports. Begin with `axes`, then
`function_plot`.
"""
