"""SQLAlchemy behind dialogs.ports; knows nothing of Teams."""
