"""Named classes: as many concepts as is known, and files."""

from __future__ import annotations

from itertools import combinations, product
from math import comb
from pathlib import Path

import numpy as np
import pytest

from qlearn.dimensions.families import FAMILIES, family, of_concepts, of_family
from qlearn.dimensions.families.files import of_file
from qlearn.errors import BadArgument, UnknownName

COUNTS = [
    *(("thresholds", {"size": n}, n + 1) for n in (1, 2, 7, 64)),
    *(("intervals", {"size": n}, n * (n + 1) // 2 + 1) for n in (1, 5, 64)),
    *(("intervals-nonempty", {"size": n}, n * (n + 1) // 2) for n in (1, 5, 64)),
    *(("singletons", {"size": n}, n) for n in (2, 6)),
    *(("singletons-and-nothing", {"size": n}, n + 1) for n in (1, 6)),
    *(("cube", {"size": n}, 2**n) for n in (1, 4, 10)),
    *(("conjunctions", {"size": n}, 3**n + 1) for n in (1, 2, 4, 6)),
    *(("conjunctions-satisfiable", {"size": n}, 3**n) for n in (1, 2, 4, 6)),
    *(("monotone-conjunctions", {"size": n}, 2**n) for n in (1, 4)),
    *(("parities", {"size": n}, 2**n) for n in (1, 4)),
    *(("parities-affine", {"size": n}, 2 ** (n + 1)) for n in (1, 4)),
    *(("monotone", {"size": n}, count) for n, count in ((1, 3), (2, 6), (3, 20), (4, 168), (5, 7581))),
    *(("halfspaces-cube", {"size": n}, count) for n, count in ((1, 4), (2, 14), (3, 104), (4, 1882), (5, 94572))),
    *(("halfspaces-positive", {"size": n}, count) for n, count in ((1, 3), (2, 6), (3, 20), (4, 150), (5, 3287))),
    *(("halfspaces-grid", {"size": n}, count) for n, count in ((2, 14), (4, 174), (6, 838), (8, 2566))),
    *(("rectangles", {"size": k}, comb(k + 1, 2) ** 2 + 1) for k in (1, 2, 4, 8)),
    *(("projective-plane", {"size": q}, q * q + q + 1) for q in (2, 3, 5)),
    *(("trees", {"size": 3, "depth": d}, count) for d, count in ((0, 2), (1, 8), (3, 256))),
    ("two-term-dnf", {"size": 2}, 16),
]


@pytest.mark.parametrize(("name", "sizes", "count"), COUNTS, ids=str)
def test_a_family_has_as_many_concepts_as_is_known(name: str, sizes: dict[str, int], count: int) -> None:
    made = of_family(name, **sizes)
    assert count == made.N
    assert len(set(made.points)) == made.n
    assert not any("rows" in note for note in made.notes)


def test_every_family_is_counted() -> None:
    assert {name for name, _, _ in COUNTS} == set(FAMILIES)


def test_a_function_is_where_its_points_name_says() -> None:
    made = of_family("monotone-conjunctions", 2)
    assert made.points == ("00", "01", "10", "11")
    assert {made.text(i) for i in range(made.N)} == {"1111", "0011", "0101", "0001"}


def test_trees_of_depth_two_are_those_that_a_search_finds() -> None:
    points = list(product((0, 1), repeat=3))
    found = set()
    for i in range(3):
        for leaves in product([(j, a, b) for j in range(3) for a in (0, 1) for b in (0, 1)], repeat=2):
            found.add(tuple(leaves[x[i]][1 + x[leaves[x[i]][0]]] for x in points))
    made = of_family("trees", 3, depth=2)
    assert {tuple(row) for row in made.labels.astype(int).tolist()} == found


def test_two_lines_of_the_plane_meet_in_one_point() -> None:
    labels = of_family("projective-plane", 3).labels.astype(int)
    assert all(int(a @ b) == 1 for a, b in combinations(labels, 2))


def test_what_cannot_be_made_is_refused() -> None:
    with pytest.raises(UnknownName, match="thresholds"):
        family("treshholds")
    for name, size, says in (
        ("thresholds", None, "--size"),
        ("thresholds", 0, "from 1 on"),
        ("thresholds", -3, "from 1 on"),
        ("halfspaces-cube", 6, "too large"),
        ("projective-plane", 4, "prime"),
        ("trees", 3, "depth"),
    ):
        with pytest.raises(BadArgument, match=says):
            of_family(name, size)
    with pytest.raises(BadArgument, match="no depth"):
        of_family("cube", 3, depth=2)
    with pytest.raises(BadArgument, match="too many"):
        of_family("trees", 6, depth=3)


def test_files(tmp_path: Path) -> None:
    table = tmp_path / "c.csv"
    table.write_text("0,1\n1,1\n\n0,1\n", encoding="utf-8")
    made = of_file(table)
    assert (made.N, made.n) == (2, 2)
    assert made.notes == ("3 rows stand for 2: equal ones were merged",)
    np.save(tmp_path / "c.npy", made.labels)
    assert of_file(tmp_path / "c.npy").keys == made.keys
    for text, says in (("", "empty"), ("0,1\n1", "length"), ("0,2", "only 0 and 1"), ("a,b", "cannot be read")):
        table.write_text(text, encoding="utf-8")
        with pytest.raises(BadArgument, match=says):
            of_file(table)
    with pytest.raises(BadArgument, match="No such file"):
        of_file(tmp_path / "none.csv")
    with pytest.raises(BadArgument, match=r"\.csv or \.npy"):
        of_file(tmp_path / "c.txt")


def test_a_version_space_becomes_a_class() -> None:
    class Space:
        points = np.array([[0.0, 1.0], [1.0, 0.0]])
        concepts = (lambda x: np.where(x[:, 0] > 0, 1, -1), lambda x: -np.ones(len(x), int))

    made = of_concepts(Space)
    assert [made.text(i) for i in range(made.N)] == ["01", "00"]
    with pytest.raises(BadArgument, match="does not list"):
        of_concepts(object())
