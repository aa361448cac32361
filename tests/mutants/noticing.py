"""Who should notice a mutant: the laws, by `check_learner`; the lemmas of the proofs; the doctest and the tests."""

from __future__ import annotations

import importlib
import sys
import traceback
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mutants.source import Mutant, install

ROOT = Path(__file__).parents[2]
TESTS = {
    "qlearn.learners": ["learners", "promises", "driver"],
    "qlearn.learners.segments": ["seeded_half_spaces", "polynomial_boundaries"],
    "qlearn.learners.boolean": ["learners", "parities", "driver"],
    "qlearn.learners.boolean.winnow": ["winnow"],
    "qlearn.learners.boolean.cdnf": ["cdnf"],
    "qlearn.learners.boolean.horn": ["horn"],
    "qlearn.learners.boolean.intersections": ["horn"],
    "qlearn.concepts.horn": ["horn"],
    "qlearn.learners.boolean.superset_queries": ["superset_queries"],
    "qlearn.concepts.cdnf": ["cdnf"],
    "qlearn.concepts.monotone_closures": ["cdnf"],
    "qlearn.concepts.subcubes": ["cdnf"],
    "qlearn.concepts.dnf": ["k_cnf"],
    "qlearn.concepts.k_cnf": ["k_cnf", "superset_queries"],
    "qlearn.concepts.literals": ["literals", "k_cnf"],
    "qlearn.concepts.monotone": ["monotone"],
    "qlearn.concepts.transversals": ["monotone"],
    "qlearn.learners.boolean.dualize_and_advance": ["monotone"],
    "qlearn.learners.boolean.hansel": ["monotone"],
    "qlearn.learners.boolean.k_cnf": ["k_cnf"],
    "qlearn.learners.boolean.literals": ["literals"],
    "qlearn.learners.boolean.monotone_answers": ["monotone"],
    "qlearn.learners.boolean.monotone_dnf": ["monotone"],
    "qlearn.learners.boolean.literals_from_positive": ["literals"],
    "qlearn.concepts.fourier": ["kushilevitz_mansour"],
    "qlearn.learners.boolean.buckets": ["kushilevitz_mansour"],
    "qlearn.learners.boolean.characters": ["kushilevitz_mansour"],
    "qlearn.learners.boolean.kushilevitz_mansour": ["kushilevitz_mansour"],
    "qlearn.learners.boolean.juntas": ["juntas"],
    "qlearn.learners.boolean.juntas_by_membership": ["juntas"],
    "qlearn.learners.boolean.known": ["juntas", "cdnf", "horn"],
    "qlearn.learners.boolean.mobius": ["juntas"],
    "qlearn.learners.boolean.rank_decision_list": ["rank_decision_lists"],
    "qlearn.learners.boolean.relevant": ["juntas"],
    "qlearn.concepts.decision_lists": ["rank_decision_lists"],
    "qlearn.concepts.boolean_differences": ["juntas", "kushilevitz_mansour"],
    "qlearn.concepts.boolean_polynomials": ["juntas"],
    "qlearn.concepts.boolean_tree_classes": ["juntas", "rank_decision_lists"],
    "qlearn.concepts.boolean_trees": ["rank_decision_lists", "juntas", "kushilevitz_mansour"],
    "qlearn.concepts.juntas": ["juntas"],
    "qlearn.concepts.masks": ["juntas", "cdnf", "monotone"],
    **{
        f"qlearn.learners.automata.{name}": ["discrimination_trees"]
        for name in (
            "answers",
            "counterexample_analysis",
            "discrimination_tree",
            "few_equivalence",
            "kearns_vazirani",
            "probes",
            "repair",
            "smallest_counterexamples",
            "tree_bounds",
            "ttt",
        )
    },
    "qlearn.concepts.shortest_difference": ["automata", "discrimination_trees", "mealy"],
    "qlearn.learners.automata.l_star": ["l_star"],
    "qlearn.learners.automata.mealy": ["mealy"],
    "qlearn.concepts.mealy_classes": ["mealy"],
    "qlearn.concepts.mealy_machines": ["mealy"],
    "qlearn.learners.automata.rivest_schapire": ["l_star"],
    "qlearn.learners.automata.table": ["l_star", "mealy"],
    "qlearn.teachers.aalpy_automata": ["aalpy"],
    "qlearn.teachers.aalpy_mealy": ["aalpy_mealy"],
    "qlearn.teachers.aalpy_system": ["aalpy"],
    "qlearn.concepts.lies": ["twenty_questions"],
    "qlearn.concepts.monotone_labellings": ["posets"],
    "qlearn.learners.finite.chain_bisection": ["posets"],
    "qlearn.learners.finite.random_counterexamples": ["random_counterexamples"],
    "qlearn.learners.finite.saddleback": ["posets"],
    "qlearn.learners.finite.twenty_questions": ["twenty_questions"],
    "qlearn.learners.linear.doubly_galloping": ["doubly_galloping"],
    "qlearn.learners.linear.bisection_with_lies": ["twenty_questions"],
    "qlearn.learners.linear.noisy_bisection": ["noisy_bisection"],
    "qlearn.learners.boolean.group_testing": ["group_testing"],
    "qlearn.learners.boolean.group_testing_equivalence": ["group_testing"],
    "qlearn.learners.boolean.non_adaptive_group_testing": ["group_testing"],
    "qlearn.learners.boolean.binary_field": ["group_testing"],
    "qlearn.learners.boolean.sparse_parity": ["group_testing"],
    "qlearn.learners.finite.cal": ["streams"],
    "qlearn.learners.finite.agnostic": ["pac"],
    "qlearn.learners.finite.consistent": ["pac"],
    "qlearn.learners.finite.consistent_vc": ["pac"],
    "qlearn.learners.trees.tightest_box": ["pac"],
    "qlearn.dimensions.optimal_play": ["finite_optimal"],
    "qlearn.learners.finite.greedy": ["finite_optimal"],
    "qlearn.learners.finite.importance_weighted": ["streams", "weights"],
    "qlearn.learners.finite.minimum_disagreement": ["streams"],
    "qlearn.learners.finite.optimal_both": ["finite_optimal"],
    "qlearn.learners.finite.optimal_proper": ["finite_optimal"],
    "qlearn.learners.finite.optimal_tree": ["finite_optimal"],
    "qlearn.learners.finite.query_by_committee": ["streams"],
    "qlearn.learners.finite.remaining": ["finite_optimal"],
    "qlearn.learners.finite.standard_optimal": ["finite_optimal"],
    "qlearn.learners.finite.streams": ["streams"],
    "qlearn.learners.finite.weighted_majority": ["weighted_majority"],
    "qlearn.learners.finite.weights": ["weights"],
    "qlearn.axes": ["witness_trees", "iwal"],
    "qlearn.box_queries": ["witness_trees", "tra", "queries", "superset_queries"],
    "qlearn.concepts.boxes": ["boxes", "grid_learners"],
    "qlearn.concepts.cells": ["forests", "tra"],
    "qlearn.concepts.explaining": ["forests", "tra"],
    "qlearn.concepts.trees": ["forests", "sklearn_trees", "witness_trees"],
    "qlearn.features": ["witness_trees", "iwal", "forests"],
    "qlearn.concepts.certified_trees": ["tra"],
    "qlearn.concepts.grid_automata": ["grid_learners"],
    "qlearn.concepts.grid_functions": ["grid_learners"],
    "qlearn.concepts.modular": ["grid_learners", "multiplicity"],
    "qlearn.concepts.layered_automata": ["cube_ranks"],
    "qlearn.concepts.multiplicity_automata": ["multiplicity"],
    "qlearn.concepts.multiplicity_classes": ["multiplicity"],
    "qlearn.concepts.term_sums": ["cube_ranks"],
    "qlearn.learners.automata.hankel_matrix": ["multiplicity"],
    "qlearn.learners.automata.multiplicity": ["multiplicity"],
    "qlearn.learners.boolean.hankel": ["cube_ranks"],
    "qlearn.learners.boolean.hankel_table": ["cube_ranks"],
    "qlearn.learners.mixtures": ["multiplicity", "cube_ranks"],
    "qlearn.learners.trees": ["witness_trees"],
    "qlearn.concepts.partitions": ["leaf_ids"],
    "qlearn.learners.trees.corner_path_finding": ["leaf_ids"],
    "qlearn.learners.trees.corners": ["leaf_ids"],
    "qlearn.learners.trees.leaves": ["leaf_ids"],
    "qlearn.learners.trees.line_search": ["leaf_ids"],
    "qlearn.learners.trees.path_finding": ["leaf_ids"],
    "qlearn.learners.trees.top_down": ["leaf_ids"],
    "qlearn.learners.trees.boxes": ["boxes"],
    "qlearn.learners.trees.change": ["grid_learners"],
    "qlearn.learners.trees.counterfactuals": ["tra"],
    "qlearn.learners.trees.grid": ["grid_learners"],
    "qlearn.learners.trees.hankel": ["grid_learners"],
    "qlearn.learners.trees.hankel_table": ["grid_learners"],
    "qlearn.learners.trees.iwal": ["iwal"],
    "qlearn.learners.trees.iwal_forest": ["iwal"],
    "qlearn.learners.trees.regression": ["regression_trees"],
    "qlearn.learners.trees.stream": ["iwal"],
    "qlearn.learners.trees.tra": ["tra"],
    "qlearn.learners.trees.weighted_error": ["iwal"],
    "qlearn.intervals": ["exponential_sums", "prony"],
    "qlearn.digits": ["digits", "queries"],
    "qlearn.concepts.rbf_networks": ["rbf_networks", "prony"],
    "qlearn.concepts.polynomials": ["polynomials"],
    "qlearn.concepts.homogeneous_polynomials": ["polynomials"],
    "qlearn.concepts.enclosed_polynomials": ["polynomials"],
    "qlearn.concepts.sparse_polynomials": ["sparse_polynomials"],
    "qlearn.geometry.dominance": ["exponential_sums", "prony"],
    "qlearn.geometry.exponential_sums": ["exponential_sums", "prony"],
    "qlearn.geometry.fekete": ["polynomials"],
    "qlearn.geometry.integer_sums": ["sparse_polynomials"],
    "qlearn.geometry.lower_sets": ["polynomials"],
    "qlearn.geometry.matrix_pencil": ["exponential_sums", "pencil"],
    "qlearn.geometry.monomials": ["polynomials"],
    "qlearn.geometry.positive_roots": ["exponential_sums", "prony"],
    "qlearn.geometry.variable_projection": ["exponential_sums", "pencil"],
    "qlearn.learners.kernels.ben_or_tiwari": ["sparse_polynomials"],
    "qlearn.learners.kernels.centres": ["prony"],
    "qlearn.learners.kernels.homogeneous_polynomial": ["polynomials"],
    "qlearn.learners.kernels.lattices": ["polynomials"],
    "qlearn.learners.kernels.pencil": ["pencil"],
    "qlearn.learners.kernels.pencil_lines": ["pencil"],
    "qlearn.learners.kernels.polynomial": ["polynomials"],
    "qlearn.learners.kernels.polynomial_rounded": ["polynomials"],
    "qlearn.learners.kernels.prony": ["prony"],
    "qlearn.learners.kernels.prony_directions": ["prony"],
    "qlearn.learners.kernels.prony_lines": ["prony"],
    "qlearn.learners.kernels.boundary_null_space": ["polynomial_boundaries"],
    "qlearn.learners.kernels.ellipsoid": ["kernel_counterexamples"],
    "qlearn.learners.kernels.perceptron": ["kernel_counterexamples"],
    "qlearn.learners.kernels.polynomial_posterior": ["polynomial_posterior"],
    "qlearn.geometry.legendre": ["polynomial_boundaries"],
    "qlearn.geometry.pinned_polynomials": ["polynomial_boundaries"],
    "qlearn.geometry.polynomial_law": ["polynomial_posterior"],
    "qlearn.geometry.zero_sets": ["polynomial_boundaries"],
    "qlearn.concepts.grid_polynomials": ["kernel_counterexamples"],
    "qlearn.concepts.kernel_margins": ["kernel_counterexamples"],
    "qlearn.concepts.polynomial_thresholds": ["polynomial_boundaries", "polynomial_posterior"],
    "qlearn.retraining": ["retraining"],
    "qlearn.reductions.confident": ["confident"],
    "qlearn.concepts.any_labellings": ["pac", "weighted_majority"],
    "qlearn.sample_sizes": ["pac"],
    "qlearn.statistical": ["statistical"],
    "qlearn.reductions.simulated": ["statistical"],
    "qlearn.reductions.snapping": ["snapping"],
    "qlearn.learners.boolean.statistical_conjunctions": ["statistical"],
    "qlearn.learners.linear.active_perceptron": ["sphere_perceptrons"],
    "qlearn.learners.linear.modified_perceptron": ["sphere_perceptrons"],
    "qlearn.learners.linear.reflection": ["sphere_perceptrons"],
    "qlearn.learners.linear.halving": ["grid_halving"],
    "qlearn.learners.linear.normalised_winnow": ["margins"],
    "qlearn.learners.linear.perceptron": ["margins"],
    "qlearn.learners.linear.centre_of_gravity": ["cutting_planes"],
    "qlearn.learners.linear.cutting_planes": ["cutting_planes"],
    "qlearn.learners.linear.ellipsoid": ["cutting_planes"],
    "qlearn.learners.linear.inscribed_ellipsoid": ["cutting_planes"],
    "qlearn.learners.linear.random_centroid": ["cutting_planes"],
    "qlearn.learners.linear.analytic_centre": ["cutting"],
    "qlearn.learners.linear.averages": ["drawn"],
    "qlearn.learners.linear.averaging": ["drawn"],
    "qlearn.learners.linear.averaging_doubling": ["drawn"],
    "qlearn.learners.linear.drawn": ["drawn"],
    "qlearn.learners.linear.orthogonal": ["drawn"],
    "qlearn.learners.linear.orthogonal_queries": ["drawn"],
    "qlearn.learners.linear.boundary_points": ["seeded_half_spaces", "certificate"],
    "qlearn.learners.linear.box": ["box", "chart_box", "chart_box_inside"],
    "qlearn.learners.linear.chart_box": ["chart_box"],
    "qlearn.learners.linear.chart_box_inside": ["chart_box_inside"],
    "qlearn.learners.linear.chart_box_sparse": ["chart_box_sparse"],
    "qlearn.learners.linear.chart_box_integer": ["chart_box_integer"],
    "qlearn.learners.linear.chebyshev_centre": ["cutting"],
    "qlearn.learners.linear.cutting": ["cutting"],
    "qlearn.learners.linear.coupling": ["dc2"],
    "qlearn.learners.linear.dc2": ["dc2"],
    "qlearn.learners.linear.dc2_plan": ["dc2"],
    "qlearn.learners.linear.dc2_truth_known": ["dc2"],
    "qlearn.learners.linear.expectation_propagation": ["expectation_propagation"],
    "qlearn.learners.linear.halving_labels": ["expectation_propagation"],
    "qlearn.learners.linear.lying_labels": ["lying_labels"],
    "qlearn.learners.linear.gilbert_moore": ["chart_box_integer"],
    "qlearn.learners.linear.hit_and_run": ["cutting"],
    "qlearn.learners.linear.asking": ["comparisons"],
    "qlearn.learners.linear.inference_dimension": ["comparisons"],
    "qlearn.learners.linear.slope_selection": ["comparisons"],
    "qlearn.learners.linear.knockout": ["box", "chart_box"],
    "qlearn.learners.linear.segment": ["chart_box_inside"],
    "qlearn.learners.linear.uncertainty_sampling": ["uncertainty_sampling"],
    "qlearn.learners.linear.vsa": ["cutting"],
    "qlearn.learners.linear.direction": ["half_spaces", "promises", "certificate"],
    "qlearn.learners.linear.lowd_meek": ["seeded_half_spaces", "certificate"],
    "qlearn.learners.linear.pivot_ratio": ["half_spaces", "promises", "certificate"],
    "qlearn.learners.linear.seeded": ["seeded_half_spaces", "certificate"],
    "qlearn.learners.linear.seeds": ["seeds"],
    "qlearn.learners.linear.spherical_bisection": ["half_spaces", "promises", "certificate"],
    "qlearn.reductions": ["reductions", "promises", "learners"],
    "qlearn.reductions.certified": ["certified"],
    "qlearn.reductions.proposition_1": ["votes"],
    "qlearn.rate": ["rate"],
    "qlearn.reductions.repetition": ["votes"],
    "qlearn.reductions.sprt": ["votes"],
    "qlearn.reductions.vote": ["votes"],
    "qlearn.reductions.homogeneous": ["reductions", "half_spaces", "certificate"],
    "qlearn.teachers": ["teachers", "spaces", "driver"],
    "qlearn.teachers.estimator": ["teachers", "estimator"],
    "qlearn.driver": ["driver", "bad_input", "certificate", "journal"],
    "qlearn.dialogue": ["dialogue", "reductions", "driver"],
    "qlearn.contradictions": ["contradictions", "driver"],
    "qlearn.geometry.alternatives": ["contradictions"],
    "qlearn.geometry.arcs": ["comparisons"],
    "qlearn.geometry.crossings": ["comparisons"],
    "qlearn.geometry.weight_cone": ["comparisons"],
    "qlearn.geometry.assumed_density": ["drawn"],
    "qlearn.geometry.probit": ["drawn"],
    "qlearn.geometry.anchored_box": ["chart_box_inside"],
    "qlearn.geometry.box_tail": ["chart_box"],
    "qlearn.geometry.circle_posterior": ["dc2"],
    "qlearn.geometry.contradictions": ["contradictions"],
    "qlearn.geometry.couplings": ["dc2"],
    "qlearn.geometry.direction_law": ["expectation_propagation"],
    "qlearn.geometry.gaussian_sites": ["expectation_propagation"],
    "qlearn.geometry.integer_ratios": ["chart_box_integer"],
    "qlearn.geometry.pairs": ["seeds"],
    "qlearn.geometry.pins": ["seeded_half_spaces"],
    "qlearn.geometry.ratio_box": ["chart_box", "chart_box_sparse"],
    "qlearn.geometry.sum_box": ["chart_box_sparse"],
    "qlearn.geometry.tangent": ["certified"],
    "qlearn.transcript": ["transcript", "driver", "certificate"],
    "qlearn.oracle": ["oracle", "teachers", "spaces", "certificate"],
    "qlearn.queries": ["queries", "oracle", "driver", "bad_input"],
    "qlearn.binomial": ["binomial"],
    "qlearn.formulas": ["formulas", "binomial", "theorems", "learners", "bad_input"],
}  # a module's prefix -> the tests that are about it, the quickest first; the longest prefix counts


def noticed(mutant: Mutant) -> str:
    """What notices this mutant first, "" if nothing does.  To be run in a process of its own that has not imported qlearn."""
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    try:
        install(mutant)
        importlib.import_module(mutant.module)
        names = list(_learners(mutant.module))
        return _by_law(names) or _by_lemma(names) or _by_test(mutant.module)
    except Exception as error:
        return f"{type(error).__name__} at import" if _in_import(error) else f"{type(error).__name__}: {error}"


def _in_import(error: Exception) -> bool:
    return any(frame.name == "import_module" for frame in traceback.extract_tb(error.__traceback__))


def _learners(module: str) -> Iterator[str]:
    """The learners of the catalogue that stand in this module, are made by it, or use what it defines."""
    import qlearn

    for name, learner in qlearn.catalogue().items():
        inner = qlearn.find(name.partition("+")[0])
        homes = (learner.start.__module__, inner.start.__module__)
        used = {getattr(value, "__module__", "") for home in homes for value in vars(sys.modules[home]).values()}
        if module.startswith(("qlearn.learners", "qlearn.reductions")) and module in {*homes, *used}:
            yield name


def _by_law(names: Iterable[str]) -> str:
    import qlearn
    from qlearn.evidence.trial import Broken
    from qlearn.testing import check_learner, of_learners

    # a fresh process would find the module as it stands on disk, and so every difference, meant or not
    of_learners.LAWS = tuple(law for law in of_learners.LAWS if law.name != "fresh process")
    for name in names:
        try:
            check_learner(qlearn.find(name))
        except Broken as broken:
            return f"law: {broken.law}, of {name}"
        except Exception as error:
            return f"law: {type(error).__name__}, of {name}"
    return ""


class _First:
    """Remembers the first test that fails."""

    name = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self.name:
            self.name = report.nodeid.removeprefix("tests/")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed and not self.name:
            self.name = f"collecting {report.nodeid}"


def _by_test(module: str) -> str:
    prefix = max((p for p in TESTS if module.startswith(p)), key=len)
    files = [f"tests/test_{name}.py" for name in TESTS[prefix]]
    source: Any = importlib.import_module(module).__file__
    first = _First()
    quiet = [
        "-x",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "-p",
        "no:hypothesispytest",
        "-W",
        "ignore::pytest.PytestAssertRewriteWarning",
    ]
    code = pytest.main([*quiet, str(Path(source).relative_to(ROOT)), *files], plugins=[first])
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED) and not first.name:
        raise RuntimeError(f"pytest itself failed, with {code!r}")
    return first.name and f"test: {first.name}"


def _by_lemma(names: Iterable[str]) -> str:
    from proofs_checks.coq import UNREFUTED
    from proofs_checks.lemmas import checked, discover

    about = set(names)
    for lemma in discover():
        if lemma.theorem in about:
            result = checked(lemma)
            given_away = result.status == "checked" and not result.tight and lemma.sharper != UNREFUTED
            if result.status == "failed" or given_away:
                return f"lemma: {lemma.name}, of {lemma.theorem}"
    return ""
