"""Data, figures and exercises of a study course on Henan's people-centred new-type urbanization.

Everything a notebook uses is here and is listed in ``__init__.pyi``. Rooms are opened when they are first used, so that
``import henan_lib`` costs next to nothing.
"""

import lazy_loader

__version__ = "0.1.0"
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
