"""Gradient Explorer: see, step and check gradients with the real TensorFlow.

Rooms, each of which imports only rooms further down:

    __main__   arguments -> cli, none -> window; the only module that knows both
    ui         everything that touches Qt          cli   the same generators, printed
    files      everything on disk, and where the program's own resources lie
    session    what the user has chosen, and what is to be drawn for it
    core       mathematics: functions, autodiff, descent, training; the only TensorFlow

Begin with `session.session`, which holds all that can be chosen, and `ui.pages.circuit`.
"""

__version__ = "0.1.0"
