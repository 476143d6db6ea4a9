"""Opens the surface in three dimensions and prints, as JSON, what a test asks about; no TensorFlow."""

import json
import sys
from dataclasses import replace
from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from explorer.core.descent.standings import RaceGoal
from explorer.files.resources import resources
from explorer.session.shown import Result
from explorer.session.surface.choices import SurfaceChoices
from explorer.session.surface.snapshots import GoalView, HeightScale, MapView, SurfaceShown
from explorer.ui import signs
from explorer.ui.pages.surface.hero import SurfaceHero
from explorer.ui.plots.racer_path import RacerDrawing
from explorer.ui.plots.surface_solid import SurfaceSolid
from explorer.ui.theme import Look

AREA = ((-3.0, 3.0), (-2.0, 2.0))
SCALE = HeightScale(0.0, 13.0, 0.5)


def bowl() -> MapView:
    """Return the map of x² + y²."""
    x, y = np.meshgrid(np.linspace(-3, 3, 91), np.linspace(-2, 2, 61))
    shades = np.rint(SCALE.shares(x**2 + y**2) * 254).astype(np.uint8)
    turn = np.linspace(0, 2 * np.pi, 100)
    ring = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    return MapView(AREA, shades, ring, 1.5 * ring, np.zeros((0, 2)), SCALE, np.zeros((0, 2)))


def racer(at: int) -> RacerDrawing:
    places = np.linspace([2.5, 1.5], [0, 0], 51)
    return RacerDrawing(signs.of_racer(1), "Momentum", places, at, 50)


def pixels(solid: SurfaceSolid) -> list[int]:
    """Return every ninth pixel of the view."""
    QTest.qWait(200)
    image = solid.grabFramebuffer()
    return [
        image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)
    ]


def camera(solid: SurfaceSolid) -> list[float]:
    return [solid.opts[name] for name in ("distance", "elevation", "azimuth")]


def show(solid: SurfaceSolid, at: int) -> None:
    drawing = racer(at)
    solid.set_racers([(drawing, SCALE.shares((drawing.places**2).sum(axis=1)))])


def look_at(solid: SurfaceSolid, look: Look) -> dict[str, Any]:
    show(solid, 5)
    first = pixels(solid)
    show(solid, 40)
    told: dict[str, Any] = {"colours": len(set(first)), "moved": pixels(solid) != first}
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Plus):
        before = camera(solid)
        QTest.keyClick(solid, key)
        told[key.name] = camera(solid) != before
    QTest.keyClick(solid, Qt.Key.Key_0)
    told["home"] = camera(solid)
    light = pixels(solid)
    look.choose("dark", still=True)
    told["dark"] = pixels(solid)[0] != light[0]
    return told


def main() -> None:
    application = QApplication(sys.argv[:1])
    look = Look(resources())
    look.choose("light", still=True)
    hero = SurfaceHero(look)
    hero.resize(700, 700)
    hero.show()
    QTest.qWait(200)
    mapped = SurfaceShown(
        choices=SurfaceChoices(start=(2.5, 1.5)),
        home=AREA,
        map=Result(bowl()),
        goal=Result(GoalView(RaceGoal(((0.0, 0.0),), 0.0), (True,))),
    )
    solid = replace(mapped, view="solid")
    hero.draw(None, mapped)
    hero.draw(mapped, solid)
    assert hero.solid is not None
    told = look_at(hero.solid, look)
    if len(sys.argv) > 1:
        look.choose("light", still=True)
        QTest.qWait(200)
        hero.solid.grabFramebuffer().save(sys.argv[1])
    hero.draw(solid, mapped)
    told["back"] = hero.plot.isVisible() and hero.solid is None
    sys.stdout.write(json.dumps(told) + "\n")
    hero.close()
    application.quit()


if __name__ == "__main__":
    main()
