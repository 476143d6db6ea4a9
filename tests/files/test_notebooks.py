"""Programs and notebooks as they are written, before anybody runs them."""

import ast
import json

import nbformat
import pytest

from explorer.files.documents import link
from explorer.files.notebooks import notebook, parts, with_link
from explorer.files.opening import open_text
from explorer.files.resources import resources
from explorer.session.descent.choices import DescentChoices
from explorer.session.descent.program import descent_notebook
from explorer.session.session import Session
from explorer.session.surface.choices import SurfaceChoices
from explorer.session.surface.program import race_program
from explorer.session.training.choices import TrainingChoices
from explorer.session.training.program import training_program

PROGRAMS = {
    "descent": descent_notebook(DescentChoices(noise=0.1), 2.5),
    "surface": race_program(SurfaceChoices()),
    "mnist": training_program(TrainingChoices().settings),
    "own": '"""Words.\n\nMore."""\n\n@a\n\n# why\n@b\ndef f():\n    x = """\n\n"""\n\n    return x\n',
    "no python": "def (:\n\n\n",
    "empty": "",
    **{path.stem: path.read_text() for path in (resources() / "examples").glob("*.py")},
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_that_the_cells_are_the_program_and_each_stands_alone(name: str) -> None:
    program, cells = PROGRAMS[name], parts(PROGRAMS[name])
    assert [line for cell in cells for line in cell.split("\n") if line] == [
        line for line in program.split("\n") if line
    ]
    if name != "no python":
        whole = ast.dump(ast.parse(program))
        assert ast.dump(ast.parse("\n\n".join(cells))) == whole
        assert all(ast.parse(cell) for cell in cells)


def test_that_a_notebook_holds_texts_program_picture_and_state() -> None:
    line = link(Session())
    made = notebook(["# Title", "", "$$x^2$$"], "import a\n\nb = 1\n", b"\x89PNG", line)
    assert made == notebook(["# Title", "", "$$x^2$$"], "import a\n\nb = 1\n", b"\x89PNG", line)
    found = nbformat.reads(made.decode(), as_version=4)
    assert [cell.cell_type for cell in found.cells] == ["markdown"] * 2 + ["code"] * 2
    assert found.cells[2].source == with_link("import a", line)
    assert found.cells[3].outputs[0].data["image/png"] == "iVBORw=="
    assert open_text(made.decode(), Session()).session == Session()
    assert json.loads(made)["nbformat"] == 4
