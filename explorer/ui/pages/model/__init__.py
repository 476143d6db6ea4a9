"""The page "Your model": a followed run's loss and heat map, its hints, and how one begins.

Here: what is this page's own. Not here: the map and its axes (`ui/plots`). Begin with `page`.
"""
