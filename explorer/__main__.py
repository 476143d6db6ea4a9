"""Arguments lead to the command line, none to the window; the only module that knows both."""

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import Namespace

    from explorer.core.functions.measured import Known
    from explorer.ui.wishes import Wish

# What a bare Debian or Ubuntu lacks for Qt to load; see the README.
_PACKAGES = (
    "libgl1 libegl1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 "
    "libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libdbus-1-3 libfontconfig1 libgssapi-krb5-2"
)

_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")  # what tells Qt where to draw


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status."""
    # Called by the system: from here to the very end Ctrl+C leaves no traceback. Python's own handler
    # would raise in the midst of an import; a command has it back while it is at work.
    if argv is None and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from explorer import cli
    from explorer.core.functions.measured import finders
    from explorer.core.memory import share_arenas
    from explorer.files.fault_reports import watch_for_crashes
    from explorer.files.log import lead_native_errors_to_log, start_log

    arguments = cli.parse(sys.argv[1:] if argv is None else argv)
    if arguments.command == "watch":
        return cli.run(arguments)  # nothing is set up that a person's script would inherit
    share_arenas()
    start_log()
    watch_for_crashes()
    if arguments.command in (None, "open", "show"):
        arguments.run = _open_window
    elif arguments.command in ("screenshot", "export"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        arguments.run = _take_screenshot if arguments.command == "screenshot" else _export
    finders.append(_find_slice)
    if arguments.command is not None:
        lead_native_errors_to_log()
    return cli.run(arguments)


def _find_slice(name: str) -> "Known | None":
    """Return a slice of a network's loss that was kept, for a formula that calls it."""
    from explorer.files.slices import find

    return find(name)


def _open_window(arguments: "Namespace") -> int:
    if arguments.command == "show":
        from explorer.cli.show import check_shown

        check_shown(arguments.followed)  # so that what cannot be shown is said on the terminal
    _load_qt()
    if sys.platform == "linux" and not any(map(os.environ.get, _SCREENS)):
        from explorer.ui.screen import no_screen

        raise no_screen()
    wish = _wish(arguments)
    if wish is not None:
        from explorer.cli.parsing import tell
        from explorer.ui.single_instance import hand_over, meeting_place

        if hand_over(wish, meeting_place()):
            tell("gradient-explorer: shown in the window that is open.")
            return 0
    from explorer.ui.app import run_window

    return run_window(wish)


def _wish(arguments: "Namespace") -> "Wish | None":
    """Return what a start is asked to show (`open` a document, `show` a run), as other processes find it."""
    if arguments.command is None:
        return None
    from explorer.session.session import LINK
    from explorer.ui.wishes import Wish

    if arguments.command == "show":
        from explorer.cli.show import is_explanation

        shown = arguments.followed
        return Wish("explanation" if is_explanation(shown) else "run", str(shown.resolve()))
    named = arguments.document
    if not named:
        return None
    return Wish("document", named if named.startswith(LINK) else str(Path(named).absolute()))


def _take_screenshot(arguments: "Namespace") -> int:
    _load_qt()
    from explorer.ui.offscreen import seen, take_screenshot

    a = arguments
    return take_screenshot(seen(a.opened, a.page, a.theme, a.language), a.file, a.size)


def _export(arguments: "Namespace") -> int:
    _load_qt()
    from explorer.session.endings import ending_of
    from explorer.ui.exporting.exporters import ExportWish
    from explorer.ui.offscreen import export, seen

    a = arguments
    form = ending_of(a.file)
    wish = ExportWish(
        what="page" if a.whole else "plot",
        ending=form.key,
        scale=a.scale,
        caption=a.caption,
        rate=a.rate,
        first=a.first,
        last=a.last,
        marked=a.bom,
    )
    session = seen(a.opened, a.page, a.theme, a.language)
    if form.kind == "numbers":
        # The list of runs, which the page may show in their place, would have but one.
        session = session.with_training(lambda choices: choices.tabulating("numbers"))
    train = a.page == "mnist" and (a.train or form.kind == "numbers")
    return export(session, a.file, a.size, wish, train=train)


def _load_qt() -> None:
    """Import Qt's own modules.

    Raises:
        ExplorerError: If a library of the system is missing; the sentence names the packages.
    """
    try:
        from PySide6 import QtSvg, QtWidgets  # noqa: F401 - whether they load is the question
    except ImportError as error:
        if ".so" not in str(error):
            raise
        from explorer.core.sentences import ExplorerError, said

        sentence = said(
            "Errors",
            "The system library {library} is missing. On Debian or Ubuntu, run: "
            "sudo apt-get install {packages}",
            library=str(error).split(":")[0],
            packages=_PACKAGES,
        )
        raise ExplorerError(sentence) from error


if __name__ == "__main__":
    raise SystemExit(main())
