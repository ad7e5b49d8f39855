"""Lays pages out with typst, in a process of its own: JSON in, a line of figures and the PDF out.

``pdf`` starts it as a script and nothing imports it. Typst keeps what it has laid out in memory for as long as its
process lives (measured: a quarter of a megabyte a time, never given back), and no word of a person is to stay there
after the account is locked. A process that ends has nothing left, and one that fails takes nothing with it.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import typst

HERE = Path(__file__).parent
Standard = Literal["ua-1"]
"""PDF/UA-1, for screen readers."""


def main() -> None:
    """The first way that can draw every letter, else the last."""
    program, inputs = (HERE / "brief.typ").read_bytes(), {"sheet": sys.stdin.buffer.read().decode()}
    for fonts, standard in _ways():
        try:
            content = typst.compile(
                program, format="pdf", font_paths=fonts, sys_inputs=inputs, pdf_standards=standard or []
            )
        except typst.TypstError:
            if standard is None:
                raise
            continue
        pages = typst.query(program, "<pages>", field="value", one=True, font_paths=fonts, sys_inputs=inputs)
        sys.stdout.buffer.write(f"{pages} {int(standard is not None)}\n".encode() + content)
        return


def _ways() -> Iterator[tuple[typst.Fonts, Standard | None]]:
    """Our letters; then those of this computer too; then with empty boxes, where the standard allows none."""
    ours = [str(HERE / "fonts")]
    yield typst.Fonts(include_system_fonts=False, font_paths=ours), "ua-1"
    system = typst.Fonts(include_system_fonts=True, font_paths=ours)
    yield system, "ua-1"
    yield system, None


if __name__ == "__main__":
    main()
