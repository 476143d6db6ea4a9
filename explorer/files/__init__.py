"""Everything on disk; tolerant when reading, atomic when writing.

Here: runs, checkpoints, settings, lessons, the log, and where resources lie. Not here: what a file's
numbers mean (`core`), or dialogs that ask for a place (`ui`). Begin with `saving`, then
`training_runs`.
"""
