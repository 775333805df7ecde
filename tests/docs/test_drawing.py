"""The drawing in the documents is that of the code."""

from tests.docs.drawing import TARGET, current


def test_the_drawing_is_up_to_date() -> None:
    assert TARGET.read_text(encoding="utf-8") == current(), "python -m tests.docs.drawing makes it anew"
