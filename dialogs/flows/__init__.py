"""One conversation a file: its states and its step(). Flows never import each other."""
