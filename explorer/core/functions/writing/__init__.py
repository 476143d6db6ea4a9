"""Tree to text, TeX and source."""
