"""How the word lists of this package are written down: words with spaces between. No German here."""


def word_set(text: str) -> frozenset[str]:
    """The words of the text, each once."""
    return frozenset(text.split())
