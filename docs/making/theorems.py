"""A page a theorem, made from the catalogue and from the record of checked lemmas; nothing here is typed by hand."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import qlearn
from making.docstrings import inline, rst
from making.reference import modules
from making.sizes import sizes
from making.written import collapsed, facts, indented, linked, table, title, toctree
from qlearn.catalogue import Learner, reductions
from qlearn.dimensions.results import Result, results
from qlearn.evidence.proof import Proved, lemmas, proof
from qlearn.report.citations import full
from qlearn.report.page.details import NUMBER, PLACES
from qlearn.report.tables import MATHS, forms, noise, promise, ratio
from qlearn.theorems import Bound

RESULTS = "dimensions"


def place(name: str) -> str:
    """A theorem's page, as a name that every server hands out."""
    return name.replace("+", "-and-")


def pages() -> Mapping[str, str]:
    """Every page of the theorems: file name -> reStructuredText."""
    learners = qlearn.catalogue()
    families = list(dict.fromkeys(name.partition(".")[0] for name in learners))
    found = {f"{place(name)}.rst": learner_page(learner) for name, learner in learners.items()}
    found |= {f"{name}.rst": result_page(result) for name, result in results().items()}
    found |= {f"{family}.rst": family_page(family, _of(family)) for family in families}
    return found | {f"{RESULTS}.rst": results_page(), "index.rst": index_page(families)}


def _of(family: str) -> list[Learner[..., Any]]:
    return [x for name, x in qlearn.catalogue().items() if name.partition(".")[0] == family]


def status(found: Proved | None) -> str:
    """How much of a proof was checked by machine, in words."""
    if found is None or not found.lemmas:
        return "No lemma is recorded for this theorem as it stands."
    tight = sum(bool(lemma["tight"]) for lemma in found.lemmas)
    return f"{found}; of {tight} a sharper claim was shown to fail."


def learner_page(learner: Learner[..., Any]) -> str:
    """The theorem of one learner in full."""
    family = learner.name.partition(".")[0]
    checked = proof(learner.name, learner.theorem)
    parts = [
        title(learner.name),
        linked(f"/theorems/{family}", f"the theorems of {family}"),
        "\n".join(indented([inline(learner.theorem.claim)])),
        title("What is claimed", "-"),
        facts(_claims(learner)),
        title("Sizes", "-"),
        table("What the letters stand for", {"size": 15, "what it is": 55, "where it comes from": 30}, _sizes(learner)),
        title("In its own words", "-"),
        f"``{learner.name}({', '.join(learner.signature.parameters)})``",
        "\n".join(rst(learner.__doc__ or "")),
        title("Proof status", "-"),
        status(checked),
        _lemmas(checked),
        *_others(learner),
        *_program(learner),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def bound(claim: Bound) -> str:
    """A bound with its formula drawn: at most n + 1 equivalence queries (worst case)."""
    return f"{MATHS[claim.sense]} :math:`{claim.latex()}` {claim.kind.kind} queries ({inline(claim.mode)})"


def _claims(learner: Learner[..., Any]) -> Iterable[tuple[str, str]]:
    theorem = learner.theorem
    yield "learns", inline(str(theorem.learns)) + _class(learner)
    yield from (("asks", bound(claim)) for claim in theorem.bounds)
    if theorem.lower:
        yield "every learner of these kinds needs", bound(theorem.lower.bound)
        yield "because", inline(theorem.lower.because)
    else:
        yield "every learner of these kinds needs", "nothing is claimed"
    yield "guarantee", f"{inline(theorem.guarantee.says)} ({inline(theorem.guarantee.mode)})"
    yield "noise", inline(noise(learner))
    yield "largest measured / bound known", inline(ratio(learner))
    yield from (("source", source(key)) for key in dict.fromkeys(theorem.cite))


def _class(learner: Learner[..., Any]) -> str:
    """Where the class that is learned is described, if the reference has it."""
    module = type(learner.theorem.learns).__module__
    described = any(module in names for names in modules().values())
    return f" ({linked(f'/reference/{module}', module)})" if described else ""


def source(key: str) -> str:
    """A citation in full; its DOI or arXiv number is a link."""
    text = full(key)
    found = NUMBER.search(text)
    if found is None:
        return inline(text)
    address = f"`{found[0]} <{PLACES[found[1]]}{found[2]}>`__"
    return f"{inline(text[: found.start()])} {address}{inline(text[found.end() :])}"


def _sizes(learner: Learner[..., Any]) -> list[tuple[str, ...]]:
    return [(f"``{name}``", inline(means), inline(where)) for name, means, where in sizes(learner)]


def _lemmas(found: Proved | None) -> str:
    """A row a lemma: what it says, by which method, for which sizes, and whether less would be false."""
    rows = [
        (x["says"], x["method"], x["scope"], x["status"], f"yes: not {x['sharper']}" if x["tight"] else "no")
        for x in (found.lemmas if found else ())
    ]
    columns = {"lemma": 32, "checked by": 23, "holds for": 14, "status": 13, "tight": 18}
    return table("The lemmas", columns, [[inline(cell) for cell in row] for row in rows])


def _others(learner: Learner[..., Any]) -> list[str]:
    """Links to the other learners of the same class."""
    rows = [(_link(x.name), _bounds(x), inline(promise(x)), inline(noise(x))) for x in forms(learner)]
    listed = table(f"Learners of {learner.theorem.learns}", {"learner": 36, "asks": 16, "guarantee": 30, "noise": 18}, rows)
    return [title("Others that learn the same class", "-"), listed] if rows else []


def _link(name: str) -> str:
    return linked(f"/theorems/{place(name)}", name)


def _bounds(learner: Learner[..., Any]) -> str:
    """Kinds and senses alone: formulas may be long."""
    kinds = dict.fromkeys(claim.kind.kind for claim in learner.theorem.bounds)
    return ", ".join(kinds) or "no query is bounded"


def _program(learner: Learner[..., Any]) -> list[str]:
    """The file that the learner stands in, folded; of a composed one the reduction's, and where the inner one is."""
    inner, _, last = learner.name.rpartition("+")
    start = reductions()[last].reduce if inner else learner.start
    path = Path(inspect.getfile(start)).relative_to(Path(qlearn.__file__).parent.parent)
    about = f"This is the reduction; it is applied to {_link(inner)}." if inner in qlearn.catalogue() else ""
    included = f".. literalinclude:: /../{path.as_posix()}\n   :language: python"
    return [title("The program", "-"), about, collapsed(path.as_posix(), included)]


def result_page(result: Result) -> str:
    """A theorem about classes."""
    checked = lemmas(result.name)
    parts = [
        title(result.name),
        linked(f"/theorems/{RESULTS}", "the theorems about classes"),
        "\n".join(indented([inline(result.claim)])),
        title("Proof", "-"),
        inline(result.because),
        title("Proof status", "-"),
        status(checked),
        _lemmas(checked),
        *([title("Sources", "-"), "\n".join("* " + source(key) for key in result.cite)] if result.cite else []),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _counts(found: Proved | None) -> str:
    return f"{found.checked} of {len(found.lemmas)}" if found else "none recorded"


def family_page(family: str, learners: Sequence[Learner[..., Any]]) -> str:
    """The learners of a family, each with what it learns and how much of its proof was checked."""
    rows = [
        (_link(x.name), inline(str(x.theorem.learns)), inline(x.theorem.claim), _counts(proof(x.name, x.theorem)))
        for x in learners
    ]
    listed = table(f"Learners of the family {family}", {"learner": 34, "learns": 20, "claim": 35, "lemmas checked": 11}, rows)
    return "\n\n".join([title(f"{family}: {len(learners)} learners"), listed, toctree(place(x.name) for x in learners)])


def results_page() -> str:
    rows = [(_link(name), inline(x.claim), _counts(lemmas(name))) for name, x in results().items()]
    listed = table(
        "Of every finite class, and of families at every size", {"theorem": 27, "claim": 61, "lemmas checked": 12}, rows
    )
    return "\n\n".join([title(f"{RESULTS}: {len(rows)} theorems about classes"), listed, toctree(results())])


def index_page(families: Sequence[str]) -> str:
    """How many theorems there are, by family, and how many of their proofs were checked to the end."""
    rows = [_tally(family, [proof(x.name, x.theorem) for x in _of(family)]) for family in families]
    rows.append(_tally(RESULTS, [lemmas(name) for name in results()]))
    names = ("family", "theorems", "every lemma checked", "some", "no lemma recorded", "lemmas", "checked for all sizes")
    columns = dict.fromkeys(names, 1)
    about = inline(
        "Every learner of the catalogue, and every theorem about classes, has a page: its claim, its bounds, the proof in a few"
        " sentences and taken apart into lemmas, how each of them was checked by machine and for which sizes, its sources, and"
        " the program. `qlearn show NAME` says the same in a terminal, and looks for evidence afresh."
    )
    listed = table("Theorems and their proofs", columns, rows)
    return "\n\n".join([title("Theorems"), about, listed, toctree([*families, RESULTS])])


def _tally(family: str, found: Sequence[Proved | None]) -> tuple[str, ...]:
    some = [x for x in found if x is not None and x.lemmas]
    every = [lemma for x in some for lemma in x.lemmas]
    complete = sum(x.complete for x in some)
    sure = sum(lemma["status"] == "checked" and lemma["scope"] == "all sizes" for lemma in every)
    numbers = (len(found), complete, len(some) - complete, len(found) - len(some), len(every), sure)
    return (linked(f"/theorems/{family}", family), *map(str, numbers))
