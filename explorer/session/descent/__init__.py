"""What is chosen on the Descent page, and what is drawn for it."""
