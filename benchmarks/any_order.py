"""Do at random what a person does in the real window, hundreds of times; each time it must leave nothing.

QT_QPA_PLATFORM=offscreen python benchmarks/any_order.py [--examples 300] [--steps 30]
"""

import argparse

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.ui.any_order import AnyOrder


def main() -> None:
    """Fail with the shortest sequence that leaves something behind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=300)
    parser.add_argument("--steps", type=int, default=30)
    arguments = parser.parse_args()
    many = settings(
        max_examples=arguments.examples, stateful_step_count=arguments.steps,
        deadline=None, database=None,
    )  # fmt: skip
    run_state_machine_as_test(AnyOrder, settings=many)
    print(f"{arguments.examples} sequences: nothing was left")
    print(f"what is kept at the end was written within {AnyOrder.slowest:.2f} s")


if __name__ == "__main__":
    main()
