"""``henan classroom``: the hub of a class, from a folder and an address."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import ipaddress
import os
import shutil
import signal
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import lazy_loader
from traitlets.config import Config

from ...course import class_folder
from ...session import PACKAGE
from ...words import CourseError, message, terms
from .place import TEACHER, Place, accounts_possible
from .reach import may_mount, needed, shut, unreadable

# Both need JupyterHub, which only a class needs; a machine without it is told so.
door, spawner = (lazy_loader.load(f"henan_lib.publish.classroom.{room}", suppress_warning=True) for room in ("door", "spawner"))
PAGES = PACKAGE / "templates" / "classroom"
SERVICE = "class"
EVERYWHERE = ("0.0.0.0", "::")


class NoClassroom(CourseError):
    """This machine, or what was asked of it, does not do for a class."""


def classroom(
    edition: str,
    *,
    listen: str = "127.0.0.1",
    port: int = 8000,
    trust: bool = False,
    certificate: Path | None = None,
    key: Path | None = None,
    memory: int = 1536,
    disk: int = 1024,
    idle: int = 3600,
) -> int:
    """Open a class on this machine, say where, and return when it is closed.

    Parameters
    ----------
    edition : {"zh", "en"}
        Language of the chapters and pages.
    listen : str
        Address of this machine at which learners come in; only this machine itself if not given.
    port : int
        Port there; the three after it are used inside the machine.
    trust : bool
        Whether to listen to other machines although separation is by folder only.
    certificate, key : pathlib.Path, optional
        Files for HTTPS.
    memory : int
        Megabytes that one process of a learner may take for its data.
    disk : int
        Megabytes that a learner's folder may hold before cells can write no more to it.
    idle : int
        Seconds without use after which a learner's server ends.

    Returns
    -------
    int
        Exit code.

    Raises
    ------
    NoClassroom
        If the machine lacks something, or if others could read what is not theirs.
    """
    proxy = _proxy()
    accounts = accounts_possible()
    if not (accounts or trust or _is_loopback(listen)):
        raise NoClassroom(message("class_no_trust"))
    if (certificate is None) != (key is None):
        raise NoClassroom(message("class_half_certificate"))
    place = Place(class_folder())
    place.prepare()
    _tidy(place, proxy, port)
    _free(listen, port)
    scheme = "https" if certificate else "http"
    address = f"{scheme}:" + f"//{_reachable(listen)}:{port}/"
    os.environ["HENAN_CLASS"] = str(place.root)
    if accounts and _ways_shut(place):
        spawner.template.pass_through(place.root)
    spawner.template.begin()

    from jupyterhub.app import JupyterHub

    os.chdir(place.hub)
    os.environ["CONFIGPROXY_AUTH_TOKEN"] = os.urandom(32).hex()
    config = _config(
        place, edition, accounts=accounts, listen=listen, port=port, proxy=proxy, certificate=certificate, key=key,
        memory=memory, disk=disk, idle=idle, scheme=scheme,
    )  # fmt: skip

    class Hub(JupyterHub):
        async def start(self) -> None:
            await super().start()
            print(_welcome(place, address, accounts, alone=_is_loopback(listen)), flush=True)

    Hub.instance(config=config)
    Hub.launch_instance(argv=[])
    return 0


def _proxy() -> list[str]:
    """Command of the proxy; a sentence if this machine has no classroom installed."""
    own = Path(sys.prefix) / "proxy" / "node_modules" / ".bin" / "configurable-http-proxy"
    found = str(own) if own.exists() else shutil.which("configurable-http-proxy")
    if sys.platform != "linux":
        raise NoClassroom(message("class_no_linux"))
    if not found or importlib.util.find_spec("jupyterhub") is None:
        raise NoClassroom(message("class_not_installed"))
    return [found]


def _ways_shut(place: Place) -> bool:
    """Whether learners' system users need a way opened; a sentence if they need one and this machine allows none."""
    closed = next((above for path in [*needed(), place.root] if (above := shut(path))), None)
    if wrong := unreadable() or (closed if closed and not may_mount() else None):
        raise NoClassroom(message("class_unreadable", path=wrong))
    return closed is not None


def _tidy(place: Place, proxy: list[str], port: int) -> None:
    """End the proxy of a hub that was killed; stop with a sentence if the class is open already."""
    if _runs(place.hub / "hub.pid", "classroom"):
        raise NoClassroom(message("class_is_open", folder=place.root))
    ours = f"{proxy[0]}\0".encode(), f"\0--port\0{port}\0".encode()
    while left := [number for number, command in _commands() if all(part in command for part in ours)]:
        for number in left:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(number, signal.SIGTERM)
        time.sleep(0.2)


def _commands() -> Iterator[tuple[int, bytes]]:
    """Number and command of every process of this user."""
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if entry.name.isdigit() and entry.stat().st_uid == os.geteuid():
                yield int(entry.name), (entry / "cmdline").read_bytes()


def _runs(file: Path, what: str) -> int:
    """Number of the process that a file names, if it runs and is what it should be; else 0."""
    try:
        number = int(file.read_text(encoding="ascii"))
        command = Path("/proc", str(number), "cmdline").read_bytes().decode(errors="replace")
    except (OSError, ValueError):
        return 0
    return number if what in command else 0


def _is_loopback(listen: str) -> bool:
    try:
        return ipaddress.ip_address(listen).is_loopback
    except ValueError:
        return listen == "localhost"


def _free(listen: str, port: int) -> None:
    """Stop with a sentence if the address is not this machine's or one of the ports is taken."""
    for host, wanted in ((listen, port), *(("127.0.0.1", port + more) for more in (1, 2, 3))):
        try:
            with socket.create_server((host, wanted)):
                pass
        except OSError as problem:
            reason = problem.strerror or problem
            raise NoClassroom(message("class_no_port", listen=host, port=wanted, reason=reason)) from None


def _reachable(listen: str) -> str:
    """The address to be typed: one of this machine's own where it listens at all of them."""
    if listen not in EVERYWHERE:
        return listen
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(("192.0.2.1", 9))  # sends nothing; the system only says from where it would
            return asked.getsockname()[0]
        except OSError:
            return socket.gethostname()


def _welcome(place: Place, address: str, accounts: bool, alone: bool) -> str:
    """What stands on the teacher's screen; alone, without the square, which a phone could not use."""
    return "\n".join(
        [
            message("class_alone" if alone else "class_address", address=address),
            *([] if alone else [_square(address)]),
            message("class_code", code=place.code("class")),
            message("class_teacher", name=TEACHER, file=place.hub / "teacher-code"),
            message("class_by_account" if accounts else "class_by_folder"),
            message("class_end"),
        ]
    )


def _square(address: str) -> str:
    import segno

    code = io.StringIO()
    segno.make(address, error="m").terminal(out=code, compact=True)
    return code.getvalue()


def _config(place, edition, *, accounts, listen, port, proxy, certificate, key, memory, disk, idle, scheme):
    """Settings of JupyterHub."""
    inside = "http:" + "//127.0.0.1:"
    config = Config()
    hub = config.JupyterHub
    hub.log_level = "ERROR"
    hub.pid_file = str(place.hub / "hub.pid")
    hub.bind_url = f"{scheme}:" + f"//{listen}:{port}/"
    hub.hub_bind_url = f"{inside}{port + 1}"
    config.ConfigurableHTTPProxy.api_url = f"{inside}{port + 2}"
    config.ConfigurableHTTPProxy.command, config.ConfigurableHTTPProxy.log_level = proxy, "error"
    config.ConfigurableHTTPProxy.pid_file = str(place.hub / "proxy.pid")
    if certificate:
        hub.ssl_cert, hub.ssl_key = str(certificate.resolve()), str(key.resolve())
    hub.db_url = "sqlite:" + f"///{place.hub / 'jupyterhub.sqlite'}"
    hub.cookie_secret_file = str(place.hub / "cookie-secret")
    hub.authenticator_class, hub.spawner_class = door.Door, spawner.Desk
    hub.template_paths = [str(PAGES)]
    hub.template_vars = {"words": _words(edition), "language": edition, "full": lambda user: place.full()}
    hub.default_url = _first_page
    hub.implicit_spawn_seconds = 1
    hub.services = [
        {
            "name": SERVICE,
            "url": f"{inside}{port + 3}",
            "command": [sys.executable, "-m", "henan_lib.publish.classroom.teacher"],
            "environment": {"HENAN_CLASS": str(place.root), "HENAN_EDITION": edition, "PYTHONDONTWRITEBYTECODE": ""},
            "oauth_no_confirm": True,
            "display": False,
        }
    ]
    hub.load_roles = [{"name": "teacher-page", "scopes": ["list:users", "read:users", "delete:users"], "services": [SERVICE]}]
    config.Authenticator.admin_users = {TEACHER}
    config.Authenticator.username_map = {"老师": TEACHER, "教师": TEACHER}
    config.Door.root = config.Desk.root = str(place.root)
    config.Door.dbm_path, config.Door.min_password_length = str(place.hub / "words"), 4
    config.Desk.edition, config.Desk.accounts, config.Desk.idle = edition, accounts, idle
    config.Desk.mem_limit, config.Desk.disk = memory << 20, disk << 20
    config.Desk.interrupt_timeout = config.Desk.term_timeout = 5
    config.Desk.start_timeout = config.Desk.http_timeout = 180
    return config


def _words(edition: str) -> dict[str, str]:
    return {name: row[edition] for name, row in terms("message").items() if name.startswith("class_")}


def _first_page(handler) -> str:
    """After signing in, the teacher comes to the teacher's page, a learner to the learner's own server, as is usual."""
    user = handler.current_user
    return f"/services/{SERVICE}/" if user and user.admin else ""
