"""Arrays in through setters, wishes out through signals."""
