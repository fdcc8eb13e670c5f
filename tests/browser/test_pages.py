"""Decks and handouts opened from disk in Chromium: nothing is fetched, nothing overflows, Chinese is in our font."""

import pytest

from henan_lib import session
from henan_lib.publish import pages

from ..notebooks.chapters import STEMS
from . import lab

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(lab.CHROMIUM is None, reason="no Chromium, Chrome or Edge is installed"),
]
EVERY = [(stem, edition) for stem in STEMS for edition in session.LANGUAGES]
ONE = STEMS[1]
FONT_IS_OURS = """() => document.fonts.size === 1 && [...document.fonts].every(font => font.status === 'loaded')
  && [...document.querySelectorAll('section *, main *')].every(
    element => getComputedStyle(element).fontFamily.includes('Henan Sans SC'))"""
SLIDE_FAULTS = """() => Reveal.getSlides().flatMap((slide, number) => {
  Reveal.slide(number);
  const faults = [], room = slide.getBoundingClientRect();
  const say = (fault, element) => faults.push(`slide ${number + 1}: ${fault}: ${element.textContent.slice(0, 40)}`);
  if (slide.scrollHeight > 720 || slide.scrollWidth > 1280) say('overflows', slide);
  for (const element of slide.querySelectorAll(':scope *:not(.notes, .notes *, option, .rows *)')) {
    const box = element.getBoundingClientRect();
    const drawing = element.ownerSVGElement;
    const across = box.left >= room.left && box.right <= room.right - 20;
    const down = box.top >= room.top + 12 && box.bottom <= room.bottom - 12;
    if (!drawing && !(across && down))
      say('at the edge', element);
    const text = [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
    const scale = drawing ? drawing.getBoundingClientRect().width / drawing.viewBox.baseVal.width : 1;
    const points = scale * parseFloat(getComputedStyle(element).fontSize);
    if (text && points < (drawing ? 14.6 : 20)) say('small', element);
    const size = Math.min(box.width / element.naturalWidth, box.height / element.naturalHeight);
    if (element.className === 'picture' && 2 * size < 1) say('small picture', element);
  }
  return faults;
})"""
CUT_OFF = """() => [...document.querySelectorAll('main *')].filter(
  element => element.getBoundingClientRect().right > innerWidth + 1).map(element => element.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module")
def browser_page():
    """One page of one Chromium for all tests, with the addresses of its requests."""
    with playwright.sync_playwright() as running:
        page, requested = lab.open_page(running, size=(1280, 720))
        yield page, requested


@pytest.mark.parametrize(("stem", "edition"), EVERY)
def test_slides_are_legible_and_nothing_overflows(browser_page, written, stem, edition):
    page, requested = browser_page
    requested.clear()
    deck = written("slides", edition, stem).as_uri()
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(deck)
    page.wait_for_function("() => window.Reveal?.isReady()")
    page.evaluate("() => document.fonts.ready")
    assert page.evaluate(SLIDE_FAULTS) == []
    assert page.evaluate(FONT_IS_OURS)
    assert {address.split("#")[0] for address in requested} == {deck}


@pytest.mark.parametrize(("stem", "edition"), EVERY)
def test_a_handout_fits_its_paper(browser_page, written, stem, edition):
    page, requested = browser_page
    requested.clear()
    handout = written("handout", edition, stem).as_uri()
    page.set_viewport_size({"width": 673, "height": 990})
    page.emulate_media(media="print")
    page.goto(handout)
    page.evaluate("() => document.fonts.ready")
    assert page.evaluate(CUT_OFF) == []
    assert page.evaluate(FONT_IS_OURS)
    page.emulate_media(media="screen")
    assert set(requested) == {handout}


def test_the_speaker_sees_the_prose_that_the_slides_leave_out(browser_page, written):
    page, _ = browser_page
    page.goto(written("slides", "en", ONE).as_uri())
    page.wait_for_function("() => window.Reveal?.isReady()")
    page.evaluate("() => Reveal.slide(3)")
    with page.expect_popup() as popup:
        page.keyboard.press("s")
    speaker, outside = popup.value, []
    speaker.on("request", lambda request: outside.append(request.url))
    notes = speaker.locator(".speaker-controls-notes .value")
    playwright.expect(notes).to_contain_text("The five on the left were all past one half in 1950")
    assert not [address for address in outside if not address.startswith(("file:", "data:"))]
    speaker.close()


def test_chinese_in_the_pdf_is_real_text(written):
    import pypdf

    pdf = pypdf.PdfReader(pages.print_pdf(written("handout", "zh", ONE)))
    first = pdf.pages[0].extract_text()
    assert "什么是城镇化，它有规律吗？" in first and "城镇常住人口" in first + pdf.pages[1].extract_text()
    fonts = [font.get_object().get("/BaseFont", "") for font in pdf.pages[0]["/Resources"]["/Font"].values()]
    assert not [font for font in fonts if "CJK" in font]
