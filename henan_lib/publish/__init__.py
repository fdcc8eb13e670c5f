"""Slides, handouts, figures as files, the explorers alone, JupyterLab, the doctor."""
