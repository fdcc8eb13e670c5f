"""Quiz on ipywidgets: radio buttons, feedback on every option, readable without a kernel."""

from __future__ import annotations

import html

import ipywidgets as widgets


class Quiz(widgets.VBox):
    """Questions with radio buttons; a page without a kernel shows them as text.

    Parameters
    ----------
    questions : list of dict
        As `henan_lib.exercises.quiz_questions` gives them.
    language : {"zh", "en"}
        Language of the questions.
    """

    def __init__(self, questions: list[dict], language: str):
        self.questions, self.language = questions, language
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
            feedback.value = _status(f"{'✓' if option.get('right') else '✗'} {option['feedback'][self.language]}")

        buttons.observe(answer, "value")
        heading = widgets.HTML(f"<strong>{number}. {html.escape(question['question'][self.language])}</strong>")
        return widgets.VBox([heading, buttons, feedback])

    def as_text(self) -> str:
        """Questions and options, numbered, without the answers."""
        lines = []
        for number, question in enumerate(self.questions, start=1):
            lines.append(f"{number}. {question['question'][self.language]}")
            lines += [f"   {letter}) {option[self.language]}" for letter, option in zip("abcdef", question["options"])]
        return "\n".join(lines)

    def _repr_mimebundle_(self, **kwargs):
        return super()._repr_mimebundle_(**kwargs) | {"text/plain": self.as_text()}


def _status(text: str) -> str:
    return f'<p role="status" aria-live="polite">{html.escape(text)}</p>'
