"""The Descent page: a function, its derivatives, and an optimiser walking down it."""
