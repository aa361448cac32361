"""What a page shows is run: its Python, its commands in their order, and what they print is what the page says they print."""

from __future__ import annotations

import contextlib
import doctest
import io
import os
import re
import shlex
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qlearn.cli.main import main

ROOT = Path(__file__).parent.parent
FENCE = re.compile(r"^```([^\n`]*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
NAMED = re.compile(r"# ([\w/-]+\.(?:py|toml|txt))\n")
CODE = re.compile(r"#.*\bexit code (\d+)")
LIKE = doctest.ELLIPSIS
DIRECTIVES = ("{toctree}",)  # markup, not examples


class Wrong(AssertionError):
    """An example that is not as its page says."""


@dataclass
class Block:
    language: str
    text: str
    line: int


def blocks(page: str) -> list[Block]:
    found = FENCE.finditer(page)
    return [Block(one[1].strip(), one[2], page[: one.start()].count("\n") + 1) for one in found]


def same(want: str, got: str) -> bool:
    """Whether an output is the one shown; '...' stands for anything."""
    want, got = ("\n".join(line.rstrip() for line in text.strip().split("\n")) + "\n" for text in (want, got))
    return doctest.OutputChecker().check_output(want, got, LIKE)


@dataclass
class Page:
    """A page being run in a folder of its own, which is the working directory."""

    name: str
    folder: Path
    names: dict[str, Any] = field(default_factory=lambda: {"__name__": "page"})
    said: str = ""
    files: dict[str, bool] = field(default_factory=dict)  # whether anything has used it
    servers: list[subprocess.Popen[str]] = field(default_factory=list)
    ports: dict[str, str] = field(default_factory=dict)

    def run(self, text: str) -> int:
        """Run every block; how many there were."""
        found = [block for block in blocks(text) if block.language not in DIRECTIVES]
        try:
            for block in found:
                self._block(block)
        finally:
            self._stop()
        if unused := [name for name, used in self.files.items() if not used]:
            raise Wrong(f"{self.name}: nothing runs the file {unused[0]}")
        return len(found)

    def _block(self, block: Block) -> None:
        sorts = {
            "python": self._python,
            "pycon": self._doctest,
            "console": self._console,
            "toml": self._toml,
            "text": self._text,
        }
        where = f"{self.name}, line {block.line}"
        if block.language not in sorts:
            raise Wrong(f"{where}: nobody knows how to run {block.language or 'a block without a language'}")
        sorts[block.language](block.text, where)

    def _named(self, text: str) -> bool:
        """A block whose first line names a file is that file."""
        found = NAMED.match(text)
        if found:
            path = self.folder / found[1]
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
            self.files[found[1]] = False
        return bool(found)

    def _python(self, text: str, where: str) -> None:
        if ">>>" in text:
            self._doctest(text, where)
        elif not self._named(text):
            self._uses(text)
            with _heard() as out:
                exec(compile(text, where, "exec"), self.names)
            self.said = out.getvalue()

    def _doctest(self, text: str, where: str) -> None:
        self._uses(text)
        test = doctest.DocTestParser().get_doctest(text, self.names, where, where, 0)
        report: list[str] = []
        done = doctest.DocTestRunner(verbose=False, optionflags=LIKE).run(test, out=report.append, clear_globs=False)
        self.names.update(test.globs)
        if done.failed or not done.attempted:
            raise Wrong(f"{where}: {''.join(report) or 'there is no example in it'}")

    def _toml(self, text: str, where: str) -> None:
        tomllib.loads(text)
        if not self._named(text):
            raise Wrong(f"{where}: its first line is to name the file, as '# sizes.toml'")

    def _text(self, text: str, where: str) -> None:
        if not self._named(text) and not same(text, self.said):
            raise Wrong(f"{where}: the block before it printed\n{self.said}\nand not\n{text}")

    def _console(self, text: str, where: str) -> None:
        for command, want in commands(text):
            self._uses(command)
            code, out = self._command(command, where)
            expected = int(found[1]) if (found := CODE.search(command)) else 0
            if code != expected:
                raise Wrong(f"{where}: `{command}` ends in exit code {code} and says\n{out}")
            if want.strip() and not same(want, self._as_shown(out)):
                raise Wrong(f"{where}: `{command}` prints\n{out}\nand not\n{want}")

    def _uses(self, text: str) -> None:
        self.files.update(dict.fromkeys((name for name in self.files if Path(name).stem in text), True))

    def _command(self, command: str, where: str) -> tuple[int, str]:
        words = shlex.split(command, comments=True)
        settings = dict(word.split("=", 1) for word in words if re.match(r"[A-Z_]+=", word))
        program, *arguments = words[len(settings) :]
        if program == "qlearn" and (arguments[-1:] == ["&"] or "--page" in arguments):
            return 0, self._serve([word for word in arguments if word != "&"])
        if program == "qlearn":
            return self._qlearn([self._reached(word) for word in arguments], settings)
        if program in ("python", "pytest"):
            start = [sys.executable] if program == "python" else [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"]
            done = subprocess.run([*start, *arguments], capture_output=True, text=True, check=False, cwd=self.folder)
            return done.returncode, done.stdout + done.stderr
        return _known_by_the_repository(program, arguments, where), ""

    def _qlearn(self, arguments: list[str], settings: dict[str, str]) -> tuple[int, str]:
        before = {name: os.environ.get(name) for name in settings}
        os.environ.update(settings)
        keyboard, sys.stdin = sys.stdin, io.StringIO()  # nobody types
        try:
            with _heard() as out, contextlib.redirect_stderr(io.StringIO()) as complaints:
                code = main(arguments)
        finally:
            sys.stdin = keyboard
            for name, value in before.items():
                os.environ.pop(name) if value is None else os.environ.update({name: value})
        return code, out.getvalue() + (complaints.getvalue() if code else "")

    def _serve(self, arguments: list[str]) -> str:
        """A server in the background, on a port that is free."""
        port = arguments[arguments.index("--port") + 1] if "--port" in arguments else "0"
        arguments = [*arguments, "--port", "0"] if port == "0" else ["0" if word == port else word for word in arguments]
        start = [sys.executable, "-c", "from qlearn.cli.main import entry; entry()", *arguments]
        server = subprocess.Popen(start, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=self.folder)
        self.servers.append(server)
        assert server.stdout
        first = server.stdout.readline()
        if not (found := re.search(r"127\.0\.0\.1:\d+", first)):
            raise Wrong(f"{self.name}: the server said {first!r}")
        if port != "0":
            self.ports[f"127.0.0.1:{port}"] = found[0]
        return first

    def _reached(self, word: str) -> str:
        for shown, real in self.ports.items():
            word = word.replace(shown, real)
        return word

    def _as_shown(self, out: str) -> str:
        for shown, real in self.ports.items():
            out = out.replace(real, shown)
        return out

    def _stop(self) -> None:
        for server in self.servers:
            server.send_signal(signal.SIGINT)
        for server in self.servers:
            server.communicate(timeout=20)


@contextlib.contextmanager
def _heard() -> Iterator[io.StringIO]:
    with contextlib.redirect_stdout(io.StringIO()) as out:
        yield out


def commands(text: str) -> list[tuple[str, str]]:
    """The commands of a console block, each with what is shown below it."""
    found: list[tuple[str, str]] = []
    for line in text.replace("\\\n", " ").splitlines():
        if line.startswith("$ "):
            found.append((line[2:].removeprefix(".venv/bin/"), ""))
        elif not found:
            raise Wrong(f"a console block begins with '$ ', not with {line!r}")
        else:
            found[-1] = (found[-1][0], f"{found[-1][1]}{line}\n")
    return found


def _known_by_the_repository(program: str, arguments: list[str], where: str) -> int:
    """Commands that set things up are not run, but what they name must be there."""
    if program == "make":
        targets = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
        assert targets
        known = set(targets[1].split())
        wanted = set(arguments)
    elif program == "pip" and arguments[:1] == ["install"]:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        known = set(project["optional-dependencies"])
        wanted = {extra for word in arguments[1:] for extra in re.sub(r".*\[(.*)\]", r"\1", word).split(",")}
    else:
        raise Wrong(f"{where}: nobody knows how to run {program}")
    if wanted - known:
        raise Wrong(f"{where}: {program} knows no {', '.join(sorted(wanted - known))}")
    return 0
