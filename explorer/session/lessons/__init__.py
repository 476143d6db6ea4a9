"""Lessons: what a step says, asks and sets as a goal, and how an answer is judged.

Here belongs what a lesson is and when it holds, without files and without Qt. The files are read in
`explorer/files/lessons.py`; what a condition can speak of stands in `facts.py` of each subject.
"""
