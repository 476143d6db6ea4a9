"""Writes a followed run as another program does: `python model_writer.py FOLDER STEPS SECONDS`."""

import sys
import time
from pathlib import Path

import numpy as np

from explorer.core.observing.observed import (
    QUANTITIES,
    ModelDescription,
    ObservedOptimizer,
    ObservedVariable,
    Rows,
)
from explorer.files.model_json import Numbers, Variables
from explorer.files.model_runs import ModelRunWriter, create_model_run

VARIABLES = tuple(
    ObservedVariable(f"{layer}/{kind}", shape, layer, "Dense")
    for layer in ("first", "second", "last")
    for kind, shape in (("kernel", (8, 8)), ("bias", (8,)))
)


def write(
    folder: Path,
    steps: int,
    seconds: float,
    *,
    end: bool = True,
    variables: tuple[ObservedVariable, ...] = VARIABLES,
    gradients: float = 1.0,
) -> None:
    """Write so many steps, with a pause after each; each number tells its step and its variable.

    Gradients are `gradients` times as large.
    """
    about = ModelDescription(model="mine", optimizers=(ObservedOptimizer("Adam", {}),))
    writer = ModelRunWriter(create_model_run(folder, about))
    writer.add(Variables(variables))
    for step in range(1, steps + 1):
        place = np.arange(len(variables)) + 1
        table = (place / (10 + step))[None].astype(np.float32)
        values = dict.fromkeys(QUANTITIES, np.zeros_like(table))
        values |= {
            "gradient": table * np.float32(gradients),
            "clipped": table * np.float32(gradients),
            "weight": table + 1,
            "update": table / np.float32(1000),
        }
        losses = np.array([2 / step**0.5], np.float32)
        writer.add(Rows(np.array([step]), losses, values))
        if step % 50 == 0:
            writer.add(Numbers(step, {"val_loss": 2.1 / step**0.5}))
        writer.flush()
        time.sleep(seconds)
    if end:
        writer.close("finished")


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
