"""Everything on disk; tolerant when reading, atomic when writing."""
