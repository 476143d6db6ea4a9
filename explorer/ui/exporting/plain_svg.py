"""An SVG of Qt's made plain, so that programs other than browsers show the same.

Qt scales curves by a transform and asks for lines that are not scaled with them, which most programs
but browsers do not know; and it cuts words off at the width that they have in a typeface which the
reader may lack.
"""

import re
import xml.etree.ElementTree as ET

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_NUMBER = re.compile(r"-?[0-9.]+(?:e[-+]?[0-9]+)?")
_PAIR = re.compile(rf"({_NUMBER.pattern})[ ,]+({_NUMBER.pattern})")

Matrix = tuple[float, float, float, float, float, float]


def plain_svg(content: bytes) -> bytes:
    """Return an SVG of Qt's with every curve where it is drawn, and with whole words."""
    ET.register_namespace("", _SVG)
    ET.register_namespace("xlink", _XLINK)
    tree = ET.fromstring(content)  # noqa: S314 - Qt has just written it
    # In pixels of the window; Qt's millimetres are rounded.
    _, _, width, height = tree.get("viewBox", "0 0 0 0").split()
    tree.set("width", width)
    tree.set("height", height)
    for group in tree.iter(f"{{{_SVG}}}g"):
        if any(each.find(f"{{{_SVG}}}text") is not None for each in (group, *group)):
            group.attrib.pop("clip-path", None)
        if any(each.get("vector-effect") == "non-scaling-stroke" for each in group):
            _flatten(group)
    for each in tree.iter(f"{{{_SVG}}}clipPath"):
        for area in each:  # has no line
            area.attrib.pop("vector-effect", None)
    written: bytes = ET.tostring(tree, encoding="utf-8", xml_declaration=True)
    return written


def _flatten(group: ET.Element) -> None:
    """Take a group's transform over into what is in it."""
    transform = group.attrib.pop("transform", "")
    numbers = [float(each) for each in _NUMBER.findall(transform)]
    if len(numbers) != 6:
        return
    a, b, c, d, e, f = matrix = tuple(numbers)
    for each in group:
        coordinates = each.get("d") or each.get("points")
        is_even = b == c == 0 and a == d
        if each.get("vector-effect") != "non-scaling-stroke" or not (coordinates or is_even):
            each.set("transform", transform)
        elif coordinates:
            name = "d" if "d" in each.attrib else "points"
            each.set(name, _moved(coordinates, matrix))  # type: ignore[arg-type]
            each.attrib.pop("vector-effect")
        else:
            for x, y in (("cx", "cy"), ("x", "y"), ("x1", "y1"), ("x2", "y2")):
                if x in each.attrib:
                    each.set(x, _written(a * float(each.get(x, 0)) + e))
                    each.set(y, _written(d * float(each.get(y, 0)) + f))
            for length in ("r", "rx", "ry", "width", "height"):
                if length in each.attrib:
                    each.set(length, _written(a * float(each.get(length, 0))))
            each.attrib.pop("vector-effect")


def _moved(coordinates: str, matrix: Matrix) -> str:
    """Return a path or points, all absolute, under a transform."""
    a, b, c, d, e, f = matrix

    def moved(pair: re.Match[str]) -> str:
        x, y = float(pair[1]), float(pair[2])
        return f"{_written(a * x + c * y + e)},{_written(b * x + d * y + f)}"

    return _PAIR.sub(moved, coordinates)


def _written(number: float) -> str:
    """Return a number to a thousandth of a pixel."""
    return f"{number:.3f}".rstrip("0").rstrip(".") or "0"
