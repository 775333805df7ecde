"""German as people write it, read into values: pure functions of text and a reference day."""
