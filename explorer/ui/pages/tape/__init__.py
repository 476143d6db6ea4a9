"""The Tape page: what a tape recorded, its way back, and why a gradient is None.

Here: how the page is put together and what it says. Not here: how a graph, a card or a timeline is
drawn (`ui.plots`, `ui.widgets`). Begin with `page`; `step_graph` places a recording for its plot.
"""
