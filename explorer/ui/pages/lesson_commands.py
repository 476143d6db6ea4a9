"""The lessons of a page and the steps of its first one, for the command search."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from explorer.ui.commands import Command
from explorer.ui.pages.lesson_leaf import LessonLeaf

translate = QCoreApplication.translate


def lesson_commands(page: str, guide: LessonLeaf, show: Callable[[], object]) -> list[Command]:
    """Return commands that open a lesson, or a step, and show the guide."""

    def opening(key: str, step: int | None = None) -> Callable[[], None]:
        def run() -> None:
            guide.open(key)
            if step is not None:
                guide.go(step - 1)
            show()

        return run

    first = guide.lessons[0]
    text, title = (
        translate("Guide", "Guide, step {step}: {text}"),
        translate("Guide", "Lesson: {title}"),
    )
    return [
        *(
            Command(f"{page}.lesson.{each.key}", title.format(title=each.title), opening(each.key))
            for each in guide.lessons
        ),
        *(
            Command(
                f"{page}.lesson.{number}", text.format(step=number, text=step.text),
                opening(first.key, number),
            )
            for number, step in enumerate(first.steps, start=1)
        ),
    ]  # fmt: skip
