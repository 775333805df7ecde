"""The Markdown subset that Teams shows, and that nothing sent becomes HTML of the page."""

import pytest

from tests.browser.conftest import Window

pytestmark = pytest.mark.asyncio(loop_scope="session")

DRAW = """async text => {
    const { markdown } = await import('/uebung/web/markdown.js');
    const element = document.createElement('div');
    element.append(...markdown(text));
    return element.innerHTML;
}"""

ROWS = {
    "ein Umbruch ist keiner": ("eins\nzwei", "<p>eins zwei</p>"),
    "zwei Leerzeichen sind einer": ("eins  \nzwei", "<p>eins<br>zwei</p>"),
    "Absätze": ("eins\n\nzwei", "<p>eins</p><p>zwei</p>"),
    "fett und kursiv": ("**fett _auch_** *kursiv*", "<p><strong>fett <em>auch</em></strong> <em>kursiv</em></p>"),
    "kein Markdown im Wort": ("ein_wort_hier 2*3*4", "<p>ein_wort_hier 2<em>3</em>4</p>"),
    "Sterne ohne Paar": ("5 * 3 ** 2", "<p>5 * 3 ** 2</p>"),
    "maskiert": (r"\*nicht kursiv\* \[x\](y)", "<p>*nicht kursiv* [x](y)</p>"),
    "Liste": ("- eins\n- **zwei**\n  noch zwei", "<ul><li>eins</li><li><strong>zwei</strong> noch zwei</li></ul>"),
    "nummeriert ab drei": ("3. drei\n4. vier", '<ol start="3"><li>drei</li><li>vier</li></ol>'),
    "ein Datum ist keine Liste": ("01.03.2027 ist ein Montag", "<p>01.03.2027 ist ein Montag</p>"),
    "Code": ("`a **b**`", "<p><code>a **b**</code></p>"),
    "HTML bleibt Text": ("<img src=x onerror=alert(1)>", "<p>&lt;img src=x onerror=alert(1)&gt;</p>"),
    "nur sichere Verweise": ("[x](javascript:alert)", "<p>[x](javascript:alert)</p>"),
    "keine Attribute": (
        '[x](https://a.example/"onclick=y)',
        '<p><a href="https://a.example/&quot;onclick=y" rel="noopener noreferrer">x</a></p>',
    ),
}


async def test_markdown(window: Window) -> None:
    """Every row as it should be."""
    page = await window.open()
    drawn = {name: await page.evaluate(DRAW, text) for name, (text, _) in ROWS.items()}
    assert drawn == {name: html for name, (_, html) in ROWS.items()}
