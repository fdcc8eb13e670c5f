"""The teacher's page: a service of the hub that only the teacher may open."""

from __future__ import annotations

import asyncio
import ctypes
import json
import os
import signal
from pathlib import Path
from types import ModuleType
from urllib.parse import quote, urlparse

from jinja2 import Environment, FileSystemLoader
from jupyterhub.services.auth import HubOAuthCallbackHandler, HubOAuthenticated
from tornado.httpclient import AsyncHTTPClient, HTTPClientError
from tornado.web import Application, HTTPError, RequestHandler, StaticFileHandler, authenticated

from ...course import write
from ...session import PACKAGE
from ...words import message, terms, use
from .place import Place

PAGES = PACKAGE / "templates" / "classroom" / "teacher"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'"
)
END_WITH_PARENT = 1  # of prctl
EVERY = 4  # seconds between two looks at the class


class Page(HubOAuthenticated, RequestHandler):
    """What all pages of the teacher have in common."""

    def set_default_headers(self) -> None:
        """Nothing from elsewhere, and nothing kept."""
        self.set_header("Content-Security-Policy", POLICY)
        self.set_header("Cache-Control", "no-store")

    async def prepare(self) -> None:
        """Let nobody in but the teacher."""
        user = await self.hub_auth.get_user(self, sync=False)
        if user and not user["admin"]:
            raise HTTPError(403)

    @property
    def place(self) -> Place:
        """The folder of the class."""
        return self.settings["place"]

    async def hub(self, path: str, method: str = "GET") -> list:
        """Ask the hub."""
        headers = {"Authorization": f"token {os.environ['JUPYTERHUB_API_TOKEN']}"}
        answer = await AsyncHTTPClient().fetch(os.environ["JUPYTERHUB_API_URL"] + path, method=method, headers=headers)
        return json.loads(answer.body) if answer.body else []

    def show(self, name: str, **values: object) -> None:
        """Write a page; of a page that is open already, only what changes in it."""
        words = {key: row[self.settings["edition"]] for key, row in terms("message").items() if key.startswith("board_")}
        template = self.settings["templates"].get_template(name)
        self.finish(
            template.render(
                words=words, part=bool(self.get_query_argument("part", "")), prefix=self.settings["prefix"], every=EVERY,
                language=self.settings["edition"], xsrf=self.xsrf_token.decode(), code=self.place.code("class"),
                solutions_open=self.place.solutions_open(), **values,
            )
        )  # fmt: skip

    def opened(self) -> list[str]:
        """Predictions of which the teacher has opened the truth."""
        file = self.place.hub / "opened.json"
        return json.loads(file.read_text(encoding="utf-8")) if file.exists() else []


class Learners(Page):
    """Who is in, how far, and which mistakes are made."""

    @authenticated
    async def get(self) -> None:
        """The page."""
        board, _, _ = _rooms()
        users = {user["name"]: user for user in await self.hub("/users")}
        everybody = await asyncio.to_thread(board.remembered, self.place)
        rows = [
            {"name": name, "here": bool(users.get(name, {}).get("server")), "boxes": board.boxes(done)}
            for name, done in everybody.items()
        ]
        free = self.place.free() / 1e9
        self.show(
            "learners.html", rows=rows, hardest=board.hardest(everybody), here=sum(row["here"] for row in rows),
            little_room=message("board_little_room", free=free) if free < 2 else "",
        )  # fmt: skip


class Guesses(Page):
    """What the class has guessed, without names, for the projector."""

    @authenticated
    async def get(self, chosen: str = "") -> None:
        """The page of a prediction, or the list of all."""
        board, crowd, guesses = _rooms()
        entries = guesses.entries()
        if chosen and chosen not in entries:
            raise HTTPError(404)
        everybody = await asyncio.to_thread(board.remembered, self.place)
        edition, opened = self.settings["edition"], chosen in self.opened()
        if chosen:
            made = board.guesses(everybody, chosen)
            drawn = await asyncio.to_thread(crowd.picture, chosen, made, opened, edition)
            said = crowd.sentences(chosen, made, len(everybody), opened)
            ask = entries[chosen]["ask"][edition]
            return self.show("guess.html", chosen=chosen, ask=ask, picture=drawn, said=said, opened=opened)
        listed: dict[int, list] = {}
        for one, described in entries.items():
            row = (one, described["ask"][edition], len(board.guesses(everybody, one)))
            listed.setdefault(described["chapter"], []).append(row)
        self.show("guesses.html", listed=listed, learners=len(everybody))


class Solutions(Page):
    """Solutions, opened or closed for the whole class."""

    @authenticated
    async def post(self) -> None:
        """Do it."""
        self.place.open_solutions(self.get_body_argument("open") == "yes")
        self.redirect(self.settings["prefix"])


class Truth(Page):
    """The truth of a prediction, opened or covered again."""

    @authenticated
    async def post(self, chosen: str) -> None:
        """Do it."""
        opened = {*self.opened()} ^ {chosen}
        write(self.place.hub / "opened.json", json.dumps(sorted(opened)).encode())
        self.redirect(f"{self.settings['prefix']}guesses/{chosen}")


class Word(Page):
    """A learner's word, forgotten; the learner chooses another one at the next sign-in, and keeps the folder."""

    @authenticated
    async def post(self) -> None:
        """Do it."""
        name = self.get_body_argument("name")
        if name in self.place.names():
            try:
                await self.hub(f"/users/{quote(name)}", "DELETE")
            except HTTPClientError as problem:
                if problem.code != 404:
                    raise
        self.redirect(self.settings["prefix"])


async def main() -> None:
    """Serve the teacher's page until the hub ends, in whatever way."""
    ctypes.CDLL(None).prctl(END_WITH_PARENT, signal.SIGTERM)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the hub, which then ends this
    edition, prefix = os.environ["HENAN_EDITION"], os.environ["JUPYTERHUB_SERVICE_PREFIX"]
    use(edition)
    place = Place(Path(os.environ["HENAN_CLASS"]))
    address = urlparse(os.environ["JUPYTERHUB_SERVICE_URL"])
    application = Application(
        [
            (f"{prefix}?", Learners),
            (f"{prefix}guesses/?", Guesses),
            (f"{prefix}guesses/([a-z0-9-]+)", Guesses),
            (f"{prefix}truth/([a-z0-9-]+)", Truth),
            (f"{prefix}solutions", Solutions),
            (f"{prefix}word", Word),
            (f"{prefix}oauth_callback", HubOAuthCallbackHandler),
            (f"{prefix}static/(.*)", StaticFileHandler, {"path": str(PAGES)}),
        ],
        place=place, edition=edition, prefix=prefix, cookie_secret=os.urandom(32), xsrf_cookies=True,
        templates=Environment(loader=FileSystemLoader(PAGES), autoescape=True),
    )  # fmt: skip
    application.listen(address.port, address.hostname)
    await asyncio.to_thread(_rooms)
    await asyncio.Event().wait()


def _rooms() -> tuple[ModuleType, ModuleType, ModuleType]:
    """What reads and draws answers; importing it takes seconds, in which the page answers already."""
    from ...exercises import guesses
    from . import board, crowd

    return board, crowd, guesses


if __name__ == "__main__":
    asyncio.run(main())
