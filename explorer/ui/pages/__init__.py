"""Where store, plots and jobs meet: what all pages share, and a folder for each page.

Not here: widgets and plots that know no page (`ui.widgets`, `ui.plots`). Begin with `circuit`, then
`skeleton` and `own`; of the pages, with `descent.page`.
"""
