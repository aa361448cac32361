"""Changes to the text of a module, one operator at a time.

Not changed are types, documentation, the text of messages, and the examples that a theorem is tried on (`settings`): nothing
that the project claims hangs on those.
"""

from __future__ import annotations

import ast
import importlib.abc
import importlib.machinery
import importlib.util
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType
from typing import Any

OTHER = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.BitXor: ast.BitOr,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.And: ast.Or,
    ast.Or: ast.And,
}
ROUNDED = ("clg", "clog", "ceiling", "floor", "floor_lg", "farey", "steps", "draws")  # functions whose result may be off by one
LEFT = ("settings", "cite", "shown_on", "strict", "maxsize")  # keywords: examples, safety nets, sizes of caches
PLAIN = (ast.Name, ast.Attribute, ast.Call, ast.Subscript, ast.NamedExpr, ast.YieldFrom)  # conditions to be turned round
SILENT = (ast.JoinedStr, ast.Raise, ast.Import, ast.ImportFrom, ast.AnnAssign)


@dataclass(frozen=True)
class Mutant:
    """A module with one thing changed.  `key` says what, without line numbers, so that it outlives changes elsewhere."""

    module: str
    key: str
    code: CodeType


@dataclass
class Change:
    """A place in a tree and what is put there instead; `within` is the statement or lambda around it."""

    where: str  # the function
    within: ast.AST
    node: ast.AST
    field: str
    index: int | None
    instead: Any

    def __enter__(self) -> None:
        here = getattr(self.node, self.field)
        if self.index is None:
            setattr(self.node, self.field, self.instead)
            self.instead = here
        else:
            here[self.index], self.instead = self.instead, here[self.index]

    def __exit__(self, *_: object) -> None:
        self.__enter__()


def mutants(module: str, path: Path, only: str = "") -> list[Mutant]:
    """Every change to a module's text whose key has `only` in it, each by itself."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    seen, found = Counter[str](), []
    for change in list(_changes(tree, "", tree)):
        before = _first_line(change.within)
        with change:
            after = _first_line(change.within)
            key = f"{module}.{change.where}: {before} => {after if after != before else 'nothing'}"
            seen[key] += 1
            key = key if seen[key] == 1 else f"{key} ({seen[key]})"
            if only in key:  # to compile is what takes time
                found.append(Mutant(module, key, compile(ast.fix_missing_locations(tree), str(path), "exec")))
    return found


def unchanged(module: str, path: Path) -> Mutant:
    """A module as it is, to see that nobody cries wolf."""
    return Mutant(module, f"{module} as it is", compile(path.read_text(encoding="utf-8"), str(path), "exec"))


def _first_line(node: ast.AST) -> str:
    return ast.unparse(node).partition("\n")[0]


def _changes(node: ast.AST, where: str, within: ast.AST) -> Iterator[Change]:
    """Every change below a node."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        where = f"{where}.{node.name}".lstrip(".")
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "type_comment"):
            continue
        for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(child, SILENT) and not isinstance(child, ast.Raise):
                continue
            if (isinstance(child, ast.keyword) and child.arg in LEFT) or _names_a_type(node, child):
                continue
            if isinstance(child, ast.AST):
                inner = child if isinstance(child, ast.stmt | ast.Lambda) else within
                turned = [ast.UnaryOp(ast.Not(), child)] if field in ("test", "ifs") and isinstance(child, PLAIN) else []
                for instead in (*turned, *_instead(child)):
                    yield Change(where, inner, node, field, index, instead)
                if not isinstance(child, ast.Raise):
                    yield from _changes(child, where, inner)


def _names_a_type(node: ast.AST, child: Any) -> bool:
    """A module's own name for a union of types, or a type variable."""
    union = isinstance(child, ast.BinOp) and isinstance(child.op, ast.BitOr)
    variable = isinstance(child, ast.Call) and isinstance(child.func, ast.Name) and child.func.id == "TypeVar"
    return isinstance(node, ast.Assign) and (union or variable)


def _instead(node: ast.AST) -> Iterator[ast.AST]:
    """What can stand in this node's place."""
    match node:
        case ast.operator() | ast.cmpop() | ast.boolop() if type(node) in OTHER:
            yield OTHER[type(node)]()
        case ast.Constant(value=bool(flag)):
            yield ast.Constant(not flag)
        case ast.Constant(value=int(number)):
            yield ast.Constant(number + 1)
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield operand
        case ast.Call(func=ast.Name(id=name)) if name in ROUNDED:
            yield ast.BinOp(node, ast.Add(), ast.Constant(1))
            yield ast.BinOp(node, ast.Sub(), ast.Constant(1))
        case ast.Expr(value=ast.Call() | ast.YieldFrom()) | ast.AugAssign() | ast.Raise():
            yield ast.copy_location(ast.Pass(), node)


class Loaded(importlib.abc.MetaPathFinder, importlib.machinery.SourceFileLoader):
    """Puts a mutant in the place of its module, for whoever imports it in this process from now on."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant
        super().__init__(mutant.module, mutant.code.co_filename)

    def find_spec(self, name: str, path: Sequence[str] | None, target: Any = None) -> Any:
        if name != self.mutant.module:
            return None
        return importlib.util.spec_from_file_location(name, self.mutant.code.co_filename, loader=self)

    def get_code(self, fullname: str) -> CodeType:
        return self.mutant.code


def install(mutant: Mutant) -> None:
    """From now on an import of the module brings the mutant.  It must not have been imported before."""
    if mutant.module in sys.modules:
        raise RuntimeError(f"{mutant.module} has been imported already: the mutant would not be seen")
    sys.meta_path.insert(0, Loaded(mutant))
