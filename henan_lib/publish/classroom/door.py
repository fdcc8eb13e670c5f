"""Who may come in: whoever knows the code of the class, under a name of their own and with a word that only they know."""

from __future__ import annotations

import asyncio
import hmac
from collections import defaultdict
from pathlib import Path

from firstuseauthenticator import FirstUseAuthenticator
from jupyterhub.handlers import LoginHandler
from traitlets import Unicode

from ...words import message
from .place import TEACHER, Place, canonical, possible

LONGEST = 72  # bytes of a word that bcrypt looks at
FORBIDDEN = 403  # how the hub answers a form whose token is old
PAUSE = 1.0  # seconds that a wrong word costs its name


class Door(FirstUseAuthenticator):
    """Name, code of the class, and a word that the first sign-in chooses; for the teacher, the teacher's code."""

    root = Unicode(help="Folder of the class.").tag(config=True)

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self._turns, self._words = defaultdict(asyncio.Lock), asyncio.Lock()

    def normalize_username(self, username: str) -> str:
        """One spelling of a name."""
        name = canonical(username)
        return self.username_map.get(name, name)

    def validate_username(self, username: str) -> bool:
        """Whether it can be a name."""
        return possible(username)

    async def authenticate(self, handler, data: dict) -> str | None:
        """Name of whoever may come in; nothing, and a sentence for the page, if not."""
        name = self.normalize_username(data.get("username", ""))
        async with self._turns[name]:
            refused = self._refused(name, data)
            if not refused and name != TEACHER and not await self._knows_the_word(handler, data):
                refused = message("class_wrong_word", name=name)
            if refused:
                handler.custom_login_error = refused
                await asyncio.sleep(PAUSE)
                return None
        return name

    async def _knows_the_word(self, handler, data: dict) -> bool:
        """Whether it is the word of the first time; meanwhile the hub goes on, since a hash takes long on purpose."""
        asked = super().authenticate
        async with self._words:
            return await asyncio.to_thread(lambda: asyncio.run(asked(handler, data))) is not None

    def _refused(self, name: str, data: dict) -> str:
        place = Place(Path(self.root))
        word, code = data.get("password", ""), data.get("code", "").strip().lower()
        if not hmac.compare_digest(code.encode(), place.code("class").encode()):
            return message("class_wrong_code")
        if not possible(name):
            return message("class_wrong_name")
        if name == TEACHER:
            right = hmac.compare_digest(word.strip().encode(), place.code("teacher").encode())
            return "" if right else message("class_wrong_teacher")
        if len(word) < self.min_password_length:
            return message("class_short_word", count=self.min_password_length)
        return message("class_long_word") if len(word.encode()) > LONGEST else ""

    def get_handlers(self, app) -> list:
        """The page to sign in."""
        return [(r"/login", DoorHandler)]


class DoorHandler(LoginHandler):
    """The page to sign in; what is refused, or goes wrong, is said in the language of the class."""

    custom_login_error = ""

    def _render(self, login_error=None, username=None, status_code=None, **kwargs):
        if login_error:
            login_error = self.custom_login_error or self._trouble(status_code)
        return super()._render(login_error, username, **kwargs)

    def _trouble(self, status: int | None) -> str:
        if Place(Path(self.authenticator.root)).full():
            return message("class_full")
        return message("class_form_old" if status == FORBIDDEN else "class_failed_help")
