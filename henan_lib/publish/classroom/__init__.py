"""A class on one machine: JupyterHub, a server for each learner, and the teacher's page."""
