"""Decks, handouts and the site, written once for the tests that read them and the tests that open them."""

import functools
import re

import pytest

from henan_lib.course import alone
from henan_lib.publish import pages
from henan_lib.publish.web import site


@pytest.fixture(scope="session")
def written(tmp_path_factory):
    """Path of the deck or handout of a chapter: ``written("slides", "zh", "01_concepts_and_global_stages")``."""
    folder = tmp_path_factory.mktemp("pages")

    @functools.cache
    def write(kind, edition, stem):
        return getattr(pages, kind)(edition, folder, chapter=int(stem[:2]))[0]

    return write


@pytest.fixture(scope="session")
def built(tmp_path_factory, worker_id):
    """Folder of the site in both languages, built once by the processes of a run; vector pictures and numbers stand empty."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "site"
    with alone(folder):
        if not folder.exists():
            building = tmp_path_factory.mktemp("building")
            pages = site.write_pages(building)
            for page in pages:
                for link in re.findall(r'<a download href="([^"/]+\.(?:csv|svg|pdf))"', page.read_text(encoding="utf-8")):
                    (page.parent / link).touch()
            site.check_links(building, pages)
            building.rename(folder)
    return folder
