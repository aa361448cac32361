"""Faults that are none, each with the argument; and whether every fault was noticed or is excused."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parent / "excused.toml"
Found = dict[str, str]  # sort, fault, what it was noticed by, and then the outcome and the excuse
NOTHING = "no occasion"  # the fault met no question that it could spoil
ROOM = "within bounds"  # it only asks more, and no more than a bound allows that no dialogue is known to meet


@dataclass(frozen=True)
class Excuses:
    """`why[fault]` argues that it changes nothing which anybody claims."""

    why: Mapping[str, str]

    @classmethod
    def read(cls, path: Path = FILE) -> Excuses:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))["excused"]
        return cls({fault: entry["because"] for entry in entries for fault in entry["faults"]})

    def judge(self, found: list[Found], *, everything: bool) -> bool:
        """Mark each with its outcome; True if none is left over and no excuse has lapsed."""
        for one in found:
            excuse = self.why.get(one["fault"])
            if one["sort"] == "control":
                one["outcome"] = "cried wolf" if one["noticed by"] else "unchanged"
            elif one["noticed by"]:
                one["outcome"] = "noticed" if excuse is None else "noticed, though excused"
                one["outcome"] = one["noticed by"] if one["noticed by"] in (NOTHING, ROOM) else one["outcome"]
            else:
                one["outcome"] = "left over" if excuse is None else "excused"
            if excuse is not None:
                one["because"] = excuse
        if everything:
            past = self.why.keys() - {one["fault"] for one in found}
            found += [
                {"sort": "excuse", "fault": fault, "noticed by": "", "outcome": "no such fault"} for fault in sorted(past)
            ]
        found.sort(key=lambda one: (one["sort"], one["fault"]))
        return all(one["outcome"] in ("noticed", "excused", "unchanged", NOTHING, ROOM) for one in found)
