"""The Tape page: what a tape recorded, its way back, and why a gradient is None."""
