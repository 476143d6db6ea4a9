"""Programs and notebooks as files: each carries the state that it shows as a link in a comment."""

import ast
import base64
from collections.abc import Sequence
from itertools import pairwise

_ABOVE = "# Open this file, or the link below, in Gradient Explorer to see it again."


def with_link(program: str, link: str) -> str:
    """Return a program with the state that it is of in a comment above it; without a link as it is."""
    return f"{_ABOVE}\n# {link}\n\n{program}" if link else program


def notebook(texts: Sequence[str], program: str, picture: bytes = b"", link: str = "") -> bytes:
    """Return a notebook: the texts, then the program, and its picture below that.

    Args:
        texts: Text cells in Markdown, formulas in it between dollars.
        program: Python that runs as it stands; its parts between blank lines become cells.
        picture: PNG of what the program computes; empty for none.
        link: The state; empty for none.
    """
    import nbformat  # 0.2 s that nobody waits for who exports no notebook
    from nbformat import v4

    cells = [v4.new_markdown_cell(text) for text in texts if text]
    codes = [v4.new_code_cell(part) for part in parts(program)]
    if codes:
        codes[0].source = with_link(codes[0].source, link)
        if picture:
            shown = {"image/png": base64.b64encode(picture).decode()}
            codes[-1].outputs = [v4.new_output("display_data", shown)]
    for number, cell in enumerate([*cells, *codes]):
        cell.id = f"cell-{number}"  # nbformat's own are drawn by chance
    made = v4.new_notebook(
        cells=[*cells, *codes],
        metadata={
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "language_info": {"name": "python"},
        },
    )
    nbformat.validate(made)
    return f"{nbformat.writes(made)}\n".encode()


def parts(program: str) -> list[str]:
    """Return the parts of a program between blank lines at its outermost level."""
    lines = program.strip("\n").split("\n")
    try:
        statements = ast.parse("\n".join(lines)).body
    except SyntaxError:  # a person's own file, perhaps of a newer Python
        return ["\n".join(lines)]
    starts = [0]
    for before, after in pairwise(statements):
        first = min([after.lineno, *(d.lineno for d in getattr(after, "decorator_list", []))])
        between = range(before.end_lineno or first, first - 1)
        # Comments above a statement go with it.
        blank = [line for line in between if not lines[line].strip()]
        if blank:
            starts.append(blank[-1] + 1)
    ends = [*starts[1:], len(lines)]
    return ["\n".join(lines[a:b]).strip("\n") for a, b in zip(starts, ends, strict=True)]
