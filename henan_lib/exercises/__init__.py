"""Checks that name the mistake, quizzes, progress, the policy brief."""
