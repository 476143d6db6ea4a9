"""Mathematics in rooms named after what they are about; no Qt, no files, no clock."""
