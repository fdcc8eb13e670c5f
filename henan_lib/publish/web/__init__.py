"""The course as pages of the web: ``henan site``, and one chapter in one file: ``henan share``."""
