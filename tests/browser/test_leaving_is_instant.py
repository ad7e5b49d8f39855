"""The screen is blank before the browser has gone anywhere, however slow the way there is."""

import pytest

from tests.browser.conftest import Enter, House, Weather

pytestmark = pytest.mark.browser

RUNS = 50
# From the key or the click itself to the first frame that is painted without the page.
MEASURE = """async ([way, runs]) => {
    const root = document.documentElement, took = [];
    const link = document.querySelector('.leave');
    const press = type => dispatchEvent(new KeyboardEvent(type, {key: 'Shift'}));
    for (let run = 0; run < runs; run += 1) {
        await new Promise(done => requestAnimationFrame(done));
        if (way === 'shift') {
            for (const type of ['keydown', 'keyup', 'keydown', 'keyup', 'keydown']) press(type);
        }
        const began = performance.now();
        way === 'shift' ? press('keyup') : link.click();
        if (getComputedStyle(document.body).display !== 'none') throw new Error('the page is still there');
        if (document.title.trim()) throw new Error('the title is still there');
        await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
        took.push(performance.now() - began);
        root.classList.remove('away');
        document.title = 'Name';
        press('blur');
        dispatchEvent(new KeyboardEvent('keydown', {key: 'a'}));
    }
    return took.sort((a, b) => a - b);
}"""

WATCH = """() => {
    document.addEventListener('click', () => console.log('left'));
    setInterval(() => {
        const hidden = getComputedStyle(document.body).display === 'none';
        console.log(hidden && !document.title.trim() ? 'nothing' : 'the page');
    }, 10);
}"""


@pytest.mark.parametrize("way", ["shift", "button"])
def test_the_page_is_hidden_before_anything_else(enter: Enter, made_up: House, way: str) -> None:
    page = enter()
    page.goto(f"{made_up.address}/name/")
    page.route("**/weather", lambda route: route.abort("aborted"))
    took = page.evaluate(MEASURE, [way, RUNS])
    print(  # noqa: T201 - a figure to be seen with -s
        f"\nleaving by {way}: hidden after {took[RUNS // 2]:.1f} ms (p50), {took[-1]:.1f} ms at most, {RUNS} runs"
    )


def test_it_stays_hidden_while_the_other_site_is_slow(
    enter: Enter, made_up: House, elsewhere: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Weather, "seconds", 0.6)
    page = enter()
    page.goto(f"{made_up.address}/name/")
    seen: list[str] = []
    page.on("console", lambda message: seen.append(message.text))
    page.evaluate(WATCH)
    page.get_by_role("link", name="Leave this page", exact=True).click()
    page.wait_for_url(elsewhere)
    after = seen[seen.index("left") + 1 :]
    assert len(after) > 10
    assert set(after) == {"nothing"}
