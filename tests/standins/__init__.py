"""Stand-ins for what Microsoft runs: login, keys and Connector, reached over real TLS through a CONNECT proxy.

The bot under test runs with its production settings; nothing in it knows that these are not the real ones.
"""
