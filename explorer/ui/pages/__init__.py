"""Where store, plots and jobs meet."""
