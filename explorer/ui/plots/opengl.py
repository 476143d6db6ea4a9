"""Whether a view in three dimensions can be drawn here, found out without importing it."""

from importlib.util import find_spec

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QOffscreenSurface, QOpenGLContext

translate = QCoreApplication.translate

_GL_RENDERER = 0x1F01
# Mesa's drivers that compile shaders by LLVM end in TensorFlow's own copy of LLVM, whose symbols are
# visible to every library, and the process with them (seen with llvmpipe, TensorFlow 2.21).
_CLASHING = ("LLVM", "llvmpipe", "softpipe")


def obstacle() -> str:
    """Return in a sentence with a remedy what hinders a 3-D view, empty for nothing."""
    if find_spec("OpenGL") is None:
        return translate(
            "Surface",
            "The 3-D view needs PyOpenGL, which is not installed. Type: pip install PyOpenGL",
        )
    renderer = _renderer()
    if renderer is None:
        return translate(
            "Surface",
            "The 3-D view needs OpenGL, which this display does not offer. Start the program on a "
            "display with OpenGL, or install your system’s graphics driver.",
        )
    if any(name in renderer for name in _CLASHING):
        return translate(
            "Surface",
            "The 3-D view needs a graphics card: here “{renderer}” draws OpenGL, and its compiler "
            "and TensorFlow’s cannot live in one program. Start the program on a display whose "
            "driver does not use LLVM.",
        ).format(renderer=renderer)
    return ""


def _renderer() -> str | None:
    """Return the name of what draws OpenGL here, None where nothing does."""
    context = QOpenGLContext()
    if not context.create():
        return None
    surface = QOffscreenSurface()
    surface.setFormat(context.format())
    surface.create()
    if not context.makeCurrent(surface):
        return None
    name = str(context.functions().glGetString(_GL_RENDERER))
    context.doneCurrent()
    surface.destroy()
    return name
