"""Who may speak to the bot at all. What a known person may then do is not decided here."""
