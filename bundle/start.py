"""Where a bundle begins: as the program, or as the Python that it starts for what needs a process of its own.

In a bundle `sys.executable` is the program itself; so `-m MODULE`, `-c CODE` and `-u SCRIPT` are run here, as
Python would.
"""

import os
import runpy
import sys
from pathlib import Path


def be_python(arguments: list[str]) -> bool:
    """Run a module, code or a script, if the arguments are those of Python; return whether they were."""
    flags = []
    while arguments[:1] in (["-P"], ["-u"]):
        flags.append(arguments.pop(0))
    if arguments[:1] == ["-m"]:
        sys.argv = arguments[1:]
        runpy.run_module(arguments[1], run_name="__main__", alter_sys=True)
    elif arguments[:1] == ["-c"]:
        sys.argv = ["-c", *arguments[2:]]
        exec(arguments[1], {"__name__": "__main__"})  # noqa: S102 - the program's own, as by Python
    elif flags and arguments:
        sys.stdout.reconfigure(write_through=True)  # type: ignore[union-attr]
        sys.argv = arguments
        sys.path.insert(0, str(Path(arguments[0]).parent))
        runpy.run_path(arguments[0], run_name="__main__")
    else:
        return False
    return True


if __name__ == "__main__":
    # The bundle's own libraries are found by now; other programs, such as a browser, want the system's.
    own = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if own is not None:
        os.environ["LD_LIBRARY_PATH"] = own
    elif sys.platform == "linux":
        os.environ.pop("LD_LIBRARY_PATH", None)
    if not be_python(sys.argv[1:]):
        from explorer.__main__ import main

        raise SystemExit(main())
