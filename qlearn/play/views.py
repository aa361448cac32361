"""A game as plain data: what a page shows, and what `--json` writes."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..errors import SizeConflict
from ..queries import Batch, Query
from ..theorems import Bound
from . import plans
from .asking import Asking
from .board import Board
from .games import rival
from .rival import ClassRival
from .teaching import OVER, Teaching, listed


def view(play: Teaching | Asking) -> dict[str, Any]:
    """Everything that a reader may know now."""
    return teaching(play) if isinstance(play, Teaching) else asking(play)


def teaching(play: Teaching) -> dict[str, Any]:
    """The reader answers.  `marks` says of each point what was said of it, of each concept whether it is left."""
    left = play.matter.left(play.alive)
    turns = [
        {
            "question": play.matter.question(turn.query),
            "answer": play.matter.answered(*turn),
            "left": play.left_after(i),
            "marked": i in (play.clash or (play.ending.turns if play.ending else ())),
        }
        for i, turn in enumerate(play.said)
    ]
    return {
        **_game(play, "teacher"),
        "says": play.game.thinks.format(size=play.size),
        "phase": play.phase,
        "question": play.question,
        "wants": play.wants,
        "yes": _plain(play.query),
        "turns": turns,
        "asked": len(play.said),
        "bounds": bounds(play),
        "concepts": _concepts(play.matter.concepts, left),
        "points": _points(play),
        "hypothesis": play.hypothesis,
        "verdict": play.ending.kind if play.ending else "open",
        "ending": play.ending.text if play.ending else _clash(play),
        "afterwards": afterwards(play) if play.phase == OVER else None,
    }


def asking(play: Asking) -> dict[str, Any]:
    """The reader asks."""
    turns = [
        {
            "question": turn.question, "answer": turn.answer, "left": turn.left, "before": turn.before, "after": turn.after,
            "best": turn.best if play.over else None, "lost": turn.lost if play.over else None, "marked": False,
        }
        for turn in play.turns
    ]  # fmt: skip
    return {
        **_game(play, "learner"),
        "says": f"Find it: {play.game.says[0].lower()}{play.game.says[1:]}  {play.game.note}".strip(),
        "phase": "over" if play.over else "asking",
        "question": "" if play.over else "What do you ask?",
        "wants": "" if play.over else play.rival.help,
        "turns": turns,
        "asked": len(play.turns),
        "hints": play.hints,
        "optimum": play.optimum,
        "bounds": f"{_many(len(play.turns), 'question')} asked; the best learner needs {play.optimum} from the start"
        + (f", and {play.hints} paid for hints" if play.hints else "") + ".",
        "concepts": _concepts(play.rival.concepts, play.left),
        "points": _askable(play),
        "verdict": play.verdict,
        "ending": play.ending,
        "afterwards": afterwards(play) if play.over else None,
    }  # fmt: skip


def bounds(play: Teaching) -> str:
    """What was asked, beside what the theorem promises and what nobody can promise."""
    theorem, result = play.learning.learner.theorem, play.session.result
    sizes = play.learning.sizes(result.hypothesis if result else None, play.session.turns)
    parts = []
    for bound in theorem.bounds:
        asked = sum(turn.query.kind == bound.kind.kind for turn in play.said)
        limit = _at(bound, sizes)
        promised = "" if limit is None else f", of at most {limit}"
        parts.append(f"{_many(asked, f'{bound.kind.kind} question')}{promised}")
    if all(_at(bound, sizes) is None for bound in theorem.bounds):
        parts[-1] += ", with limits that depend on what it is"
    lower = theorem.lower and _at(theorem.lower.bound, sizes)
    floor = "" if lower is None else f"; no learner of this kind can promise fewer than {lower}"
    return "; ".join(parts) + floor + "."


def afterwards(play: Teaching | Asking) -> dict[str, Any]:
    """The optimal strategy, and what was lost against it."""
    found: dict[str, Any] = {"lines": [], "plan": None, "svg": None, "best": []}
    if isinstance(play, Asking):
        found["lines"] += losses(play)
        found["best"] = best_path(play)
    if isinstance(play, Teaching):
        theorem = play.learning.learner.theorem
        found["lines"].append(f"The learner was {play.game.learner}.  {theorem.claim}")
    if play.game.name == "automata" and isinstance(play, Teaching):
        return found
    against = rival(play.game.name, play.size)
    value = against.value(against.all)
    kinds = ", of points or of concepts, a last yes not counted," if play.game.proposes else ""
    found["lines"].append(
        f"The value of the game is {value}: so many questions{kinds} are enough for the best learner, and nobody can promise"
        f" fewer: {against.because()}."
    )
    tree = plans.plan(against)
    found["plan"], found["svg"] = plans.as_text(tree), plans.svg(tree, f"An optimal strategy for {play.game.name}")
    return found


def losses(play: Asking) -> list[str]:
    """Each question that was not best, with what it cost."""
    found = [
        f"Question {i} was not best: {turn.after} more needed after it instead of {turn.before - 1}."
        f"  A best one was: {turn.best}"
        for i, turn in enumerate(play.turns, 1)
        if turn.lost
    ]
    if not found and play.verdict == "found":
        found = ["No question was better than yours at any point."]
    return [_score(play), *found]


def best_path(play: Asking) -> list[dict[str, Any]]:
    """The game of the best learner against the same adversary."""
    again = Asking(play.game, play.size, play.seed)
    while not again.over:
        again.ask(again.rival.typed(again.rival.best(again.state)))
    return [{"question": turn.question, "answer": turn.answer, "left": turn.left} for turn in again.turns]


def _score(play: Asking) -> str:
    hints = f" and {_many(play.hints, 'hint')}, {play.score} together" if play.hints else ""
    ended = ", but the answer was a guess" if play.guess else ""
    return f"You needed {_many(len(play.turns), 'question')}{hints}{ended}; the best learner needs {play.optimum}."


def _game(play: Teaching | Asking, role: str) -> dict[str, Any]:
    return {"game": play.game.name, "role": role, "size": play.size, "proposes": play.game.proposes}


def _plain(query: Query[Any] | None) -> bool:
    """Whether yes and no are the answers."""
    return isinstance(query, Batch)


def _clash(play: Teaching) -> str:
    if not play.clash:
        return ""
    if len(play.clash) == 1:
        return f"Nothing at all gives {listed(play.clash)}."
    lies = ", even with one lie" if play.game.name == "twenty-questions" else ""
    return f"Nothing gives {listed(play.clash)} together{lies}; without any one of them something gives the others."


def _concepts(names: tuple[str, ...], left: list[int] | None) -> list[dict[str, Any]] | None:
    if left is None:
        return None
    still = set(left)
    return [{"name": name, "left": i in still} for i, name in enumerate(names)]


def _points(play: Teaching) -> dict[str, Any] | None:
    """The points of a board, with what was said of each and which is asked now."""
    board = play.matter
    if not isinstance(board, Board):
        return None
    now = board.column(play.query.points[0]) if isinstance(play.query, Batch) else None
    return _drawn(board, play.alive, now)


def _askable(play: Asking) -> dict[str, Any] | None:
    return _drawn(play.rival.board, play.state, None) if isinstance(play.rival, ClassRival) else None


def _drawn(board: Board, alive: int, now: int | None) -> dict[str, Any]:
    """Each point: 1 or 0 where all that remain agree, None where they do not."""
    labels = board.c.labels[board.left(alive)]
    ones, zeros = np.all(labels, axis=0), ~np.any(labels, axis=0)
    marks = [1 if one else 0 if zero else None for one, zero in zip(ones.tolist(), zeros.tolist(), strict=True)]
    return {"names": list(board.c.points), "marks": marks, "across": board.across, "now": now}


def _at(bound: Bound, sizes: dict[str, Any]) -> int | None:
    try:
        return bound.at(**sizes)
    except SizeConflict:
        return None


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'s' * (count != 1)}"
