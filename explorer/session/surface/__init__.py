"""What is chosen on the Surface page, and what is drawn for it."""
