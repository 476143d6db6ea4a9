"""Arguments lead to the command line, none to the window; the only module that knows both."""

import os
import sys
from argparse import Namespace
from collections.abc import Sequence

from explorer import cli
from explorer.files.log import start_log

# What a bare Debian or Ubuntu lacks for Qt to load; see the README.
_PACKAGES = (
    "libgl1 libegl1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 "
    "libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libdbus-1-3 libfontconfig1"
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status."""
    arguments = cli.parse(sys.argv[1:] if argv is None else argv)
    start_log()
    if arguments.command is None:
        return _with_qt(_open_window, arguments)
    if arguments.command == "screenshot":
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        return _with_qt(_take_screenshot, arguments)
    return cli.run(arguments)


def _with_qt(work: object, arguments: Namespace) -> int:
    try:
        return work(arguments)  # type: ignore[operator, no-any-return]
    except ImportError as error:
        if ".so" not in str(error):
            raise
        library = str(error).split(":")[0]
        print(  # noqa: T201 - there is no window to say it in
            f"gradient-explorer: the system library {library} is missing. On Debian or Ubuntu, install it "
            f"with: sudo apt-get install {_PACKAGES}",
            file=sys.stderr,
        )
        return 1


def _open_window(_: Namespace) -> int:
    from explorer.ui.app import run_window  # noqa: PLC0415 - Qt only where a window is asked for

    return run_window()


def _take_screenshot(arguments: Namespace) -> int:
    from explorer.ui.app import take_screenshot  # noqa: PLC0415 - Qt only where a page is drawn

    a = arguments
    return take_screenshot(a.page, a.file, a.size, a.theme, a.language)


if __name__ == "__main__":
    raise SystemExit(main())
