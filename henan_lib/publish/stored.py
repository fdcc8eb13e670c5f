"""What the repository keeps of an executed notebook: ``make notebooks``."""

from __future__ import annotations

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

VIEW = "application/vnd.jupyter.widget-view+json"


class WithoutViews(Preprocessor):
    """Take the views of widgets out of the outputs: their ids are random and mean nothing later; the still stays."""

    def preprocess_cell(self, cell, resources, index) -> tuple[NotebookNode, dict]:
        """One cell without views."""
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(VIEW, None)
        return cell, resources
