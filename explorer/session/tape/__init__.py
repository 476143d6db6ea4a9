"""What is chosen on the Tape page, and what is drawn for it."""
