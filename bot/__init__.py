"""The edge to Teams: the only part that knows botbuilder-core and aiohttp."""
