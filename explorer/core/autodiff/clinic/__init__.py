"""Why is my gradient None? Ways to lose a gradient, tried live, and their cures.

Here: cases as text, one entry each with its title, and how they are run. Not here: TensorFlow at
import (chips and commands read the table before it is loaded); recordings of a formula. Begin
with `attempts`; `cases` lists all.
"""
