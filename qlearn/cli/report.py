"""qlearn report: the catalogue, what was measured and what is proved, as one page; or one dialogue, played."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter
from rich.console import Console
from rich.text import Text

from ..catalogue import Learner, catalogue
from ..errors import BadArgument
from ..whole_files import replacing
from .output import JsonTarget, json_file, ready, write_json
from .report_journal import report_journal
from .sweep_progress import watched
from .sweep_results import STORE
from .verify import named


def report(
    *names: str,
    out: Path,
    journal: Path | None = None,
    learners: Annotated[tuple[Path, ...], Parameter(consume_multiple=True)] = (),
    store: Path = STORE,
    seeds: int = 3,
    workers: int = 1,
    json: JsonTarget = None,
) -> int:
    """One self-contained HTML page: every learner with its theorem, lemmas, runs and a certificate; dimensions of classes.

    With --journal it is one dialogue instead, turn by turn: question, answer, what is left, the bound being used up, and the
    source line that asked.

    Learners are run at a few sizes of their class, as far as the store has not got these runs yet; whatever else it has of
    them, such as your own sweeps, is shown too.  The page loads nothing, and reads without scripts.  Exit code 130 if
    interrupted: then the page shows what was run by then.

    Parameters
    ----------
    names
        Learners by name, or those of a family; none for the whole catalogue.
    out
        The file to write.
    journal
        A journal or certificate to play, finished or not.
    learners
        Python files with learners that are not in the catalogue, for --journal.
    store
        The SQLite file that runs are kept in, as of `qlearn sweep`.
    seeds
        How many runs at each size.
    workers
        Processes of this machine that share the runs.
    json
        Write a summary as JSON to this file, '-' for standard output.
    """
    if journal is not None:
        return report_journal(journal, out, learners, names, json)
    if learners:
        raise BadArgument("--learners is for --journal; give one, or name learners of the catalogue")
    return _report([learner for name in names for learner in named(name)], out, store, seeds, workers, json)


def _report(chosen: Sequence[Learner[..., Any]], out: Path, store: Path, seeds: int, workers: int, json: JsonTarget) -> int:
    from ..report.page.page import verdict
    from ..sweeps import Store

    ready(out, store, json_file(json))
    learners = chosen or list(catalogue().values())
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    with Store(store) as kept:
        interrupted = _run(learners, kept, seeds, workers, console)
        rows, left_out = _rows(learners, kept)
        machines = [says for name, says in kept.provenance().items() if name in {row["provenance"] for row in rows}]
    with console.status("") as status:
        written, certificates = _page(learners, rows, machines, lambda text: status.update(Text(text)))
    with replacing(out) as part:
        part.write_text(written, encoding="utf-8")
    size = len(written.encode())
    found = {"file": str(out), "bytes": size, "learners": len(learners), "runs": len(rows), "certificates": certificates}
    if json is not None:
        write_json({**found, "verdict": verdict(rows)}, json)
    else:
        print(f"{out}: {size / 1e6:.2f} MB, {len(learners)} learners, {len(rows)} runs, {certificates} certificates")
        print(verdict(rows))
    if left_out:
        console.print(f"{left_out} runs of other versions of the code are left out")
    return 130 if interrupted else 0


def _run(learners: Sequence[Learner[..., Any]], kept: Any, seeds: int, workers: int, console: Console) -> bool:
    """Run what is missing; whether it was interrupted."""
    from ..sweeps import sweep
    from ..sweeps.shown import shown

    try:
        with watched(console) as say:
            sweep(shown(learners, seeds), kept, workers=workers, say=say)
    except KeyboardInterrupt:
        console.print("interrupted: the page shows what was run by now; the same command goes on")
        return True
    return False


def _rows(learners: Sequence[Learner[..., Any]], kept: Any) -> tuple[list[dict[str, Any]], int]:
    """The store's rows of these learners by the code as it is now, and how many are not by it."""
    from ..sweeps.code import version

    wanted = {learner.name for learner in learners}
    known = [row for row in kept.rows() if row["learner"] in wanted]
    rows = [row for row in known if row["code"] == version()]
    return rows, len(known) - len(rows)


def _page(learners: Sequence[Learner[..., Any]], rows: list[Any], machines: list[Any], say: Any) -> tuple[str, int]:
    from ..report.page.certificates import shown_certificate
    from ..report.page.classes import small_classes
    from ..report.page.fitted import fitted
    from ..report.page.measured import by_learner
    from ..report.page.page import page

    certificates, fits, own = {}, {}, by_learner(rows)
    for learner in learners:
        say(f"{learner.name}: a certificate")
        if (text := shown_certificate(learner)) is not None:
            certificates[learner.name] = text
        say(f"{learner.name}: how it grows")
        fits[learner.name] = fitted(learner, own.get(learner.name, ()))
    say("dimensions of small classes")
    classes = small_classes()
    say("writing")
    return page(rows, machines, certificates=certificates, fits=fits, classes=classes, learners=learners), len(certificates)
