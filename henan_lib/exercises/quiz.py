"""Quiz on ipywidgets: radio buttons, feedback on every option, readable without a kernel."""

from __future__ import annotations

import html

import ipywidgets as widgets

from .progress import remember


class Quiz(widgets.VBox):
    """Questions with radio buttons; a page without a kernel shows them as text.

    Parameters
    ----------
    chapter : str
        Number of the chapter, under which right answers are remembered.
    questions : list of dict
        As `henan_lib.exercises.quiz_questions` gives them.
    language : {"zh", "en"}
        Language of the questions.
    """

    def __init__(self, chapter: str, questions: list[dict], language: str):
        self.chapter, self.questions, self.language = chapter, questions, language
        super().__init__([self._question(number, question) for number, question in enumerate(questions, start=1)])

    def _question(self, number: int, question: dict) -> widgets.VBox:
        options = question["options"]
        buttons = widgets.RadioButtons(
            options=[(option[self.language], place) for place, option in enumerate(options)],
            index=None,
            layout=widgets.Layout(width="auto"),
        )
        feedback = widgets.HTML(_status(""))

        def answer(change: dict) -> None:
            option = options[change["new"]]
            right = option.get("right", False)
            note = remember(f"{self.chapter}-{number}", state="right" if right else "tried")
            feedback.value = _status(f"{'✓' if right else '✗'} {option['feedback'][self.language]}{note}")

        buttons.observe(answer, "value")
        heading = widgets.HTML(f"<strong>{number}. {html.escape(question['question'][self.language])}</strong>")
        return widgets.VBox([heading, buttons, feedback])

    def as_text(self, *, answers: bool = False) -> str:
        """Questions and options, numbered, for paper; with the key of the right answers if asked."""
        lines = []
        for number, question in enumerate(self.questions, start=1):
            lines.append(f"{number}. {question['question'][self.language]}")
            lines += [f"   {letter}) {option[self.language]}" for letter, option in zip("abcdef", question["options"])]
            if answers:
                lines += [f"   → {letter}" for letter, option in zip("abcdef", question["options"]) if option.get("right")]
        return "\n".join(lines)

    def _repr_mimebundle_(self, **kwargs):
        return super()._repr_mimebundle_(**kwargs) | {"text/plain": self.as_text()}, {"quiz": self.chapter}


def _status(text: str) -> str:
    return f'<p role="status" aria-live="polite">{html.escape(text)}</p>'
