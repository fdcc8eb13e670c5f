"""Every number that a reader meets in prose, recomputed: one module a chapter, one function a place."""
