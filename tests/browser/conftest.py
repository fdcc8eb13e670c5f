"""The browser of the tests that open pages."""

import pytest

from . import lab


@pytest.fixture(scope="module")
def browser():
    """One Chromium for the tests of a module."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as running:
        opened = lab.chromium(running)
        yield opened
        opened.close()
