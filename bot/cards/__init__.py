"""All Adaptive Cards, as pure functions from values to dicts."""
