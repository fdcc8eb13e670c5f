"""What the tests of all explorers share."""

import numpy as np


def pixels(picture, state):
    """Pixels of a frame as it stands on the canvas, before its colours are reduced to a palette."""
    picture.frame(state)
    return np.array(picture.figure.canvas.buffer_rgba())
