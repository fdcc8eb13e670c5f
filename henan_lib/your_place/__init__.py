"""A learner's own table, and the page of a province."""
