"""Steps on the timeline of a page and in its lessons, for the command search."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from explorer.ui.commands import Command

if TYPE_CHECKING:
    from explorer.ui.pages.skeleton import Page

translate = QCoreApplication.translate


def step_commands(page: "Page[Any, Any]") -> list[Command]:
    """Return commands that step on the timeline, open a lesson, or a step of the first one."""
    key, guide, jump, step = page.spec.key, page.guide, page.jump, page.step

    def opening(lesson: str, number: int | None = None) -> Callable[[], None]:
        def run() -> None:
            guide.open(lesson)
            if number is not None:
                guide.go(number - 1)
            page.open_leaf("guide")

        return run

    first = guide.lessons[0]
    text, title = (
        translate("Guide", "Guide, step {step}: {text}"),
        translate("Guide", "Lesson: {title}"),
    )
    return [
        Command(f"{key}.first", translate("Timeline", "First (Home)"), partial(jump, to_end=False)),
        Command(f"{key}.back", translate("Timeline", "One back (Left)"), partial(step, -1)),
        Command(f"{key}.forward", translate("Timeline", "One forward (Right)"), partial(step, 1)),
        Command(f"{key}.last", translate("Timeline", "Last (End)"), partial(jump, to_end=True)),
        *(
            Command(f"{key}.lesson.{each.key}", title.format(title=each.title), opening(each.key))
            for each in guide.lessons
        ),
        *(
            Command(
                f"{key}.lesson.{number}", text.format(step=number, text=each.text),
                opening(first.key, number),
            )
            for number, each in enumerate(first.steps, start=1)
        ),
    ]  # fmt: skip
