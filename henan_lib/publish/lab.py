"""JupyterLab opened on the learner's own copies of the chapters."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from ..course import chapters, copy_chapters, folder, outdated, write
from ..figures.theme import FONT_FILE
from ..session import PACKAGE
from ..words import message

STYLE = PACKAGE / "templates" / "lab"
SETTINGS = ("overrides.json", "page_config.json")


def lab_settings(edition: str, prefix: Path = Path(sys.prefix)) -> Path:
    """Folder of JupyterLab's settings for this learner: its language, and nothing fetched from the network.

    What the environment itself sets is taken over first, and the environment is left alone.

    Parameters
    ----------
    edition : {"zh", "en"}
        Language of the menus.
    prefix : pathlib.Path
        Environment whose own settings are taken over.

    Returns
    -------
    pathlib.Path
        Folder for ``--LabApp.app_settings_dir``, in the learner's own folder.
    """
    own = folder() / ".lab-settings" / edition
    theirs = {}
    for name in SETTINGS:
        file = prefix / "share" / "jupyter" / "lab" / "settings" / name
        if file.is_file():
            theirs[name] = json.loads(file.read_text(encoding="utf-8"))
    settings = theirs.get("overrides.json", {}) | {
        "@jupyterlab/apputils-extension:notification": {
            "fetchNews": "false",
            "checkForUpdates": False,
            "doNotDisturbMode": True,
        },
        "@jupyterlab/translation-extension:plugin": {"locale": "zh_CN" if edition == "zh" else "default"},
    }
    for name, content in (theirs | {"overrides.json": settings}).items():
        write(own / name, json.dumps(content, indent=1).encode())
    return own


def open_lab(edition: str, *options: str) -> int:
    """Open JupyterLab on the learner's copy of the first chapter, say its address once, and return when it ends."""
    from jupyterlab.labapp import LabApp  # elsewhere than in a clone there may be none

    mine = copy_chapters(edition)
    for chapter in outdated(edition):
        print(message("newer_edition", chapter=chapter, edition=edition), flush=True)
    root = folder().parent if folder().name == "my-course" else folder()
    first = (mine / chapters(edition)[0].name).relative_to(root).as_posix()
    arguments = [
        "--log-level=ERROR",
        "--LabApp.log_level=ERROR",
        f"--ServerApp.root_dir={root}",
        f"--LabApp.app_settings_dir={lab_settings(edition)}",
        f"--LabApp.default_url=/lab/tree/{first}",
        "--LabApp.custom_css=True",
        *options,
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--allow-root")
    server = LabApp.initialize_server(argv=arguments)
    with_style(server)
    server.identity_provider.token_generated = False  # or the server would print its addresses itself
    print(message("lab_address", address=address(server)), flush=True)
    server.start()
    return 0


def with_style(server) -> None:
    """Let a server give JupyterLab the course's font and style."""
    server.web_app.settings["static_custom_path"][:0] = [str(STYLE), str(FONT_FILE.parent)]


def address(server) -> str:
    """Address that opens the first chapter in a browser of this machine, with the token of this server."""
    token = server.identity_provider.token
    return server.connection_url.rstrip("/") + server.default_url + (f"?token={token}" if token else "")
