"""Attacks on the bot as it runs in production: the real process, real tokens, the stand-ins for Microsoft."""
