"""What the repository keeps of an executed notebook: ``make notebooks``."""

from __future__ import annotations

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

VIEW = "application/vnd.jupyter.widget-view+json"


class Stored(Preprocessor):
    """Take out of the outputs what the next execution would give otherwise, however slow the machine is.

    Ids of views of widgets are random and mean nothing later; the still stays. A slow machine tells in several pieces what
    a cell prints; pieces that follow each other become one.
    """

    def preprocess_cell(self, cell, resources, index) -> tuple[NotebookNode, dict]:
        """One cell as it is kept."""
        kept: list[NotebookNode] = []
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(VIEW, None)
            if kept and output.output_type == "stream" and output.name == kept[-1].get("name"):
                kept[-1].text += output.text
            else:
                kept.append(output)
        if cell.cell_type == "code":
            cell.outputs = kept
        return cell, resources
