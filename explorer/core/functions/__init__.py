"""A formula as text, its checked tree, and what can be made of it."""
