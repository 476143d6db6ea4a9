"""Whether a view in three dimensions can be drawn here, found out by a process of its own.

TensorFlow's libraries show their copies of LLVM and others to every library loaded after them.
A driver that uses its own then ends in the wrong ones and takes the process with it, some at
once, some at exit (seen with Mesa's llvmpipe and softpipe, TensorFlow 2.21); so the question is
asked elsewhere.
"""

import sys
from importlib.util import find_spec

from PySide6.QtCore import QCoreApplication, QObject, QProcess, Signal

translate = QCoreApplication.translate

# What drivers that draw on the processor call themselves.
_CLASHING = ("LLVM", "llvmpipe", "softpipe")
_GL_RENDERER = 0x1F01
# A process without TensorFlow: there the driver cannot end in the wrong library.
_QUESTION = f"""
from PySide6.QtGui import QGuiApplication, QOffscreenSurface, QOpenGLContext
application, context, surface = QGuiApplication([]), QOpenGLContext(), QOffscreenSurface()
if context.create():
    surface.setFormat(context.format())
    surface.create()
    if context.makeCurrent(surface):
        print(context.functions().glGetString({_GL_RENDERER}))
        context.doneCurrent()
"""


class OpenGLProbe(QObject):
    """Asks once; `told` brings what hinders a 3-D view, empty for nothing."""

    told = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process = QProcess(self)
        self._process.finished.connect(self._tell)

    def start(self) -> None:
        """Ask, unless the extra is missing, which is told at once."""
        # Looked for, not imported: the import takes time that only a 3-D view should cost.
        if find_spec("OpenGL") is None:
            self.told.emit(
                translate(
                    "Surface",
                    "The 3-D view needs PyOpenGL, which is not installed. Type: pip install PyOpenGL",
                )
            )
        else:
            self._process.start(sys.executable, ["-c", _QUESTION])

    def close(self) -> None:
        """Ask no more."""
        # A process that is killed tells its end, too.
        self._process.finished.disconnect(self._tell)
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.kill()
            self._process.waitForFinished(3_000)

    def _tell(self) -> None:
        self.told.emit(obstacle(bytes(self._process.readAllStandardOutput().data()).decode()))


def obstacle(renderer: str) -> str:
    """Return in a sentence with a remedy why a renderer cannot be used, empty where it can."""
    if not renderer.strip():
        return translate(
            "Surface",
            "The 3-D view needs OpenGL, which this display does not offer. Start the program on a "
            "display with OpenGL, or install your system’s graphics driver.",
        )
    # Not even tried: such a driver ends the program, some only at exit.
    if any(name in renderer for name in _CLASHING):
        return translate(
            "Surface",
            "The 3-D view needs a graphics card: here “{renderer}” draws OpenGL, and its compiler "
            "and TensorFlow’s cannot live in one program. Start the program on a display whose "
            "driver does not use LLVM.",
        ).format(renderer=renderer.strip())
    return ""
