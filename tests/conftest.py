"""Decks and handouts of all chapters, written once for the tests that read them and the tests that open them."""

import functools

import pytest

from henan_lib.publish import pages


@pytest.fixture(scope="session")
def written(tmp_path_factory):
    """Path of the deck or handout of a chapter: ``written("slides", "zh", "01_concepts_and_global_stages")``."""
    folder = tmp_path_factory.mktemp("pages")

    @functools.cache
    def write(kind, edition, stem):
        return getattr(pages, kind)(edition, folder, chapter=int(stem[:2]))[0]

    return write
