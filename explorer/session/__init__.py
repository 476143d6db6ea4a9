"""What the user has chosen (frozen), and what is to be drawn for it."""
