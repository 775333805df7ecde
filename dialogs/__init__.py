"""The core: the rules, the German, the conversation. Knows no botbuilder, aiohttp or sqlalchemy."""
