"""Whole bots that crash, hang and are disturbed."""

import pytest

# what leads the conversations asserts too: a failure is to show what it saw
pytest.register_assert_rewrite("tests.zuverlaessigkeit.fuehrung", "tests.zuverlaessigkeit.szene")
