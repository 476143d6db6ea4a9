"""Why a gradient is None, and what one batch says of a model; in a person's own program."""

from explorer.api.keeping import say
from explorer.api.showing import open_window
from explorer.core.autodiff.explaining.checking import Check, check
from explorer.core.autodiff.explaining.explain import explain
from explorer.core.autodiff.explaining.explanation import Cut, Explanation, let_show
from explorer.core.sentences import ExplorerError
from explorer.files.explanations import keep_explanation, usual_explanations_folder

__all__ = ["Check", "Cut", "Explanation", "check", "explain"]


def _show(explanation: Explanation) -> None:
    try:
        path = keep_explanation(explanation, usual_explanations_folder())
    except (ExplorerError, OSError) as error:
        say(f"{error} The explanation is not shown; print it instead.")
    else:
        open_window(path)


let_show(_show)
