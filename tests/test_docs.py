"""The documentation holds: every example of tutorial and how-tos is run, every theorem has its page, and faults are found."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from paged import Page, Wrong

import qlearn
from qlearn.dimensions.results import results
from qlearn.evidence.proof import proof

DOCS = Path(__file__).parent.parent / "docs"
NAMED = ("index.md", "tutorial.md", "testing.md", "sweeps.md", "ecosystem.md", "play.md")
PAGES = [*(DOCS / name for name in NAMED), *sorted((DOCS / "howto").glob("*.md"))]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder to be in, whose Python files can be imported; what was imported from there is forgotten again."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    shutil.copytree(DOCS / "tutorial", tmp_path / "tutorial")
    monkeypatch.setenv("COLUMNS", "90")
    monkeypatch.setenv("NO_COLOR", "1")
    yield tmp_path
    for name, module in list(sys.modules.items()):
        if str(getattr(module, "__file__", None) or "").startswith(str(tmp_path)):
            del sys.modules[name]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_example_of_a_page_is_run(page: Path, folder: Path) -> None:
    ran = Page(page.name, folder).run(page.read_text(encoding="utf-8"))
    assert ran or page.stem == "index", "a page that shows how has an example"


FAULTS = {
    "nobody knows how to run": "```bash\nls\n```\n",
    "a block without a language": "```\nls\n```\n",
    "Expected": "```pycon\n>>> 1 + 1\n3\n\n```\n",
    "there is no example in it": "```pycon\nnothing\n```\n",
    "and not": "```console\n$ qlearn --version\n0.0.0\n```\n",
    "exit code 2": "```console\n$ qlearn show no.learner\n```\n",
    "exit code 0": "```console\n$ qlearn --version    # exit code 1\n```\n",
    "begins with": "```console\nqlearn --version\n```\n",
    "make knows no no-target": "```console\n$ make no-target\n```\n",
    "pip knows no extras": "```console\n$ pip install 'qlearn[extras]'\n```\n",
    "to run rm": "```console\n$ rm -r nothing\n```\n",
    "nothing runs the file": "```python\n# mine.py\n1 / 0\n```\n",
    "the block before it printed": "```python\nprint(1)\n```\n\n```text\n2\n```\n",
    "is to name the file": "```toml\na = 1\n```\n",
}


@pytest.mark.parametrize("says", FAULTS)
def test_a_broken_example_is_found(says: str, folder: Path) -> None:
    with pytest.raises(Wrong, match=says):
        Page("page.md", folder).run(FAULTS[says])


def test_python_that_fails_and_toml_that_is_none_are_found(folder: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        Page("page.md", folder).run("```python\n1 / 0\n```\n")
    with pytest.raises(ValueError, match="line 2"):
        Page("page.md", folder).run("```toml\n# a.toml\na =\n```\n")


@pytest.fixture
def making(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("sphinx", reason="pip install --group docs")
    monkeypatch.syspath_prepend(DOCS)


@pytest.mark.usefixtures("making")
def test_every_theorem_has_a_page_that_says_it() -> None:
    from making.docstrings import inline
    from making.theorems import pages, place

    found = pages()
    for name, learner in qlearn.catalogue().items():
        page = found[f"{place(name)}.rst"]
        wanted = [learner.theorem.claim, *learner.theorem.guarantee.says.split("; ")]
        wanted += [lemma["says"] for lemma in getattr(proof(name, learner.theorem), "lemmas", ())]
        assert page.startswith(f"{name}\n===")
        assert all(inline(words) in page for words in wanted)
        assert all(f":math:`{bound.latex()}`" in page for bound in learner.theorem.bounds)
        assert f":doc:`{name} </theorems/{place(name)}>`" in found[f"{name.partition('.')[0]}.rst"]
    assert all(inline(result.because) in found[f"{name}.rst"] for name, result in results().items())
    families = {name.partition(".")[0] for name in qlearn.catalogue()} | {"dimensions"}
    assert len(found) == len(qlearn.catalogue()) + len(results()) + len(families) + 1


@pytest.mark.usefixtures("making")
def test_a_letter_that_nobody_explains_is_found() -> None:
    from making.sizes import meaning

    assert meaning("boolean.elimination+sampling", "n") == meaning("boolean.elimination", "n")
    with pytest.raises(KeyError, match="does not say what zeta is in the bounds of linear"):
        meaning("linear.chart_box", "zeta")


@pytest.mark.usefixtures("making")
def test_what_a_page_loads_and_where_it_leads_is_found(tmp_path: Path) -> None:
    from making.closed import faults

    (tmp_path / "other.html").write_text("<h1 id=here>Here</h1>", encoding="utf-8")
    good = '<link rel=stylesheet href="a.css"><a href="other.html#here">h</a><a href="https://example.org">w</a>'
    good += '<p id=p><a href="#p">p</a>'
    (tmp_path / "a.css").write_text("p { background: url(data:image/png;base64,AA) }", encoding="utf-8")
    page = tmp_path / "page.html"
    page.write_text(good, encoding="utf-8")
    assert faults(tmp_path) == []
    for bad in (
        '<script src="https://cdn.example.org/a.js"></script>',
        '<link rel=stylesheet href="//cdn.example.org/a.css">',
        '<img src="http://example.org/a.png">',
        "<style>@import 'https://example.org/a.css';</style>",
        '<p style="background: url(https://example.org/a.png)">',
        '<a href="nowhere.html">n</a>',
        '<a href="other.html#nowhere">n</a>',
        '<a href="#nowhere">n</a>',
        '<a href="../outside.html">n</a>',
        '<img src="nowhere.png">',
    ):
        page.write_text(good + bad, encoding="utf-8")
        assert len(faults(tmp_path)) == 1, bad
    page.write_text(good, encoding="utf-8")
    (tmp_path / "a.js").write_text("fetch('https://example.org/a.json')", encoding="utf-8")
    (tmp_path / "b.css").write_text("@font-face { src: url(https://example.org/a.woff) }", encoding="utf-8")
    assert len(faults(tmp_path)) == 2


@pytest.mark.usefixtures("making")
def test_plain_docstrings_become_what_they_say() -> None:
    from making.docstrings import rst

    said = "\n".join(
        rst("A |w| of 2**n x_.\n\nIdea: ask `Label`s.\nProof: none.\n\n- one\n  more\n- two\n\n  f = 1\n\n>>> 1\n1\n")
    )
    assert "A \\|w\\| of 2\\*\\*n x\\_." in said
    assert "**Idea:** ask ``Label``\\ s." in said
    assert "**Proof:** none." in said
    assert "* one more\n\n* two\n" in said
    assert "::\n\n     f = 1" in said
    assert ".. code-block:: pycon\n\n   >>> 1\n   1" in said


@pytest.mark.usefixtures("making")
def test_the_course_is_told_by_its_notebooks(tmp_path: Path) -> None:
    from making.course import about, copy

    copy(DOCS.parent / "notebooks", tmp_path / "course")
    page = (tmp_path / "course" / "index.md").read_text(encoding="utf-8")
    places = []
    for notebook in (DOCS.parent / "notebooks").glob("*.ipynb"):
        title, idea = about(notebook)
        assert title
        assert f"[{title}]({notebook.stem}): {idea}" in page
        assert (tmp_path / "course" / notebook.name).read_bytes() == notebook.read_bytes()
        places.append((page.index(f"]({notebook.stem})"), notebook.name))
    numbered = [name for _, name in sorted(places) if name[0].isdigit()]
    assert numbered == sorted(numbered)
    assert len(numbered) > 9


@pytest.mark.usefixtures("making")
def test_formulas_are_drawn_by_what_every_browser_has() -> None:
    from making.maths import mathml

    assert mathml("n + 1", False) == "<math><mi>n</mi><mo>+</mo><mn>1</mn></math>"
    assert mathml(r"0, \dots, N", False) == mathml(r"0, \ldots, N", False)
    assert mathml(r"\big(\frac12\big)", False) == mathml(r"(\frac{1}{2})", False)
    assert '<mi class="greek" mathvariant="normal">ε</mi>' in mathml(r"\varepsilon^2", True)
    for learner in qlearn.catalogue().values():
        assert all(mathml(bound.latex(), False).startswith("<math>") for bound in learner.theorem.bounds)
