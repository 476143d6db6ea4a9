"""`lesson check FILE`: whether a lesson would do what its steps say, before a class sees it."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from explorer.cli.parsing import Subparsers, harmless
from explorer.files.documents import Document, save_document
from explorer.files.lessons import (
    class_lesson,
    content_of,
    open_lesson,
    own_lessons_folder,
    problems_of,
)
from explorer.files.settings import read_settings, settings_file, write_settings
from explorer.session.lessons.facts import names_on
from explorer.session.lessons.parts import choices_on, parts_on
from explorer.session.pages import PAGES
from explorer.session.session import Session


def add_to(commands: Subparsers) -> None:
    """Add the command and its arguments."""
    parser = commands.add_parser(
        "lesson",
        help="check a lesson of your own, or list what its conditions can speak of",
        description="Lessons of your own are TOML files. They appear in the Guide of their page "
        "once they lie in the folder that `lesson folder` names.",
        allow_abbrev=False,
    )
    below = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    check = below.add_parser("check", help="tell what is wrong with a lesson", allow_abbrev=False)
    check.add_argument("file", type=Path, metavar="FILE", help="the lesson")
    check.set_defaults(run=run_check)
    facts = below.add_parser("facts", help="list the facts of a page", allow_abbrev=False)
    facts.add_argument("page", choices=list(PAGES), metavar="PAGE", help=", ".join(PAGES))
    facts.set_defaults(run=run_facts)
    parts = below.add_parser(
        "parts", help="list what a step can look at, and what can be hidden", allow_abbrev=False
    )
    parts.add_argument("page", choices=list(PAGES), metavar="PAGE", help=", ".join(PAGES))
    parts.set_defaults(run=run_parts)
    made = below.add_parser(
        "class",
        help="put a lesson into a class file, which opens the window with it",
        allow_abbrev=False,
    )
    made.add_argument("file", type=Path, metavar="FILE", help="the lesson")
    made.add_argument("into", type=Path, metavar="CLASS.gex", help="the class file")
    made.set_defaults(run=run_class)
    folder = below.add_parser(
        "folder",
        help="print where they belong, or choose another folder",
        description="Prints the folder that lessons of your own are read from. What is chosen holds from "
        "the next start of the window; a window that is open keeps its own choice (Edit → Preferences).",
        allow_abbrev=False,
    )
    folder.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="choose this one")
    folder.add_argument("--usual", action="store_true", help="choose the usual one again")
    folder.set_defaults(run=run_folder)


def run_check(arguments: argparse.Namespace) -> int:
    """Print what is wrong with a lesson; 1 if anything is."""
    lesson = open_lesson(arguments.file)
    problems = problems_of(lesson)
    for problem in problems:
        print(harmless(str(problem)))
    if not problems:
        asked = sum(step.predict is not None for step in lesson.steps)
        goals = sum(step.goal is not None for step in lesson.steps)
        print(
            f"“{harmless(lesson.title)}” for {lesson.page}: {len(lesson.steps)} steps, "
            f"{asked} predictions, {goals} goals. Nothing is wrong with it."
        )
    return 1 if problems else 0


def run_facts(arguments: argparse.Namespace) -> int:
    """Print the facts that a lesson can speak of on a page."""
    print("\n".join(names_on(arguments.page)))
    return 0


def run_parts(arguments: argparse.Namespace) -> int:
    """Print the parts of a page; those that can be hidden first."""
    choices = choices_on(arguments.page)
    for name in parts_on(arguments.page):
        print(name if name in choices else f"{name} (only to look at)")
    return 0


def run_class(arguments: argparse.Namespace) -> int:
    """Write a class file; 1 if the lesson is not whole."""
    text = content_of(arguments.file).decode(errors="replace")
    lesson = class_lesson(text)
    session = Session()
    view = replace(session.view, page=lesson.page)  # type: ignore[arg-type]
    document = Document(replace(session, view=view), lesson_text=text, lesson=lesson)
    save_document(arguments.into, document)
    print(
        f"“{harmless(lesson.title)}” is in {arguments.into}. Open it with: gradient-explorer open"
    )
    return 0


def run_folder(arguments: argparse.Namespace) -> int:
    """Print where lessons of one's own belong, after another choice if one is made; 1 if it is no folder."""
    settings = read_settings(settings_file())
    chosen = settings.view.lessons
    if arguments.folder is not None and not arguments.folder.is_dir():
        print(f"{harmless(str(arguments.folder))} is no folder.", file=sys.stderr)
        return 1
    if arguments.folder is not None or arguments.usual:
        chosen = "" if arguments.folder is None else str(arguments.folder.resolve())
        view = replace(settings.view, lessons=chosen)
        write_settings(settings_file(), replace(settings, view=view))
    print(harmless(str(own_lessons_folder(chosen))))
    return 0
