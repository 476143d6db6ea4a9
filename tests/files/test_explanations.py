"""An explanation goes from a person's program to the window as data, and comes there whole or not at all."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import explorer
from explorer.api.showing import SCREENS
from explorer.core.autodiff.explaining.explanation import Cut, Explanation, Stage
from explorer.core.autodiff.explaining.texts import TEXTS, Told, joined, told
from explorer.core.sentences import ExplorerError
from explorer.files.explanations import ENDING, keep_explanation, read_explanation
from explorer.session.tape.snapshots import Explained
from explorer.ui.pages.tape.explained import MOST_CARDS, cards

names = st.text(max_size=30)
parts = st.sampled_from(sorted(TEXTS)).flatmap(
    lambda key: st.fixed_dictionaries(
        dict.fromkeys(("what", "types", "code", "name", "reads", "error"), names)
    ).map(lambda values: Told(str(TEXTS[key].text.format(**values)), ((key, values),)))
)
cuts = st.builds(
    Cut, names, st.sampled_from(["not_read", "state", "tape"]), st.none() | names,
    st.none() | st.integers(1, 10**6), parts, parts,
)  # fmt: skip
stages = st.builds(
    Stage, names, names, st.none() | names, st.none() | st.integers(1), st.booleans()
)
explanations = st.builds(
    Explanation, names, st.booleans(), st.lists(cuts, max_size=3).map(tuple), parts,
    st.lists(st.lists(stages, max_size=4).map(tuple), max_size=3).map(tuple),
)  # fmt: skip
CUT = Explanation(
    "w: Variable float32 (2,)",
    connected=False,
    cuts=(
        Cut("Round", "not_differentiable", "a.py", 3, told("none", what="Round"), told("round")),
    ),
    advice=joined(told("mend"), told("loops")),
    ways=((Stage("Round", "Round", "a.py", 3, flows=False),),),
)
ANEW = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)


@ANEW
@given(explanation=explanations)
def test_that_an_explanation_is_read_as_it_was_kept(
    explanation: Explanation, tmp_path: Path
) -> None:
    found = read_explanation(keep_explanation(explanation, tmp_path))
    assert found == explanation
    assert [each.text.sentences for each in found.cuts if isinstance(each.text, Told)] == [
        each.text.sentences for each in explanation.cuts if isinstance(each.text, Told)
    ]


def test_that_only_the_newest_fifty_stay(tmp_path: Path) -> None:
    kept = [keep_explanation(CUT, tmp_path) for _ in range(53)]
    assert sorted(tmp_path.glob("*")) == kept[-50:]


def changed(table: Any, draw: Any) -> Any:
    """Return a table with one of its values replaced, at any depth."""
    if isinstance(table, dict) and table:
        key = draw(st.sampled_from(sorted(table)))
        return table | {key: changed(table[key], draw)}
    if isinstance(table, list) and table:
        place = draw(st.integers(0, len(table) - 1))
        return [*table[:place], changed(table[place], draw), *table[place + 1 :]]
    odd: st.SearchStrategy[Any] = st.none() | st.booleans() | st.integers() | st.text(max_size=9)
    return draw(odd | st.just([]) | st.just({}) | st.just("{what.__class__}"))


@ANEW
@given(data=st.data())
def test_that_a_changed_file_is_read_or_refused_in_one_sentence(
    data: st.DataObject, tmp_path: Path
) -> None:
    path = keep_explanation(CUT, tmp_path)
    path.write_text(json.dumps(changed(json.loads(path.read_text()), data.draw)))
    told = ""
    try:
        told = str(read_explanation(path))
    except ExplorerError as error:
        told = str(error)
    assert "<class" not in told  # no template from outside is filled in


@pytest.mark.parametrize(
    "parts",
    [
        [["{what.__class__}", {"what": "x"}]],
        [["none", {"other": "x"}]],
        [["of a newer program", {}]],
    ],
)
def test_that_sentences_that_are_not_known_stay_as_they_are_written(
    tmp_path: Path, parts: Any
) -> None:
    path = keep_explanation(CUT, tmp_path)
    table = json.loads(path.read_text())
    table["advice"] = {"text": "As written.", "parts": parts}
    path.write_text(json.dumps(table))
    advice = read_explanation(path).advice
    assert isinstance(advice, Told)
    assert [str(each) for each in advice.sentences] == ["As written."]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x80",
        b"[" * 5_000,
        b"null",
        b"1",
        b'{"gradient_explorer_explanation": 2}',
        b" " * 2_000_000,
    ],
)
def test_that_what_is_no_explanation_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / f"a{ENDING}"
    path.write_bytes(content)
    with pytest.raises(ExplorerError, match="explanation"):
        read_explanation(path)
    with pytest.raises(ExplorerError, match="cannot be opened"):
        read_explanation(tmp_path)


def test_that_show_keeps_the_explanation_and_opens_the_window_on_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("DISPLAY", ":7")
    started: list[list[str]] = []
    monkeypatch.setattr(subprocess, "Popen", lambda command, **_: started.append(command))
    assert explorer.Explanation is Explanation
    CUT.show()
    (command,) = started
    assert command[1:4] == ["-m", "explorer", "show"]
    assert read_explanation(Path(command[4])) == CUT
    for name in SCREENS:
        monkeypatch.delenv(name, raising=False)
    CUT.show()
    assert "There is no screen here." in capsys.readouterr().err
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    CUT.show()
    assert "is not shown; print it instead" in capsys.readouterr().err
    assert len(started) == 1


def kept(tmp_path: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    path = keep_explanation(CUT, tmp_path)
    table = json.loads(path.read_text())
    change(table)
    path.write_text(json.dumps(table))
    return path


@pytest.mark.parametrize(
    "change",
    [
        lambda table: table.update(cuts=table["cuts"] * 1_001, ways=[]),
        lambda table: table.update(source="\ud800"),
        lambda table: table["cuts"][0]["text"].update(parts=[["none", {"what": "x" * 9_000}]]),
        lambda table: table["advice"].update(parts=[["none", {"what": "x"}]] * 30),
    ],
)
def test_that_what_is_too_much_to_show_is_no_explanation(
    tmp_path: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    with pytest.raises(ExplorerError, match="is no explanation"):
        read_explanation(kept(tmp_path, change))


def test_that_ways_which_belong_to_no_cut_are_shown_with_none(tmp_path: Path) -> None:
    def change(table: dict[str, Any]) -> None:
        table.update(cuts=table["cuts"] * 900, ways=table["ways"] * 901)

    found = read_explanation(kept(tmp_path, change))
    shown = cards(Explained(found))
    assert len(shown) == MOST_CARDS
