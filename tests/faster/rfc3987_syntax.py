"""In the tests' processes, instead of a library that takes two seconds to import and checks a format that nothing here has.

jsonschema, which nbformat needs, does without it where it is missing; `make` puts this folder on the path of its tests.
"""

raise ImportError(__doc__)
