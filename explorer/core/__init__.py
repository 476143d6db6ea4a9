"""Mathematics in rooms named after what they are about; no Qt, no files but the data set.

Begin with `functions.formula`, then `descent.trajectory` or `training.trainer`. What is chosen on
a page is not known here (`session`); texts are `sentences`, put into a language elsewhere.
"""
