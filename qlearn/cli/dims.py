"""qlearn dims CLASS: what a finite class costs to learn, exactly where that can be found out."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.text import Text

from ..dimensions.bracket import Effort
from ..dimensions.families import of_family
from ..dimensions.families.files import of_file
from ..dimensions.finite_class import FiniteClass
from ..dimensions.measured import Dimensions, measure
from ..dimensions.packed.tables import MOST
from ..dimensions.quantities import GAMES, QUANTITIES
from ..errors import BadArgument, unknown
from .function import function as of_function
from .output import JsonTarget, json_file, ready, write_json


def dims(
    name: str | None = None,
    *,
    size: int | None = None,
    depth: int | None = None,
    order: int | None = None,
    effort: int | None = None,
    tables: int | None = None,
    function: str | None = None,
    tree: bool = False,
    game: str = "membership",
    svg: Path | None = None,
    lattice: Path | None = None,
    save: Path | None = None,
    json: JsonTarget = None,
) -> int:
    """Dimensions of a finite class and the exact value of each query game on it, with what shows them.

    Exit code 130 if interrupted; what was found by then is printed and written.

    Parameters
    ----------
    name
        thresholds, intervals, intervals-nonempty, singletons, singletons-and-nothing, cube, conjunctions,
        conjunctions-satisfiable, monotone-conjunctions, parities, parities-affine, monotone, trees, two-term-dnf,
        halfspaces-cube, halfspaces-positive, halfspaces-grid, rectangles, projective-plane; or a .csv or .npy file of 0 and 1,
        one row a concept.
    size
        Points, variables, or the side of a grid.
    depth
        Of trees.
    order
        Of a projective plane, a prime; the same as --size.
    effort
        How many version spaces a search may look at for one value; the same effort always finds the same.
    tables
        The most points for which all partial labellings are tabled, at most 18: 16 unless this is given.
    function
        Instead of a class, a Boolean function by its values, such as 0110, or a file that holds them: its decision-tree depth,
        certificate, sensitivity, block sensitivity and degree.  Bit i of a value's place is input i, so 0011 is the second.
    tree
        Also print the best strategy that is known, of membership queries unless --game says another, or the function's
        decision tree.
    game
        Whose strategy --tree prints and --svg draws: membership, equivalence_proper, equivalence_improper, both or
        both_improper.
    svg
        Draw that strategy to this file.
    lattice
        Draw the inequalities between the quantities to this file.
    save
        Write all with witnesses to this file, for `qlearn check`.
    json
        The same to this file, '-' for standard output.  Counts of equivalence queries include the last one, answered yes.
    """
    ready(svg, lattice, save, json_file(json))
    console = Console(stderr=json == "-", highlight=False, soft_wrap=True)
    spent = _effort(effort, tables, game)
    if function is not None:
        _only_a_function(name, size, depth, order, svg, lattice)
        of_function(function, spent, console, tree, save, json)
        return 0
    c = _class(name, size if size is not None else order, depth)
    found, interrupted = Dimensions(c), False
    with console.status(Text(str(c))) as status:
        try:
            measure(c, spent, say=lambda text: status.update(Text(f"{c}: {text}")), into=found)
        except KeyboardInterrupt:
            interrupted = True
    if json is None:
        _print(found, console, game if tree else None)
    if interrupted:
        console.print(Text("interrupted: what was found by then is kept"))
    _written(found, game, svg, lattice, save, json)
    return 130 if interrupted else 0


def _effort(positions: int | None, tables: int | None, game: str) -> Effort:
    if game not in GAMES:
        raise unknown("game", game, GAMES)
    if positions is not None and positions < 1:
        raise BadArgument(f"--effort is a number of version spaces, from 1 on, got {positions}")
    if tables is not None and not 0 <= tables <= MOST:
        raise BadArgument(f"--tables is a number of points, from 0 to {MOST}, got {tables}")
    given = {"positions": positions, "tables": tables}
    return Effort(**{name: value for name, value in given.items() if value is not None})


def _only_a_function(*of_a_class: object) -> None:
    names = ("CLASS", "--size", "--depth", "--order", "--svg", "--lattice")
    if given := [name for name, value in zip(names, of_a_class, strict=True) if value is not None]:
        raise BadArgument(
            f"--function stands for itself; leave out {', '.join(given)}, which {'is' if len(given) == 1 else 'are'}"
            " for classes"
        )


def _class(name: str | None, size: int | None, depth: int | None) -> FiniteClass:
    if name is None:
        raise BadArgument("say which class: a name such as thresholds, or a .csv or .npy file; or give --function")
    if name.endswith((".csv", ".npy")):
        return of_file(Path(name))
    return of_family(name, size, **({} if depth is None else {"depth": depth}))


def _written(found: Dimensions, game: str, svg: Path | None, lattice: Path | None, save: Path | None, json: str | None) -> None:
    from ..dimensions.best_strategy import best_strategy
    from ..report import lattices, strategies
    from ..report.dimensions import as_json

    for target in (None if save is None else str(save), json):
        if target is not None:
            write_json(as_json(found), target)
    if svg is not None:
        svg.write_text(strategies.svg(best_strategy(found, game), found.of), encoding="utf-8")
    if lattice is not None:
        lattice.write_text(lattices.svg(found), encoding="utf-8")


def _print(found: Dimensions, console: Console, game: str | None) -> None:
    from ..dimensions.best_strategy import best_strategy
    from ..dimensions.exactness import would_take
    from ..report import lattices, strategies
    from ..report.dimensions import table

    console.print(Text(str(found.of), style="bold"))
    for note in found.of.notes:
        console.print(Text(note))
    console.print(table(found))
    console.print(Text("equivalence queries are counted with the last one, answered yes", style="dim"))
    for name, bracket in found.values.items():
        if not bracket.exact:
            console.print(Text(f"{QUANTITIES[name].says}: exact by {would_take(name, found)}", style="dim"))
    if found.certificates:
        sizes = ", ".join(f"{count} need {size}" for size, count in found.certificates.items())
        console.print(Text(f"labellings outside the class, and the points that show it: {sizes}"))
    console.print(Text("\nInequalities", style="bold"))
    console.print(Text(lattices.as_text(found)))
    if game is not None:
        of = "of membership queries" if game == "membership" else f"for {QUANTITIES[game].says}"
        console.print(Text(f"\nA strategy {of}", style="bold"))
        console.print(Text(strategies.as_text(best_strategy(found, game), found.of)))
