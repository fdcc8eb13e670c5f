"""A learner's JupyterLab, in the process that was forked for it."""

from __future__ import annotations

import os
from pathlib import Path

from jupyterhub.singleuser.extension import JupyterHubSingleUser
from jupyterlab.commands import get_user_settings_dir, get_workspaces_dir

from ...course import chapters, copy_chapters
from ..lab import lab_settings, with_style

NOT_NEEDED = ("jupyter_lsp", "jupyter_server_terminals", "nbgitpuller")


def run(job: dict) -> None:
    """Bring the learner's chapters up to date and serve them, until the hub ends it or nobody has used it for long.

    Parameters
    ----------
    job : dict
        ``edition`` and ``idle``, seconds after which kernels and then the server end by themselves.
    """
    folder = Path.cwd()
    mine = copy_chapters(job["edition"])
    first = (mine / chapters(job["edition"])[0].name).relative_to(folder)
    os.environ["JUPYTERHUB_DEFAULT_URL"] = f"/lab/tree/{first.as_posix()}"
    os.environ["JUPYTER_DEFAULT_PROVISIONER_NAME"] = "henan-warm"
    arguments = [
        "--log-level=ERROR",
        f"--ServerApp.root_dir={folder}",
        "--ServerApp.terminals_enabled=False",
        f"--ServerApp.shutdown_no_activity_timeout={job['idle']}",
        f"--MappingKernelManager.cull_idle_timeout={job['idle']}",
        "--MappingKernelManager.cull_interval=60",
        "--MappingKernelManager.cull_connected=True",
        f"--LabApp.app_settings_dir={lab_settings(job['edition'])}",
        f"--LabApp.user_settings_dir={get_user_settings_dir()}",  # the learner's: the class was imported by another user
        f"--LabApp.workspaces_dir={get_workspaces_dir()}",
        "--LabApp.custom_css=True",
        "--LabApp.extension_manager=readonly",
        *(f"--ServerApp.jpserver_extensions={name}=False" for name in NOT_NEEDED),
        *(["--allow-root"] if os.geteuid() == 0 else []),
    ]
    server = JupyterHubSingleUser.initialize_server(argv=arguments)
    with_style(server)
    server.start()
