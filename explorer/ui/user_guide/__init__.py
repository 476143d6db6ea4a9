"""The user guide in a window of its own, offline and with a search.

Here: how a chapter is set and what is found in it. Not here: where the guide stands and how it is divided
(`files.user_guide`), or the lessons beside a page (`pages.lesson_leaf`). Begin with `window`.
"""
