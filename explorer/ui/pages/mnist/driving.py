"""What the MNIST page's buttons and sentence do with the run: begin, hold, go on with another rate."""

from pathlib import Path
from typing import TYPE_CHECKING

from explorer.core.sentences import ExplorerError
from explorer.ui.pages.mnist import words
from explorer.ui.run_folders import runs_folder

if TYPE_CHECKING:
    from explorer.ui.pages.mnist.page import MnistPage
    from explorer.ui.pages.mnist.views.view import NetworkView


class RunDriver:
    """Lets the page's run begin, wait and go on, as what is chosen says."""

    def __init__(self, page: "MnistPage") -> None:
        self._page, self._run = page, page.services.training

    def listen(self, view: "NetworkView") -> None:
        """Fulfil what a view wishes of the page and of the others."""
        page = self._page
        view.wanted.connect(lambda asked: page.look_elsewhere(**asked))
        view.session_wanted.connect(page.store.change)
        view.export_requested.connect(page.export_requested)
        view.copy_requested.connect(page.copy_requested)

    def toggle(self) -> None:
        """Start, hold or go on; a followed run cannot be held from here."""
        if self._run.phase == "paused":
            self._run.resume()
        elif self._run.going:
            self._run.pause()
        else:
            self.start()

    def start(self) -> None:
        """Begin a run, unless a field holds what cannot be used."""
        page = self._page
        # A text that cannot be read must not be passed over by a run with the last good value.
        wrong = page.controls.wrong
        if wrong is not None:
            wrong.control.setFocus()
            page.look_elsewhere(refused=wrong.error)
        elif page.data_sets.obstacle:
            page.look_elsewhere(refused=page.data_sets.obstacle)
        elif page.shown.ready:
            # From the newest on: a cursor of the last run means nothing to this one.
            page.change(lambda choices: choices.looking_at_run(None))
            choices = page.shown.choices
            folder = runs_folder(choices) if choices.kept else None
            self._run.start(choices.settings, folder, **self.ways())

    def ways(self) -> dict[str, bool]:
        """Return how runs are made here: in which process, and whether they keep themselves."""
        view = self._page.store.session.view
        return {"isolate": view.isolated, "by_itself": view.keeps_runs}

    def act(self) -> None:
        """Do what the sentence offers: train with a rate, or go on with a kept run that was cut short."""
        page, history, kept = self._page, self._run.current, self._run.kept_in
        rate = None if history is None else words.offered_rate(history)
        if kept is not None and self._run.phase in ("diverged", "failed"):
            page.change(lambda choices: choices.looking_at_run(None))
            self._resume(kept, rate)
        elif rate is not None:
            page.change(lambda choices: choices.choosing(learning_rate=rate))
            self.start()

    def _resume(self, folder: Path, rate: float | None) -> None:
        try:
            self._run.resume_from(folder, rate, isolate=self._page.store.session.view.isolated)
        except ExplorerError as error:  # the folder may have gone meanwhile
            self._page.trouble.emit(error)
