"""Three learners finish chapter 1 in real browsers: they run every cell, type the solutions, guess, answer the quiz.

``python -m tests.benchmarks.class_lesson zh`` prints what the teacher's page then says of each; pictures go into
build/screenshots.
"""

import json
import re
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from playwright import sync_api as playwright

from henan_lib.course import chapters
from henan_lib.exercises.answers import answer_of, solution_text
from henan_lib.exercises.items import quiz_questions
from tests.browser import lab
from tests.classroom import Class, can_run

NAMES = {"zh": ["王小明", "李蕾", "韩梅梅"], "en": ["anna", "ben", "li wei"]}
CHAPTER = 1
SELECTED = ".jp-Notebook:visible .jp-Cell.jp-mod-selected"


def finish(taught, name, wrong_first):
    """One learner goes through the chapter as people do: cell after cell with Shift and Return. Seconds that it took."""
    edition = taught.edition
    original = chapters(edition)[CHAPTER]
    cells = json.loads(original.read_text(encoding="utf-8"))["cells"]
    with playwright.sync_playwright() as running:
        page, outside = lab.open_page(running)
        page.set_default_timeout(180_000)
        began = time.time()
        taught.enter(page, name)
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=180_000)
        page.goto(page.url.split("/lab/")[0] + f"/lab/tree/{edition}/{original.name}")
        page.locator("#jp-main-statusbar").filter(has_text=re.compile("[|] (Idle|空闲)")).wait_for(timeout=180_000)
        page.locator(".jp-Notebook:visible .jp-Cell").first.locator(".jp-InputPrompt").click()
        page.keyboard.press("Escape")
        for number, cell in enumerate(cells, start=1):
            go_to(page, number)
            source = "".join(cell["source"])
            asked = re.search(r'hl\.check\("(\w+)"', source) if cell["cell_type"] == "code" else None
            if asked:
                if wrong_first and asked[1] == "1a":
                    run(page, f"answer = {answer_of('1a', 'total')}\nhl.check('1a', answer)", stay=True)
                run(page, f'{solution_text(asked[1])}\nhl.check("{asked[1]}", answer)')
            else:
                stays = "hl.quiz(" in source or '"france-1950"' in source  # what is answered must not scroll away
                page.keyboard.press("Control+Enter" if stays else "Shift+Enter")
            if cell["cell_type"] == "code":
                idle(page)
            if "hl.quiz(" in source:
                answer_quiz(page)
            if '"france-1950"' in source:
                guess(page, 40 + 5 * NAMES[edition].index(name))
        idle(page)
        page.keyboard.press("Control+s")
        page.wait_for_timeout(1500)
        lab.SHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=lab.SHOTS / f"class-{edition}-{name}.png")
        page.context.browser.close()
    assert outside == [], outside
    return time.time() - began


def go_to(page, number):
    """Select a cell with the arrow keys, as the status bar counts them."""
    for _ in range(200):
        here = int(re.search(r"Cell (\d+)/", page.inner_text("#jp-bottom-panel, #jp-main-statusbar"))[1])
        if here == number:
            return
        page.keyboard.press("ArrowDown" if here < number else "ArrowUp")
        page.wait_for_timeout(60)
    raise TimeoutError(number)


def run(page, code, stay=False):
    """Put code into the selected cell and run it."""
    page.keyboard.press("Enter")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(code)
    page.keyboard.press("Control+Enter" if stay else "Shift+Enter")
    idle(page)


def idle(page):
    """Wait until nothing runs; what is below comes into view meanwhile."""
    page.wait_for_timeout(150)
    page.wait_for_selector(f".jp-NotebookPanel:visible {lab.READY}", timeout=300_000)


def back(page):
    """Give the keyboard back to the selected cell."""
    page.locator(SELECTED).first.locator(".jp-InputPrompt, .jp-InputArea-prompt").first.click()
    page.keyboard.press("Escape")


def answer_quiz(page):
    right = [[bool(one.get("right")) for one in question["options"]].index(True) for question in quiz_questions(str(CHAPTER))]
    page.wait_for_function(f"() => document.querySelectorAll('.widget-radio-box').length === {len(right)}", timeout=60_000)
    for place, option in enumerate(right):
        page.locator(".widget-radio-box").nth(place).locator("input").nth(option).click()
        page.wait_for_timeout(300)
    back(page)


def guess(page, number):
    asked = page.locator(".jp-Notebook:visible .henan-prediction").first
    asked.locator("input[type=text], input[type=number], input:not([type=range])").first.fill(str(number))
    asked.locator("button").first.click()
    page.wait_for_timeout(300)
    back(page)


def teacher_sees(taught):
    """Text of the teacher's page, with its pictures taken."""
    with playwright.sync_playwright() as running:
        page, _ = lab.open_page(running)
        taught.enter(page, "teacher", taught.place.code("teacher"))
        page.wait_for_selector("#live table")
        page.screenshot(path=lab.SHOTS / f"class-{taught.edition}-teacher.png")
        rows = page.locator("#live tbody tr").all_inner_texts()
        mistakes = page.locator("#live .hardest li").all_inner_texts()
        page.goto(f"{taught.address}/services/class/guesses/france-1950")
        page.click("button.large")
        said = page.locator("#live .said").all_inner_texts()
        page.screenshot(path=lab.SHOTS / f"class-{taught.edition}-guesses.png")
        page.context.browser.close()
    return [*(" ".join(row.split()) for row in rows), *mistakes, *said]


def main(edition):
    with tempfile.TemporaryDirectory() as folder:
        taught = Class(Path(folder) / "class", edition)
        taught.begin()
        try:
            with ThreadPoolExecutor(len(NAMES[edition])) as pool:
                lessons = [pool.submit(finish, taught, name, not place) for place, name in enumerate(NAMES[edition])]
                print(f"chapter {CHAPTER} finished in browsers after {max(one.result() for one in lessons):.0f} s")
            print(*teacher_sees(taught), sep="\n")
        finally:
            taught.end()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "en") if not can_run() else sys.exit(can_run())
