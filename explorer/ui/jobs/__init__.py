"""Long work in threads; knows nothing of what it runs."""
