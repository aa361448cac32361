"""Citation keys resolved in `references.bib`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from ..errors import unknown


@cache
def references() -> Mapping[str, Mapping[str, str]]:
    """Every entry of references.bib by its key: lower-case field name -> text."""
    import bibtexparser
    from bibtexparser.customization import convert_to_unicode

    parser = bibtexparser.bparser.BibTexParser(customization=convert_to_unicode)
    text = files("qlearn").joinpath("references.bib").read_text(encoding="utf-8")
    return {entry["ID"]: entry for entry in bibtexparser.loads(text, parser=parser).entries}


def short(key: str) -> str:
    """Author and year.

    >>> short("angluin1988queries"), short("lowd2005"), short("tramer2016")
    ('Angluin 1988', 'Lowd and Meek 2005', 'Tramèr et al. 2016')
    """
    entry = _entry(key)
    surnames = [author.partition(",")[0].strip() for author in entry["author"].split(" and ")]
    who = surnames[0] if len(surnames) == 1 else " and ".join(surnames) if len(surnames) == 2 else f"{surnames[0]} et al."
    return f"{who} {entry['year']}"


def full(key: str) -> str:
    """Author, title, where, year, and a DOI or arXiv number if there is one."""
    entry = _entry(key)
    authors = ", ".join(" ".join(reversed([part.strip() for part in a.split(",")])) for a in entry["author"].split(" and "))
    where = entry.get("journal") or entry.get("booktitle") or entry.get("publisher") or entry.get("school", "")
    volume = f" {entry['volume']}" + (f"({entry['number']})" if "number" in entry else "") if "volume" in entry else ""
    pages = f", {entry['pages'].replace('--', '–')}" if "pages" in entry else ""
    number = f", doi:{entry['doi']}" if "doi" in entry else f", arXiv:{entry['eprint']}" if "eprint" in entry else ""
    title = entry["title"].replace("{", "").replace("}", "").replace("--", "–")
    return f"{authors}. {title}. {where}{volume}{pages}, {entry['year']}{number}."


def _entry(key: str) -> Mapping[str, str]:
    if key not in references():
        raise unknown("reference", key, references())
    return references()[key]
