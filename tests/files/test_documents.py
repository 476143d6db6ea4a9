"""What is chosen, kept as a file and as a line of text."""

import base64
import json
import random
import time
import tracemalloc
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.descent.schedules import SCHEDULES
from explorer.core.functions.examples.catalogue import CATALOGUE
from explorer.core.sentences import ExplorerError
from explorer.core.training.settings import TrainingSettings
from explorer.files import documents
from explorer.files.documents import (
    LONGEST_LINK,
    Document,
    fresh,
    keep_session,
    kept_document,
    kept_session,
    link,
    read,
    read_document,
    read_link,
    written,
)
from explorer.session.descent.choices import SPEEDS, DescentChoices, Rival
from explorer.session.glance import Glance
from explorer.session.model.choices import ModelChoices
from explorer.session.pages import PAGES
from explorer.session.session import Session, ViewState
from explorer.session.surface.choices import Racer, SurfaceChoices
from explorer.session.tape.choices import TapeChoices
from explorer.session.training.choices import TrainingChoices

rates = st.floats(1e-6, 10)
optimizers = st.sampled_from(sorted(OPTIMIZERS))
formulas = st.sampled_from(["2*x**2", "sin(x)", "½x + é", "x" * 900, "", "import os", "<b>x</b>"])
descents = st.builds(
    DescentChoices,
    formula=formulas, start=st.floats(-60000, 60000), updates=st.integers(50, 100_000),
    optimizer=optimizers, learning_rate=rates, dtype=st.sampled_from(["float16", "float64"]),
    cursor=st.integers(0, 50), speed=st.sampled_from(SPEEDS), order=st.integers(2, 4),
    shown=st.frozensets(st.sampled_from(["path", "next", "basins"])),
    view=st.sampled_from(["function", "convergence"]),
    example=st.none() | st.sampled_from([each.key for each in CATALOGUE]),
    parameters=st.sampled_from([(), (("momentum", "momentum", 0.5),)]),
    schedule=st.sampled_from(sorted(SCHEDULES)), noise=st.floats(0, 100), seed=st.integers(0, 99),
    rivals=st.lists(st.builds(Rival, optimizers, rates), max_size=3).map(tuple),
)  # fmt: skip
surfaces = st.builds(
    SurfaceChoices,
    formula=formulas, start=st.tuples(st.floats(-9, 9), st.floats(-9, 9)),
    racers=st.lists(st.builds(Racer, st.integers(0, 12), optimizers, rates, st.booleans()),
                    min_size=1, max_size=13, unique_by=lambda each: each.sign).map(tuple),
    tuned=st.booleans(), selected=st.integers(0, 12), cursor=st.integers(0, 100),
)  # fmt: skip
tapes = st.builds(
    TapeChoices,
    formula=formulas, x=st.floats(-1e30, 1e30), source=st.sampled_from(["variable", "watched"]),
    mode=st.sampled_from(["nested", "forward"]), cursor=st.none() | st.integers(0, 20),
)  # fmt: skip
trainings = st.builds(
    TrainingChoices,
    settings=st.builds(TrainingSettings, learning_rate=rates, seed=st.integers(0, 9)),
    log_axis=st.booleans(), smoothing=st.integers(1, 400),
)  # fmt: skip
sessions = st.builds(
    Session,
    view=st.builds(ViewState, page=st.sampled_from(sorted(PAGES))),
    descent=descents, surface=surfaces, tape=tapes, training=trainings,
)  # fmt: skip


@given(sessions)
def test_that_a_document_brings_every_choice_back(session: Session) -> None:
    found = read(written(Document(session)), Session())
    assert found == Document(session)


@given(sessions)
def test_that_a_link_brings_every_choice_back(session: Session) -> None:
    line = link(session)
    assert len(line) <= LONGEST_LINK
    assert "\n" not in line
    assert read_link(f"  {line[:40]}\n{line[40:]} ", Session()).session == session


OLD = Session(descent=DescentChoices(start=2.0, learning_rate=0.25))
GLANCE = Glance(lesson=2, zooms=((0, ((-1.0, 1.0, 0.0, 2.5), (-1.0, 1.0, -4.0, 4.0))),))


def test_that_where_one_looks_is_in_documents_links_and_the_next_start(tmp_path: Path) -> None:
    glances = {"descent": GLANCE, "tape": Glance(lesson=0, zooms=((1, ((0.0, 1.0, 2.0, 3.0),)),))}
    assert read(written(Document(Session(), glances=glances)), Session()).glances == glances
    assert read_link(link(Session(), glances), Session()).glances == glances
    keep_session(tmp_path / "last.gex", Session(), glances)
    assert kept_document(tmp_path / "last.gex", Session()).glances == glances
    # Where there is no room for it in a link, the choices go along without.
    zooms = tuple((n, ((n / 7, n / 3, n / 11 - 9, n / 9),)) for n in range(1, 49))
    crowded = Session(descent=DescentChoices(formula="".join(map(chr, range(200, 400)))))
    assert len(link(crowded, {"descent": Glance(zooms=zooms)})) == len(link(crowded))
    many = {"descent": Glance(zooms=zooms)}
    assert read_link(link(crowded, many), Session()).session == crowded


@pytest.mark.parametrize(
    "glances",
    [
        7, [], {"descent": 1}, {"descent": {"lesson": -1}}, {"none such": {}},
        {"descent": {"zooms": [[0, [[1, 0, 0, 1]]]]}}, {"descent": {"zooms": [[-1, [[0, 1, 0, 1]]]]}},
        {"descent": {"zooms": [[0, [[0, "1", 0, 1]]]]}}, {"descent": {"lesson": 10**30}},
        {"descent": {"zooms": [[0, [[1, 1, 0, 1]]]]}}, {"descent": {"zooms": [[0, [[0, 1, 2, 2]]]]}},
    ],
)  # fmt: skip
def test_that_a_glance_that_cannot_be_is_told_and_spoils_no_choice(glances: Any) -> None:
    table = json.loads(written(Document(Session(tape=TapeChoices(formula="x^3")))))
    table["glances"] = glances
    found = read(json.dumps(table), Session())
    assert found.session.tape.formula == "x^3"
    assert not found.glances
    assert len(found.told) == 1


def test_that_the_window_is_looked_at_as_before_but_for_the_page() -> None:
    text = written(Document(Session(view=ViewState(page="tape", theme="dark", language="zh_CN"))))
    now = Session(view=ViewState(page="surface", theme="light", projector=True))
    assert read(text, now).session.view == replace(now.view, page="tape")


def test_that_folders_and_runs_of_this_machine_are_not_handed_on(tmp_path: Path) -> None:
    training = TrainingChoices(
        kept=True, runs_folder="/home/ada/runs", cursor=3, hidden_runs=frozenset({1})
    )
    session = Session(training=training)
    assert "/ada" not in written(Document(session))
    assert read(written(Document(session), own=True), Session()).session.training.runs_folder == ""
    place = tmp_path / "new" / "in a new one" / "last.gex"
    keep_session(place, session)
    kept = kept_session(place, Session()).training
    assert kept == TrainingChoices(kept=True, runs_folder="/home/ada/runs")


def test_that_no_document_opens_a_run(tmp_path: Path) -> None:
    table = json.loads(written(Document(Session())))
    table["model"]["run"] = str(tmp_path)
    table["mnist"]["runs_folder"] = str(tmp_path)
    now = Session(model=ModelChoices(run="/my/own"), training=TrainingChoices(runs_folder="/mine"))
    found = read(json.dumps(table), now).session
    assert (found.model.run, found.training.runs_folder) == ("/my/own", "/mine")


def test_that_a_new_document_keeps_the_places_of_this_machine_and_nothing_else() -> None:
    training = TrainingChoices(kept=True, runs_folder="/mine", smoothing=5)
    model = ModelChoices(run="/my/own")
    found = fresh(Session(training=training, model=model)).session
    assert found.training == TrainingChoices(kept=True, runs_folder="/mine")
    assert found.model == model


def test_that_what_a_newer_version_wrote_is_kept_and_told() -> None:
    table = json.loads(written(Document(Session())))
    table["novel"] = {"a": [1, None]}
    table["descent"]["colour"] = "green"
    found = read(json.dumps(table), Session())
    assert found.session == Session()
    assert [str(each).split()[0] for each in found.told] == ["descent.colour", "novel"]
    again = json.loads(written(found))
    assert again["novel"] == {"a": [1, None]}
    assert again["descent"]["colour"] == "green"


@pytest.mark.parametrize(
    ("page", "name", "value"),
    [
        ("descent", "learning_rate", -1), ("descent", "learning_rate", "0.1"),
        ("descent", "learning_rate", 10**400), ("descent", "start", True),
        ("descent", "optimizer", "nonsense"), ("descent", "updates", 10**9),
        ("descent", "rivals", [{"optimizer": "adam"}]), ("descent", "shown", 7),
        ("descent", "parameters", [["sgd", "nonsense", 1.0]]), ("descent", "seed", -1),
        ("descent", "view", "elsewhere"), ("descent", "example", "none such"),
        ("surface", "racers", []), ("surface", "start", [1.0]), ("surface", "speed", 7),
        ("surface", "racers", [{"sign": 0, "optimizer": "sgd", "learning_rate": 1}] * 2),
        ("mnist", "settings", {"batch_size": 0}), ("mnist", "smoothing", 0),
        ("model", "thresholds", {"vanishing": -1}), ("model", "quantity", "charm"),
        ("tape", "case", "none such"), ("tape", "x", 1e300), ("tape", "cursor", -1),
    ],
)  # fmt: skip
def test_that_one_entry_that_cannot_be_used_spoils_no_other(
    page: Any, name: str, value: Any
) -> None:
    session = Session(
        descent=DescentChoices(formula="x^4", start=2.0, cursor=7),
        surface=SurfaceChoices(formula="x*y", updates=90),
        tape=TapeChoices(formula="x^3", mode="nested"),
        training=TrainingChoices(log_axis=False),
    )
    table = json.loads(written(Document(session)))
    table[page][name] = value
    found = read(json.dumps(table), Session())
    assert [str(each) for each in found.told] == [
        f"{page}.{name} cannot be used; it is as at a first start."
    ]
    spec = PAGES[page]
    first = getattr(spec.choices(), name)
    expected = spec.choosing(session, lambda choices: replace(choices, **{name: first}))
    assert found.session == expected


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "null", '{"gradient_explorer": true}', "\x00", "[" * 100_000, "NaN"]
)
def test_that_what_is_no_document_is_refused(text: str) -> None:
    with pytest.raises(ExplorerError, match="This is no document of Gradient Explorer"):
        read(text, Session())


def test_that_a_newer_form_is_refused_with_the_program_that_wrote_it() -> None:
    with pytest.raises(ExplorerError, match=r"of a newer Gradient Explorer \(7\.1\)"):
        read('{"gradient_explorer": 2, "program": "7.1"}', Session())


def test_that_an_older_document_is_brought_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    table = json.loads(written(Document(OLD)))
    # A version to come, in which a rate would be called otherwise than in the one before.
    table["descent"]["rate"] = table["descent"].pop("learning_rate")

    def renamed(older: dict[str, Any]) -> dict[str, Any]:
        chosen = dict(older["descent"])
        return {**older, "descent": {**chosen, "learning_rate": chosen.pop("rate")}}

    monkeypatch.setattr(documents, "_VERSION", 3)
    monkeypatch.setattr(documents, "_MIGRATIONS", {2: renamed})  # from 1 to 2 nothing has changed
    found = read(json.dumps(table), Session())
    assert found.session == OLD
    assert [str(each).split()[0] for each in found.told] == ["descent.rate"]
    assert json.loads(written(found))["gradient_explorer"] == 3
    table["descent"] = 7
    with pytest.raises(ExplorerError, match="This is no document"):
        read(json.dumps(table), Session())


def test_that_a_link_that_unpacks_to_a_hundred_megabytes_is_refused() -> None:
    packing = zlib.compressobj(9)
    block = b"[" * 1_000_000
    bomb = b"".join([*(packing.compress(block) for _ in range(100)), packing.flush()])
    with pytest.raises(ExplorerError, match="This is no document"):
        read_link("gex:" + base64.urlsafe_b64encode(bomb).decode(), Session())


@pytest.mark.parametrize("text", ["gex:", "gex:é", "gex:AAAA", "gex:" + "A" * 10_001])
def test_that_what_is_no_link_is_refused(text: str) -> None:
    with pytest.raises(ExplorerError, match="This is no document"):
        read_link(text, Session())


def test_that_half_a_link_is_refused() -> None:
    line = link(Session())
    with pytest.raises(ExplorerError, match="This is no document"):
        read_link(line[: len(line) // 2], Session())


def test_that_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExplorerError, match=r"cannot be opened: .* Choose another file"):
        read_document(tmp_path / "none.gex", Session())
    with pytest.raises(ExplorerError, match="cannot be opened"):
        read_document(tmp_path, Session())


def test_that_a_start_without_a_kept_session_is_a_first_start(tmp_path: Path) -> None:
    (tmp_path / "last.gex").write_bytes(b"\xff\xfe{")
    assert kept_session(tmp_path / "last.gex", Session()) == Session()
    assert kept_session(tmp_path / "none.gex", Session()) == Session()


@given(st.data())
def test_that_a_mutated_document_is_read_or_refused(data: st.DataObject) -> None:
    text = bytearray(written(Document(Session())).encode())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(text) - 1))
        text[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    try:
        found = read(bytes(text), Session())
    except ExplorerError:
        return
    for spec in PAGES.values():
        spec.check(spec.chosen_in(found.session))


def changed(content: bytes, chance: random.Random) -> bytes:
    """Return a content with from one to four bytes or short pieces of it exchanged, doubled, cut or foreign."""
    foreign = [
        b"[" * 3_000,
        b"9" * 400,
        b"1e999",
        b"NaN",
        b"\x00",
        b"\xff",
        b"9**9**9",
        b"null",
        b'"',
    ]
    text = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        at, length = chance.randrange(len(text) + 1), chance.randint(0, 20)
        pieces = (chance.randbytes(3), text[at : at + 2 * length], b"", chance.choice(foreign))
        text[at : at + length] = chance.choice(pieces)
    return bytes(text)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["document", "link"])
def test_that_ten_thousand_changed_ones_are_read_or_refused_with_a_sentence(form: str) -> None:
    chance = random.Random(0)  # noqa: S311 - the same ones each time
    whole = written(Document(OLD, glances={"descent": GLANCE})).encode()
    longest = outcomes = most = 0.0
    for number in range(10_000):
        # Of each thousand a hundred: it takes eight times as long where memory is traced.
        if number % 1_000 == 0:
            tracemalloc.start()
        elif number % 1_000 == 100:
            most = max(most, tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
        content = changed(whole, chance)
        if form == "link":  # a change of the line itself seldom survives its packing
            packed = base64.urlsafe_b64encode(zlib.compress(content, 1))
            content = b"gex:" + (changed(packed, chance) if chance.random() < 0.3 else packed)
        begun = time.process_time()
        try:
            if form == "link":
                found = read_link(content.decode("utf-8", "replace"), Session())
            else:
                found = read(content, Session())
        except ExplorerError:
            pass
        else:
            outcomes += 1
            for spec in PAGES.values():
                spec.check(spec.chosen_in(found.session))
        longest = max(longest, time.process_time() - begun)
    assert outcomes  # some are still whole
    assert longest < 2  # seconds
    assert 0 < most < 256_000_000  # bytes
