"""Sweeps: what is planned, what is run, what is kept; nothing twice, whatever the number of processes."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import noted
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn.errors import BadArgument, UnknownName
from qlearn.evidence.trial import SLACK
from qlearn.sweeps import Grid, Store, Sweep, sweep
from qlearn.sweeps.cell import Cell
from qlearn.sweeps.code import LEFT_OUT, version
from qlearn.sweeps.files import read
from qlearn.sweeps.schema import APPLICATION, COLUMNS, FORMS
from qlearn.sweeps.values import canonical, number

FILE = Path(noted.__file__)
TOML = """
learners = ["boolean.bit_clearing", "boolean.elimination"]
teachers = ["random", "adversary"]
seeds = 3
[sizes]
n = [1, 2, 5]
"""


def small(learner: Any = "noted.boastful", n: Any = (2, 3), seeds: Any = 2, **other: Any) -> Sweep:
    return Sweep("small", [Grid([learner], {"n": list(n)}, seeds=seeds, **other)], [FILE])


def of_file(tmp_path: Path, text: str) -> Sweep:
    path = tmp_path / "sweep.toml"
    path.write_text(text, encoding="utf-8")
    return read(path)


def kept(plan: Sweep, **how: Any) -> list[dict[str, Any]]:
    store = Store()
    sweep(plan, store, **how)
    return list(store.rows())


# what is planned


def test_a_sweep_is_every_combination(tmp_path: Path) -> None:
    cells = of_file(tmp_path, TOML).cells()
    assert len(cells) == len({cell.key for cell in cells}) == 2 * 3 * 2 * 3
    assert {cell.learner for cell in cells} == {"boolean.bit_clearing", "boolean.elimination"}
    assert {cell.teacher for cell in cells} == {"random", "adversary"}


def test_the_same_sweep_by_file_and_by_object_has_the_same_keys(tmp_path: Path) -> None:
    grid = Grid(["boolean.bit_clearing", "boolean.elimination"], {"n": [1, 2, 5]}, 3, ["random", "adversary"])
    assert [cell.key for cell in of_file(tmp_path, TOML).cells()] == [cell.key for cell in Sweep("any", [grid]).cells()]


def test_grids_take_from_the_top_what_they_leave_out(tmp_path: Path) -> None:
    text = TOML + '[[grid]]\nseeds = [7]\n[[grid]]\nlearners = ["linear.bisection_grid"]\nsizes = {N = 3}\n'
    with pytest.raises(BadArgument, match=r"linear.bisection_grid has no size n; its sizes are N"):
        of_file(tmp_path, text).cells()
    text = text.replace("[sizes]\nn = [1, 2, 5]", "").replace("seeds = [7]", "seeds = [7]\nsizes = {n = 4}")
    cells = of_file(tmp_path, text).cells()
    assert [(c.learner, c.sizes, c.seed) for c in cells if c.teacher == "random"] == [
        ("boolean.bit_clearing", (("n", 4),), 7),
        ("boolean.elimination", (("n", 4),), 7),
        *(("linear.bisection_grid", (("N", 3),), seed) for seed in range(3)),
    ]


@given(st.fractions(), st.integers(-9, 9))
def test_a_value_has_one_spelling(value: Fraction, whole: int) -> None:
    assert canonical(str(value), "x") == canonical(value, "x") == canonical(canonical(value, "x"), "x")
    assert canonical(float(whole), "x") == canonical(np.int64(whole), "x") == whole


def test_decimals_of_a_file_are_what_they_say(tmp_path: Path) -> None:
    text = 'learners = ["linear.pivot_ratio"]\nseeds = 1\n[sizes]\nd = 2\neps = [0.1, 1e-3, "1/7"]\n'
    assert [dict(cell.sizes)["eps"] for cell in of_file(tmp_path, text).cells()] == ["1/10", "1/1000", "1/7"]


def test_a_key_says_everything_that_makes_a_difference() -> None:
    cell = Cell("a.b", (("n", 3),), "first", "theorem", 0, "v")
    others = [
        Cell("a.c", (("n", 3),), "first", "theorem", 0, "v"),
        Cell("a.b", (("n", 4),), "first", "theorem", 0, "v"),
        Cell("a.b", (("m", 3),), "first", "theorem", 0, "v"),
        Cell("a.b", (("n", 3),), "random", "theorem", 0, "v"),
        Cell("a.b", (("n", 3),), "first", "0", 0, "v"),
        Cell("a.b", (("n", 3),), "first", "theorem", 1, "v"),
        Cell("a.b", (("n", 3),), "first", "theorem", 0, "w"),
    ]
    assert len({cell.key, *(other.key for other in others)}) == 8


def test_learners_meet_the_same_targets_and_other_coins() -> None:
    one, other = (Cell(name, (("n", 3),), "first", "theorem", 5, "v") for name in ("a.b", "a.c"))
    assert one.target_seed("class", {"n": 3}) == other.target_seed("class", {"n": 3})
    assert one.target_seed("class", {"n": 3}) != one.target_seed("class", {"n": 4})
    assert one.dialogue_seed != other.dialogue_seed
    assert number({"a": 1}) == number({"a": 1}) != number({"a": 2})


def test_the_code_version_leaves_out_only_rooms_that_no_run_passes_through() -> None:
    from test_layers import FILES, imported, room

    reached, new = set[str](), {"sweeps", "learners", "reductions", "peers"}  # learners are found by name, not imported
    while new:
        reached |= new
        new = {other for path in FILES if room(path) in new for other in imported(path)} - reached
    assert {"geometry", "evidence", "concepts", "dimensions"} <= reached
    assert not reached & set(LEFT_OUT)
    assert version().count("-") == 1


BAD: dict[str, tuple[str, str]] = {
    "an unknown learner": (TOML.replace("bit_clearing", "bit_cleaning"), "boolean.bit_clearing"),
    "a size that the theorem lacks": (TOML.replace("n = [", "d = ["), "has no size d; its sizes are n"),
    "a size twice": (TOML.replace("[1, 2, 5]", "[2, 5, 2]"), "same cell twice"),
    "a size twice in other words": (TOML.replace("[1, 2, 5]", '[2, "4/2"]'), "same cell twice"),
    "no seeds": (TOML.replace("seeds = 3", ""), "there are no seeds"),
    "none of the seeds": (TOML.replace("seeds = 3", "seeds = 0"), "there are no seeds"),
    "a seed below 0": (TOML.replace("seeds = 3", "seeds = [-1]"), "a seed is a whole number from 0 on, below 2**63, got -1"),
    "a seed beyond what a store holds": (TOML.replace("seeds = 3", "seeds = [9223372036854775808]"), "below 2**63"),
    "a seed that is text": (TOML.replace("seeds = 3", 'seeds = ["x"]'), "a seed is a whole number"),
    "true seeds": (TOML.replace("seeds = 3", "seeds = true"), "a seed is a whole number"),
    "an unknown teacher": (TOML.replace('"adversary"', '"adversarial"'), "adversary"),
    "an unknown key": ("learnrs = []\n" + TOML, "learners"),
    "an unknown key of a grid": (TOML + "[[grid]]\nseed = 3\n", "seeds"),
    "no learners": (TOML.replace('["boolean.bit_clearing", "boolean.elimination"]', "[]"), "names no learners"),
    "learners that are numbers": (TOML.replace('"boolean.elimination"]', "3]"), "learners is text, got 3"),
    "no value": (TOML.replace("[1, 2, 5]", "[]"), "has no cells"),
    "sizes that are a list": (TOML.replace("[sizes]\nn = [1, 2, 5]", "sizes = [1]"), "sizes are a table"),
    "one bracket": (TOML + "[grid]\nseeds = 3\n", "two brackets"),
    "not TOML": ("learners = [", "is not TOML"),
    "an infinite size": (TOML.replace("[1, 2, 5]", "[inf]"), "finite"),
    "a true size": (TOML.replace("[1, 2, 5]", "[true]"), "n is a number, text or a list of them, got True"),
    "a rate above 1": ("noise = 1.5\n" + TOML, "from 0 to 1"),
    "noise that is a word": ('noise = "much"\n' + TOML, "from 0 to 1"),
    "noise of an adversary": ("noise = 0.1\n" + TOML, "an adversary has no target"),
    "an argument that is missing": ('learners = "linear.pivot_ratio"\nseeds = 1\n[sizes]\nd = 3\n', "must be told eps"),
    "files that are not there": ('files = "none.py"\n' + TOML, "cannot read the learners"),
}


@pytest.mark.parametrize(("text", "says"), BAD.values(), ids=BAD)
def test_what_cannot_be_run_is_refused_before_anything_is(text: str, says: str, tmp_path: Path) -> None:
    with pytest.raises((BadArgument, UnknownName)) as refused:
        of_file(tmp_path, text).cells()
    assert says in str(refused.value)


def test_the_same_toml_key_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadArgument, match="is not TOML"):
        of_file(tmp_path, TOML + "n = [3]\n")


def test_two_learners_of_one_name_are_refused() -> None:
    from qlearn.learners.boolean.elimination import elimination

    mine = type(elimination)(noted.hasty.start, noted.hasty.theorem, "boolean.elimination")
    grids = [Grid([elimination], {"n": 2}, 1), Grid([mine], {"n": 3}, 1)]
    with pytest.raises(BadArgument, match="two different learners"):
        Sweep("two", grids).cells()


# what is run


def test_rows_say_what_was_asked_and_what_the_theorem_says(tmp_path: Path) -> None:
    rows = kept(of_file(tmp_path, TOML))
    assert len(rows) == 36
    assert {row["status"] for row in rows} == {"held"}
    for row in rows:
        (kind,) = row["counts"]
        n, limit = row["sizes"]["n"], row["bounds"][kind][0]["limit"]
        assert limit == (n if kind == "membership" else n + 1)
        assert row["counts"][kind] <= limit
        assert row["ratio"] == row["counts"][kind] / limit
        assert row["config"] == {
            "learner": row["learner"], "sizes": {"n": n}, "teacher": row["teacher"], "noise": "theorem", "seed": row["seed"]
        }  # fmt: skip
    adversary = [row for row in rows if row["learner"] == "boolean.elimination" and row["teacher"] == "adversary"]
    assert all(row["counts"]["equivalence"] == row["sizes"]["n"] + 1 for row in adversary)
    friendly = [row for row in rows if row["learner"] == "boolean.elimination" and row["teacher"] == "random"]
    assert any(row["counts"]["equivalence"] <= row["sizes"]["n"] for row in friendly)


def test_a_false_claim_is_broken_and_its_run_is_kept() -> None:
    rows = kept(small("noted.boastful"))
    assert {row["status"] for row in rows} == {"broken"}
    assert all("asked 2 membership queries, the theorem says membership at most n - 1 = 1" in row["why"] for row in rows[:2])
    broken = [row for row in kept(small("noted.hasty", n=[4], seeds=20)) if row["status"] == "broken"]
    assert 0 < len(broken) < 20
    assert all(row["why"].startswith("guarantee: ") for row in broken)


def test_what_goes_wrong_is_a_row_too() -> None:
    rows = {row["sizes"]["n"]: row for row in kept(small("noted.clumsy", n=[2, 3, 4], seeds=1))}
    assert [rows[n]["status"] for n in (2, 3, 4)] == ["held", "error", "missed"]
    assert "ZeroDivisionError: the learner's own fault" in rows[3]["why"]
    assert (rows[3]["counts"], rows[3]["ratio"]) == ({}, None)
    assert (rows[4]["counts"], rows[4]["ratio"]) == ({"membership": 4}, None)
    (row,) = kept(small("noted.endless", n=[2], seeds=1))
    assert row["status"] == "broken"
    assert "OutOfBudget" in row["why"]
    assert row["counts"] == {"membership": 2 + SLACK}


def test_a_size_that_the_class_refuses_is_an_error_of_its_cell() -> None:
    rows = kept(Sweep("odd", [Grid(["linear.bisection_grid"], {"N": [-1, 3]}, 1)]))
    assert [(row["status"], row["sizes"]["N"]) for row in rows] == [("error", -1), ("held", 3)]
    assert "BadArgument" in rows[0]["why"]


def test_noise_is_the_theorems_or_a_rate() -> None:
    def statuses(learner: str, sizes: dict[str, Any], noise: Any) -> dict[str, set[str]]:
        rows = kept(Sweep("noisy", [Grid([learner], sizes, 4, noise=noise)]))
        return {rate: {row["status"] for row in rows if row["noise"] == rate} for rate in {row["noise"] for row in rows}}

    found = statuses("boolean.bit_clearing", {"n": 30}, ["theorem", 0, "1/4"])
    assert found == {"theorem": {"held"}, "0": {"held"}, "1/4": {"unclaimed"}}
    told = statuses("boolean.bit_clearing+vote", {"n": 3, "delta": "1/20"}, ["1/10", "1/4"])
    assert told["1/10"] | told["1/4"] <= {"held", "missed"}
    assert statuses("boolean.bit_clearing+vote", {"n": 3, "delta": "1/20", "rho": "1/5"}, ["1/10"]) == {"1/10": {"unclaimed"}}


def test_a_learner_that_takes_rho_is_told_the_rate() -> None:
    rows = kept(Sweep("told", [Grid(["boolean.bit_clearing+vote"], {"n": 2, "delta": "1/20"}, 1, noise=["1/10", "1/4"])]))
    assert [row["sizes"]["rho"] for row in rows] == ["1/10", "1/4"]
    assert rows[0]["counts"]["membership"] < rows[1]["counts"]["membership"]


# what is kept


def test_nothing_is_run_twice(tmp_path: Path) -> None:
    plan = Sweep("once", [Grid(["noted.noted"], {"n": [2, 3], "folder": str(tmp_path), "pause": 0}, 5)], [FILE])
    store, notes = tmp_path / "s.sqlite", tmp_path / "notes"
    first = sweep(Sweep("once", [Grid(["noted.noted"], {"n": [2], "folder": str(tmp_path), "pause": 0}, 5)], [FILE]), store)
    assert (first.before, first.now) == (0, 5)
    second = sweep(plan, store)
    assert (second.before, second.now) == (5, 5)
    assert (sweep(plan, store).now, len(notes.read_text().splitlines())) == (0, 20)


def test_another_version_of_a_learner_is_run_anew(tmp_path: Path) -> None:
    mine = tmp_path / "mine.py"
    store = Store()
    for number_of_rows, text in ((2, FILE.read_text()), (4, FILE.read_text() + "\n# another thought\n")):
        mine.write_text(text, encoding="utf-8")
        sweep(Sweep("mine", [Grid(["mine.boastful"], {"n": [2]}, 2)], [mine]), store)
        assert len(store) == number_of_rows
    assert len({row["code"] for row in store.rows()}) == 2
    assert len({str(row["config"]) for row in store.rows()}) == 2


def test_provenance_is_kept_once() -> None:
    store = Store()
    sweep(small(), store)
    ((name, says),) = store.provenance().items()
    assert {row["provenance"] for row in store.rows()} == {name}
    assert says["packages"]["numpy"] == np.__version__
    assert says["tolerances"]["float64"] == float(np.finfo(float).eps)


def test_two_processes_find_what_one_finds() -> None:
    plan = Sweep("both", [Grid(["noted.hasty", "boolean.elimination"], {"n": [2, 5]}, 6)], [FILE])
    one, two = ({row["key"]: row for row in kept(plan, workers=workers)} for workers in (1, 2))
    for row in (*one.values(), *two.values()):
        del row["seconds"], row["ended"]
    assert one == two
    assert len(one) == 24


def test_learners_themselves_are_taken_and_sent_to_processes() -> None:
    from qlearn.learners.boolean.elimination import elimination

    plan = Sweep("given", [Grid([noted.hasty, elimination], {"n": [2, 3]}, 2)])
    rows = kept(plan, workers=2)
    assert {(row["learner"], row["status"]) for row in rows} >= {("noted.hasty", "held"), ("boolean.elimination", "held")}
    assert {row["code"] for row in rows if row["learner"] == "boolean.elimination"} == {version()}
    assert all(row["code"] != version() for row in rows if row["learner"] == "noted.hasty")


def test_learners_that_cannot_be_traced_or_drawn_for_are_refused() -> None:
    from qlearn.reductions.memo import memo

    with pytest.raises(BadArgument, match=r"the source of noted.hasty cannot be found: .*`files`"):
        kept(Sweep("wrapped", [Grid([memo(noted.hasty)], {"n": [2]}, 1)]))
    theorem = replace(noted.hasty.theorem, learns=Unsized())
    unsized = type(noted.hasty)(noted.hasty.start, theorem, "noted.unsized")
    with pytest.raises(BadArgument, match=r"Unsized draws no target of a size that is asked for: give it `scales` and"):
        kept(Sweep("unsized", [Grid([unsized], {"n": [2]}, 1)]))


class Unsized:
    """A class of nothing that can be drawn."""


def test_queries_change_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.sqlite")
    sweep(small("noted.hasty"), store)
    columns, rows = store.query("select learner, size_n, max(ratio), count_membership from cells group by 1, 2")
    assert columns == ["learner", "size_n", "max(ratio)", "count_membership"]
    assert rows == [("noted.hasty", 2, 0.5, 1), ("noted.hasty", 3, 2 / 3, 2)]
    for bad, says in (
        ("delete from runs", "readonly"),
        ("select nothing from runs", "nothing"),
        ("drop table runs", "readonly"),
    ):
        with pytest.raises(BadArgument, match=says):
            store.query(bad)
    assert len(store) == 4
    sweep(small("noted.hasty", n=[4]), store)  # and it can be written to afterwards
    assert len(store) == 6


def test_frames_have_a_column_for_each_size_and_kind(tmp_path: Path) -> None:
    grids = [
        Grid(["noted.hasty"], {"n": [2]}, 2),
        Grid(["linear.pivot_ratio"], {"d": [2, 3], "eps": ["1/10"]}, 1),
    ]
    store = Store()
    sweep(Sweep("mixed", grids, [FILE]), store)
    table = store.frame()
    assert len(table) == 4
    lines = table[table.learner == "linear.pivot_ratio"]
    assert lines.size_eps.tolist() == [0.1, 0.1]
    assert (lines.count_membership <= lines.bound_membership).all()
    assert table[table.learner == "noted.hasty"].size_d.isna().all()
    assert store.query("select size_d, size_eps, lower_membership from cells where size_d = 3")[1] == [
        (3, 0.1, int(lines.lower_membership.iloc[1]))
    ]


def test_parquet_is_read_by_duckdb_and_pandas(tmp_path: Path) -> None:
    import duckdb
    import pandas

    from qlearn.sweeps.export import to_parquet

    store = Store()
    sweep(small("noted.hasty", seeds=3), store)
    path = tmp_path / "cells.parquet"
    assert to_parquet(store.rows(), path) == 6
    asked = f"select size_n, count(*), max(count_membership) from '{path}' group by size_n order by size_n"
    assert duckdb.sql(asked).fetchall() == [(2, 3, 1), (3, 3, 2)]
    assert pandas.read_parquet(path).key.nunique() == 6
    with pytest.raises(BadArgument, match="nothing to write"):
        to_parquet([], path)
    with pytest.raises(BadArgument, match="cannot write"):
        to_parquet(store.rows(), tmp_path / "none" / "cells.parquet")
    assert pandas.read_parquet(path).key.nunique() == 6


def test_sizes_beyond_any_column_of_integers_are_kept_and_exported(tmp_path: Path) -> None:
    import pandas

    from qlearn.sweeps.export import to_parquet

    store = Store(tmp_path / "s.sqlite")
    sweep(Sweep("huge", [Grid(["linear.galloping"], {"t": [2**70, 2**62, 1]}, 1)]), store)
    assert [row["sizes"]["t"] for row in store.rows()] == [2**70, 2**62, 1]
    assert [row["status"] for row in store.rows()] == ["error", "error", "held"], "floats hold no such integers"
    assert store.query("select max(size_t) from cells")[1] == [(float(2**70),)]
    to_parquet(store.rows(), tmp_path / "huge.parquet")
    assert pandas.read_parquet(tmp_path / "huge.parquet").size_t.tolist() == [2.0**70, 2.0**62, 1]


# stores of other kinds


def test_a_store_of_the_first_form_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    with sqlite3.connect(path) as old:
        old.executescript(f"{FORMS[0]} PRAGMA application_id = {APPLICATION}; PRAGMA user_version = 1;")
        told = [name for name in COLUMNS if name != "provenance"]
        row = {**dict.fromkeys(told, "{}"), "key": "k", "learner": "a.b", "seed": 3, "status": "held", "ratio": 0.5}
        old.execute(f"INSERT INTO runs ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", list(row.values()))
    old.close()
    with Store(path) as store:
        assert "from form 1 to 2" in store.note
        (row,) = store.rows()
        assert (row["key"], row["learner"], row["ratio"], row["provenance"]) == ("k", "a.b", 0.5, None)
        sweep(small("noted.hasty"), store)
        assert len(store) == 5
    with Store(path) as again:
        assert again.note == ""


def test_a_store_of_a_later_form_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite"
    Store(path).close()
    with sqlite3.connect(path) as new:
        new.execute("PRAGMA user_version = 99")
    new.close()
    before = path.read_bytes()
    with pytest.raises(BadArgument, match=r"form 99, and this version of qlearn reads forms up to 2"):
        Store(path)
    assert path.read_bytes() == before


def test_files_that_are_no_stores_are_refused_and_left_alone(tmp_path: Path) -> None:
    other, text, folder = tmp_path / "other.sqlite", tmp_path / "text.sqlite", tmp_path / "folder"
    with sqlite3.connect(other) as theirs:
        theirs.execute("CREATE TABLE runs (mine)")
    theirs.close()
    text.write_text("not a database, and long enough to be told from an empty one\n" * 20)
    folder.mkdir()
    for path, says in ((other, "another program"), (text, "no SQLite database"), (folder, "cannot open")):
        before = path.read_bytes() if path.is_file() else b""
        with pytest.raises(BadArgument, match=says):
            Store(path)
        assert not path.is_file() or path.read_bytes() == before
    with pytest.raises(BadArgument, match="there is no store"):
        Store(tmp_path / "none.sqlite", create=False)


def test_a_full_disk_is_said_and_costs_only_what_did_not_fit(tmp_path: Path) -> None:
    path = tmp_path / "full.sqlite"
    plan = small("noted.hasty", n=range(1, 30), seeds=4)
    with Store(path) as store:
        store._db.execute("PRAGMA max_page_count = 16")
        with pytest.raises(BadArgument, match=r"cannot write to the store .* full; what was written before is kept"):
            sweep(plan, store)
    with Store(path) as store:
        (fine,) = store._db.execute("PRAGMA integrity_check").fetchone()
        there = len(store)
        assert fine == "ok"
        assert 0 < there < 116
        assert sweep(plan, store).now == 116 - there
        assert len(store) == 116


def test_two_who_write_do_not_wait_for_ever_or_twice(tmp_path: Path) -> None:
    path = tmp_path / "both.sqlite"
    with Store(path) as one, Store(path) as other:
        sweep(small("noted.hasty", n=[2]), one)
        (row, *_) = one.rows()
        assert not other.put(row, "again", {})
        assert other.missing([row["key"], "new"]) == ["new"]
        assert len(one) == len(other) == 2
