"""Controls of the program's own look; they know neither store nor session."""
