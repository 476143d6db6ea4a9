"""The MNIST page: the lesson's network trained live, and a look inside it.

Here: how the page is put together and what it says. Not here: the run, which outlives the page
(`ui.training_run`), and what it has told (`session.training`). Begin with `page`, then `requests`.
"""
