"""A class and its learners without browsers, for the tests and the benchmark: they sign in, run cells, save."""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path
from urllib.parse import quote

import requests
import websocket

from henan_lib.publish.classroom.place import TEACHER, Place

from .browser.lab import free_port

HENAN = [sys.executable, "-c", "from henan_lib.cli import main; raise SystemExit(main())"]
WORD = "secret word"


def can_run():
    """Why there can be no class here; nothing if there can."""
    proxy = Path(sys.prefix, "proxy", "node_modules", ".bin", "configurable-http-proxy")
    if not (proxy.exists() or shutil.which("configurable-http-proxy")):
        return "there is no configurable-http-proxy: make .venv/classroom-ready"
    return ""


def free_ports():
    """The first of four free ports in a row."""
    while True:
        first = free_port()
        with contextlib.suppress(OSError, OverflowError):
            for port in range(first, first + 4):
                with __import__("socket").create_server(("127.0.0.1", port)):
                    pass
            return first


class Class:
    """A class in a folder; `begin` and `end` may be called again and again."""

    def __init__(self, folder, edition="en", *options):
        self.place, self.edition, self.options = Place(folder), edition, options
        self.port = free_ports()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = folder.with_name(folder.name + ".log")
        self.hub = None

    def begin(self):
        command = [*HENAN, "classroom", "--edition", self.edition, "--port", str(self.port), *self.options]
        environment = os.environ | {"HENAN_CLASS": str(self.place.root)}
        with open(self.log, "ab") as said:
            self.hub = subprocess.Popen(command, stdout=said, stderr=said, env=environment, start_new_session=True)
        self.wait()

    def wait(self, seconds=90):
        """Wait until people can sign in."""
        deadline = time.time() + seconds
        while time.time() < deadline:
            assert self.hub.poll() is None, self.said()
            with contextlib.suppress(requests.ConnectionError):
                if requests.get(f"{self.address}/hub/login", timeout=5).ok and self.address in self.said():
                    return
            time.sleep(0.2)
        raise TimeoutError(self.said())

    def said(self):
        return self.log.read_text(encoding="utf-8")

    def end(self):
        """Close the class as Ctrl-C does."""
        if self.hub and self.hub.poll() is None:
            self.hub.send_signal(signal.SIGINT)
            try:
                self.hub.wait(60)
            except subprocess.TimeoutExpired:
                self.hub.kill()

    def learner(self, name, word=WORD):
        return Learner(self, name, word)

    def teacher(self):
        return Learner(self, TEACHER, self.place.code("teacher"))

    def enter(self, page, name, word=WORD, path=""):
        """Come in with a browser."""
        page.goto(f"{self.address}{path}")
        page.fill("#username", name)
        page.fill("#code", self.place.code("class"))
        page.fill("#password", word)
        page.click("button")


class Refused(Exception):
    """The door stayed shut; says why."""


class Learner:
    """One who signs in, as a browser does."""

    def __init__(self, taught, name, word):
        self.taught, self.name, self.word = taught, name, word
        self.web = requests.Session()
        self.base = f"{taught.address}/user/{quote(name)}"

    def sign_in(self, code=None, next_=""):
        login = f"{self.taught.address}/hub/login"
        page = self.web.get(login, params={"next": next_} if next_ else None, timeout=60)
        form = {
            "_xsrf": re.search(r'name="_xsrf" value="([^"]*)"', page.text)[1],
            "username": self.name,
            "code": self.taught.place.code("class") if code is None else code,
            "password": self.word,
        }
        answer = self.web.post(login, params={"next": next_} if next_ else None, data=form, timeout=120)
        if said := re.search(r'class="refused"[^>]*>([^<]*)<', answer.text):
            raise Refused(said[1])
        return answer

    def arrive(self, seconds=120):
        """Wait until the own server answers."""
        deadline = time.time() + seconds
        while time.time() < deadline:
            page = self.web.get(f"{self.base}/lab", timeout=60)
            if page.ok and "jupyter-config-data" in page.text:
                return page
            time.sleep(0.3)
        raise TimeoutError(page.text[-500:])

    def api(self, method, path, part="api", **kwargs):
        token = next(c.value for c in self.web.cookies if c.name == "_xsrf" and c.path.startswith("/user/"))
        headers = {"X-XSRFToken": token, **kwargs.pop("headers", {})}
        return self.web.request(method, f"{self.base}/{part}/{path}", headers=headers, timeout=120, **kwargs)

    def kernel(self, notebook=None):
        body = {"name": notebook or "x.ipynb", "path": notebook or "x.ipynb", "type": "notebook", "kernel": {"name": "python3"}}
        answer = self.api("POST", "sessions", json=body)
        answer.raise_for_status()
        return Kernel(self, answer.json()["kernel"]["id"])

    def read(self, path):
        answer = self.api("GET", f"contents/{quote(path)}")
        answer.raise_for_status()
        return answer.json()["content"]

    def save(self, path, content, kind="file"):
        body = {"type": kind, "format": "json" if kind == "notebook" else "text", "content": content}
        return self.api("PUT", f"contents/{quote(path)}", json=body)


class Kernel:
    """A learner's kernel over its websocket."""

    def __init__(self, learner, number):
        self.number, self.learner = number, learner
        url = f"{learner.base}/api/kernels/{number}/channels".replace("http:", "ws:")
        cookies = "; ".join(
            f"{c.name}={c.value}" for c in learner.web.cookies if f"/user/{quote(learner.name)}/".startswith(c.path)
        )
        self.line = websocket.create_connection(url, cookie=cookies, timeout=300)

    def run(self, code, seconds=120):
        """What a cell printed and displayed, as a list of messages' contents with their type."""
        number = uuid.uuid4().hex
        header = {"msg_id": number, "msg_type": "execute_request", "username": "", "session": "s", "version": "5.3", "date": ""}
        content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False}
        self.line.settimeout(seconds)
        self.line.send(
            json.dumps({"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"})
        )
        found, idle, replied = [], False, False
        while not (idle and replied):
            message = self._receive()
            if message is None or message["parent_header"].get("msg_id") != number:
                continue
            kind = message["msg_type"]
            idle |= kind == "status" and message["content"]["execution_state"] == "idle"
            replied |= kind == "execute_reply"
            if kind in ("stream", "display_data", "execute_result", "error"):
                found.append({"kind": kind, **message["content"]})
        return found

    def _receive(self):
        """The next message; binary ones carry buffers behind a JSON of their own."""
        raw = self.line.recv()
        if isinstance(raw, bytes):
            return None
        return json.loads(raw)

    def text(self, code, seconds=120):
        """What a cell said, as one text."""
        said = self.run(code, seconds)
        pieces = [
            one.get("text") or one.get("data", {}).get("text/markdown") or one.get("data", {}).get("text/plain")
            or "\n".join(one.get("traceback", []))
            for one in said
        ]  # fmt: skip
        return "".join(filter(None, pieces))
