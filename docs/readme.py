"""Writes the catalogue table into README.md, between its two markers: python docs/readme.py"""

from __future__ import annotations

from pathlib import Path

import qlearn
from qlearn.report.tables import markdown

README = Path(__file__).parent.parent / "README.md"
BEGIN, END = "<!-- catalogue -->\n", "<!-- end of catalogue -->"


def refreshed(text: str) -> str:
    """The README with the table as it should be now."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{markdown(qlearn.catalogue().values())}\n\n{END}{after}"


if __name__ == "__main__":
    README.write_text(refreshed(README.read_text(encoding="utf-8")), encoding="utf-8")
