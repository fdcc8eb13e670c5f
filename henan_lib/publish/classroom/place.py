"""Where a class lives: its codes, its accounts, a folder for each learner, and what the whole class may read."""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import stat
import unicodedata
from pathlib import Path

from ...course import SOLUTIONS_CLOSED, write

TEACHER = "teacher"
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that looks like something else on a projector
NAME = re.compile(r"\w(?:[\w .·'-]{0,30}[\w.])?")
FIRST_ACCOUNT, LAST_ACCOUNT = 58000, 59999  # numbers of system users that no distribution gives away by itself
NO_ROOM = 1 << 20  # bytes on the disk below which the hub's own small files may find no place
LARGEST = 4_000_000  # bytes of a learner's file that the teacher's page reads


def canonical(name: str) -> str:
    """A learner's name as it is kept: one spelling for wide and narrow letters, for spaces and for capitals.

    Examples
    --------
    >>> canonical(" Ｌi   Lei ")
    'li lei'
    """
    return " ".join(unicodedata.normalize("NFKC", name).split()).lower()


def possible(name: str) -> bool:
    """Whether a name can be a learner's: letters of any script, digits, spaces and the signs that names have.

    Examples
    --------
    >>> possible("王小明"), possible("../hub"), possible("")
    (True, False, False)
    """
    return NAME.fullmatch(name) is not None


def accounts_possible() -> bool:
    """Whether every learner can be a system user of their own: as root, where there are other users to become."""
    if os.geteuid() != 0:
        return False
    users = [line.split() for line in Path("/proc/self/uid_map").read_text(encoding="ascii").splitlines()]
    return any(int(first) <= FIRST_ACCOUNT and LAST_ACCOUNT < int(first) + int(count) for first, _, count in users)


class Place:
    """The folder of a class.

    Parameters
    ----------
    root : pathlib.Path
        The folder; made if it is not there.
    """

    def __init__(self, root: Path):
        self.root = root.resolve()
        self.hub, self.shared, self.learners = (self.root / name for name in ("hub", "shared", "learners"))

    def prepare(self) -> None:
        """Make what is missing; what is the teacher's alone can be read by nobody else."""
        for folder, mode in ((self.root, 0o711), (self.hub, 0o700), (self.shared, 0o755), (self.learners, 0o711)):
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(mode)
        for name, length in (("class-code", 6), ("teacher-code", 12)):
            if not (self.hub / name).exists():
                self._write_secret(name, "".join(secrets.choice(LETTERS) for _ in range(length)))

    def _write_secret(self, name: str, text: str) -> None:
        handle = os.open(self.hub / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text + "\n")

    def code(self, whose: str) -> str:
        """The code of the class, ``"class"``, or of the teacher, ``"teacher"``."""
        return (self.hub / f"{whose}-code").read_text(encoding="utf-8").strip()

    def folder(self, name: str) -> Path:
        """Folder of a learner."""
        return self.learners / name

    def names(self) -> list[str]:
        """Everybody who has a folder here, but the teacher."""
        return sorted(path.name for path in self.learners.iterdir() if path.is_dir() and path.name != TEACHER)

    def admit(self, name: str, accounts: bool) -> int | None:
        """Make a learner's folder, or find it, and say which system user it belongs to; none if there are no accounts."""
        folder = self.folder(name)
        folder.mkdir(mode=0o700, exist_ok=True)
        if not accounts:
            return None
        user = self._account(name)
        if folder.stat().st_uid != user:
            _give(folder, user)
        return user

    def _account(self, name: str) -> int:
        """Number of a learner's system user, the same for ever; none that the machine has given to somebody else."""
        import pwd

        file = self.hub / "accounts.json"
        known = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
        if name not in known:
            taken = {*known.values(), *(user.pw_uid for user in pwd.getpwall())}
            known[name] = next(number for number in range(FIRST_ACCOUNT, LAST_ACCOUNT + 1) if number not in taken)
            write(file, json.dumps(known, indent=1, ensure_ascii=False).encode())
        return known[name]

    def solutions_open(self) -> bool:
        """Whether the class may open solutions."""
        return not (self.shared / SOLUTIONS_CLOSED).exists()

    def open_solutions(self, opened: bool) -> None:
        """Open the solutions for the whole class, or close them."""
        closed = self.shared / SOLUTIONS_CLOSED
        if opened:
            closed.unlink(missing_ok=True)
        else:
            closed.touch()

    def progress(self, name: str) -> dict:
        """What a learner's file of progress holds; nothing if it is none.

        The file is the learner's, and may be anything: a link, a pipe, a picture. Only a plain file of this folder is read.
        """
        return _plain_json(self.folder(name) / "progress.json")

    def free(self) -> int:
        """Bytes that are free on the disk of the class."""
        return shutil.disk_usage(self.root).free

    def full(self) -> bool:
        """Whether the disk of the class has no room left."""
        return self.free() < NO_ROOM


def _give(folder: Path, user: int) -> None:
    """Give a folder and what is in it to a system user; links are given, not followed."""
    for path, folders, files in os.walk(folder):
        os.chown(path, user, user)
        for name in (*folders, *files):
            os.chown(os.path.join(path, name), user, user, follow_symlinks=False)


def _plain_json(path: Path) -> dict:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return {}
    try:
        about = os.fstat(handle)
        plain = stat.S_ISREG(about.st_mode) and about.st_uid == path.parent.stat().st_uid
        content = os.read(handle, LARGEST) if plain and about.st_size <= LARGEST else b""
        found = json.loads(content.decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return {}
    finally:
        os.close(handle)
    return found if isinstance(found, dict) else {}
