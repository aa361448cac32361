"""An independent reader of certificates: it believes the file's turns, and works out everything else anew.

It counts by itself, evaluates the bounds' text by itself (`arithmetic`), and holds that text against the installed
catalogue's.  It reads line by line, so a million turns need no more room than a hash each.  What only a replay can show,
that the learner really asks these questions in this order, is `replay`'s.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..catalogue import Learner, Learning, find
from ..codec import decode
from ..contradictions import among, labelled
from ..driver import noisy
from ..errors import BadArgument, QlearnError, SizeConflict, Undecided
from ..journal import FORMAT, header, turn
from ..oracle import legal
from ..transcript import Turn, facts, heard
from .arithmetic import evaluate
from .remaining import confirmed, left

SENSES = {"at most": int.__le__, "exactly": int.__eq__, "at least": int.__ge__}


@dataclass
class Checked:
    """What a file's claims came to.  `holds` if none is false; what could not be decided is listed, not counted as shown."""

    learner: str
    queries: dict[str, int] = field(default_factory=dict)
    shown: list[str] = field(default_factory=list)
    undecided: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    certified_error: float | None = None
    contradiction: tuple[int, ...] = ()  # turns that no concept of the class gives together, none of them to be spared

    @property
    def holds(self) -> bool:
        return not self.faults

    def claim(self, true: bool, says: str, otherwise: str) -> None:
        (self.shown if true else self.faults).append(says if true else otherwise)


def check(path: str | Path, others: Sequence[Learner[..., Any]] = ()) -> Checked:
    """Decide what the file decides.  `others` are learners outside the catalogue.

    Raises `BadArgument` for a file that is no finished dialogue, `UnknownName` for a learner that is not there.
    """
    path = Path(path)
    first, last = ends(path)
    learning = learning_of(first, others)
    found = Checked(learning.learner.name)
    theirs, ours = (first.get("bounds"), first.get("guarantee")), (header(learning)["bounds"], header(learning)["guarantee"])
    found.claim(theirs == ours, "its bounds are the catalogue's", f"it claims {theirs}, the installed catalogue {ours}")
    _turns(path, last, learning, found)
    _bounds(path, last, learning, found)
    _promise(path, last, learning, found)
    _consistent(path, last, learning, found)
    return found


def read(path: Path) -> Iterator[Turn]:
    """The turns, one after another; an error names the line."""
    with path.open(encoding="utf-8") as file:
        for number, text in enumerate(itertools.islice(file, 1, None), 2):
            if text.startswith('{"hypothesis"'):
                return
            try:
                yield turn(json.loads(text))
            except (ValueError, KeyError, TypeError, QlearnError) as fault:
                raise BadArgument(f"{path}, line {number} holds no turn: {fault}") from None


def learning_of(first: dict[str, Any], others: Sequence[Learner[..., Any]]) -> Learning[Any]:
    """The learner and its arguments, as the first line names them."""
    arguments = decode(first.get("arguments"))
    if not isinstance(arguments, dict):
        raise BadArgument(f"the first line gives no arguments but {first.get('arguments')!r}")
    return find(str(first.get("learner")), others)(**arguments)


def ends(path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The first line and the last."""
    try:
        with path.open(encoding="utf-8") as file:
            text = file.readline()
            last = deque(file, maxlen=1)
        first, end = json.loads(text), json.loads(last[0] if last else "null")
    except (OSError, ValueError) as fault:
        raise BadArgument(f"{path} cannot be read as a certificate ({fault})") from None
    if not isinstance(first, dict) or first.get("qlearn") != FORMAT:
        raise BadArgument(f"{path} is no certificate of format {FORMAT}; `qlearn.certify(run).save(path)` writes one")
    if not isinstance(end, dict) or "hypothesis" not in end:
        raise BadArgument(f"{path} has no last line with a hypothesis: the dialogue has not ended; resume it with its journal")
    return first, end


def _turns(path: Path, last: dict[str, Any], learning: Learning[Any], found: Checked) -> None:
    """Every turn by itself, the counts, and whether two turns contradict each other."""
    counts: Counter[str] = Counter()
    rounds, said = 0, dict[bytes, int]()
    kinds = {kind.kind for kind in learning.learner.theorem.kinds}
    concept, noise = decode(last.get("concept")), learning.learner.theorem.noise
    for i, (query, answer) in enumerate(read(path)):
        rounds += 1
        counts[query.kind] += heard(query)
        try:
            if query.kind not in kinds:
                raise BadArgument(f"a {query.kind} query, where the bounds name {sorted(kinds)}")
            query.accepts(answer)
            if noise is not None:
                continue  # whatever the gate lets through may be heard
            if concept is not None and not legal(query, concept, answer):
                raise BadArgument("the answer is not true of the concept that the file names")
            for _, point, what in facts([Turn(query, answer)]):
                digest = hashlib.blake2b(point, digest_size=12).digest()
                if said.setdefault(digest, hash(str(what))) != hash(str(what)):
                    raise BadArgument("it contradicts what an earlier turn says of the same point")
        except Undecided as fault:
            found.undecided.append(f"turn {i}: {fault}")
        except QlearnError as fault:
            found.faults.append(f"turn {i}: {fault}")
    found.queries = dict(counts)
    if not any(fault.startswith("turn") for fault in found.faults):
        others = "and no two contradict each other" if noise is None else f"as far as that can be said where {noise.says}"
        found.shown.append(f"each of {rounds} turns is in order, {others}")
    stated = (last.get("queries"), last.get("rounds"))
    found.claim(stated == (found.queries, rounds), "its counts are those of its turns", f"it states {stated} of {counts}")


def _bounds(path: Path, last: dict[str, Any], learning: Learning[Any], found: Checked) -> None:
    """The sizes, and each bound of the catalogue at them."""
    try:
        sizes = learning.sizes(decode(last.get("concept")), read(path))
    except SizeConflict as fault:
        found.faults.append(str(fault))
        return
    stated = decode(last.get("sizes"))
    found.claim(stated == sizes, f"its sizes follow: {_spelled(sizes)}", f"it states the sizes {stated}, which are {sizes}")
    for bound in learning.learner.theorem.bounds:
        count, text = found.queries.get(bound.kind.kind, 0), str(bound.formula())
        try:
            limit = evaluate(text, {name: sizes[name] for name in bound.sizes})
        except (KeyError, Undecided) as fault:
            found.undecided.append(f"{bound}: {fault.args[0]} is not known without the target")
            continue
        says = f"{bound.kind.kind}: {count} asked, {bound.sense} {text} = {limit}"
        if bound.mode == "worst case":
            found.claim(SENSES[bound.sense](count, limit), says, f"{says}: broken")
        else:
            found.undecided.append(f"{says} ({bound.mode}: one run decides nothing)")


def _promise(path: Path, last: dict[str, Any], learning: Learning[Any], found: Checked) -> None:
    """What the turns alone show of the guarantee."""
    guarantee = learning.learner.theorem.guarantee
    try:
        if guarantee.mode != "worst case":
            found.undecided.append(f"{guarantee.says} ({guarantee.mode}: one run decides nothing)")
            if learning.learner.theorem.noise is None:
                left(learning, read(path))  # but that some concept gives these answers, it does
            return
        known = confirmed(learning, decode(last["hypothesis"]), read(path))
    except Undecided as fault:
        found.undecided.append(f"{guarantee.says}: {fault}")
        return
    except (QlearnError, TypeError, ValueError, AttributeError, IndexError) as fault:
        found.faults.append(f"the promise cannot be judged: {fault}")
        return
    found.certified_error = known.error
    says = f"{guarantee.says}: so for every concept that gives these answers ({known.by}, error {known.error:.3g})"
    found.claim(known.holds, says, f"not so: {guarantee.says} ({known.by}, error {known.error:.3g})")


def _consistent(path: Path, last: dict[str, Any], learning: Learning[Any], found: Checked) -> None:
    """Whether any concept of the class gives these answers; asked where the hypothesis itself does not, or something is false.

    What a certificate that holds says of every such concept is empty if there is none: as it allows for rounding, that may be.
    """
    if not found.faults and _gives(last, path):
        return
    try:
        turns = [Turn(query, query.accepts(answer)) for query, answer in read(path)]
        found.contradiction = among(turns, learning)
    except (QlearnError, TypeError, ValueError):
        return  # turns or arguments that are none are faults already
    if found.contradiction:
        noise = noisy(turns, found.contradiction, learning)
        (found.undecided if found.certified_error is not None and not found.faults else found.faults).append(str(noise))


def _gives(last: dict[str, Any], path: Path) -> bool:
    """Whether the hypothesis gives all the labels."""
    try:
        hypothesis = decode(last["hypothesis"])
        return all((hypothesis(points) == labels).all() for _, points, labels in labelled(read(path)))
    except (QlearnError, TypeError, ValueError, AttributeError, IndexError):
        return False


def _spelled(sizes: dict[str, Any]) -> str:
    return ", ".join(f"{name} = {size}" for name, size in sizes.items())
