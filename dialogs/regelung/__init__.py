"""The Regelung as pure functions and values."""
