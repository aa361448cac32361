"""qlearn check FILE...: does a certificate hold what it claims?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter
from rich.console import Console
from rich.text import Text

from ..catalogue import learners_in
from ..dimensions.written import FORMAT, FUNCTION_FORMAT
from ..errors import BadArgument
from ..evidence.check import Checked
from ..evidence.check import check as check_file
from ..evidence.replay import replay as replay_file
from ..evidence.witnesses.bracketed import form_of
from ..evidence.witnesses.claims import check_dimensions
from ..evidence.witnesses.function_claims import check_function
from .output import JsonTarget, write_json

FORMS = {FORMAT: check_dimensions, FUNCTION_FORMAT: check_function}  # what is no dialogue


def check(
    file: Path,
    *,
    replay: bool = False,
    learners: Annotated[tuple[Path, ...], Parameter(consume_multiple=True)] = (),
    json: JsonTarget = None,
) -> int:
    """Check a certificate or finished journal: counts, sizes, bounds, legality, and what its answers show by themselves.

    Exit code 0 if every claim that the file decides is true, 1 if one is false.

    Parameters
    ----------
    file
        Written by `qlearn.certify(run).save(FILE)`, by --journal, or by `qlearn dims --save`: then its witnesses are checked.
    replay
        Also run the learner again on the recorded answers, in a fresh process without the target.
    learners
        Python files with learners that are not in the catalogue.
    json
        Write the result as JSON to this file, '-' for standard output.
    """
    console = Console(stderr=json == "-", highlight=False, soft_wrap=True)
    with console.status(Text(f"checking {file}")):
        form = form_of(file)
        others = [learner for path in learners for learner in learners_in(path)]
        found = FORMS[form](file) if form else check_file(file, others)
    if replay and form:
        raise BadArgument(f"{file} holds dimensions, which no learner is run for; leave out --replay")
    if replay:
        with console.status(Text(f"running {found.learner} again on the answers of {file}")):
            differs = replay_file(file, learners)
        found.claim(not differs, "replayed without the target, the learner asks and finds the same", f"replay: {differs}")
    if json is not None:
        write_json(as_json(found), json)
    else:
        _print(found, console)
    return 0 if found.holds else 1


def as_json(found: Checked) -> dict[str, Any]:
    return {
        "learner": found.learner,
        "holds": found.holds,
        "queries": found.queries,
        "certified_error": found.certified_error,
        "shown": found.shown,
        "undecided": found.undecided,
        "faults": found.faults,
        "contradiction": list(found.contradiction),
    }


def _print(found: Checked, console: Console) -> None:
    verdict = "[green]holds[/]" if found.holds else "[red]does NOT hold[/]"
    console.print(f"[bold]{found.learner}[/] {verdict}")
    for mark, claims in (
        ("[red]false[/]    ", found.faults),
        ("[green]shown[/]    ", found.shown),
        ("undecided", found.undecided),
    ):
        for says in claims:
            console.print(f"  {mark} ", end="")
            console.print(says, markup=False)
