"""What the tests of the server share: requests, answers, and a real `qlearn serve`."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import numpy as np

from qlearn import protocol

INFER = "/v2/models/m/infer"
WEB = httpx.Client(timeout=30, limits=httpx.Limits(max_keepalive_connections=0))  # a connection a request: none is left over


def post(
    url: str, points: Any, *wanted: str, id: str = "", key: str = "", binary: bool = False, at: str = INFER
) -> httpx.Response:
    """A request as a client sends it; without an id, none is sent."""
    body, headers = protocol.request(np.asarray(points), list(wanted), id, binary=binary)
    if not id:
        assert not binary, "the JSON would end elsewhere"
        body = body.replace(b'"id":"",', b"")
    if key:
        headers["Authorization"] = f"Bearer {key}"
    return WEB.post(f"{url}{at}", content=body, headers=headers)


def told(answer: httpx.Response) -> np.ndarray:
    """The one output of an answer."""
    assert answer.status_code == 200, answer.text
    said = protocol.read(answer.content, "outputs", answer.headers.get(protocol.HEADER))
    assert len(said.tensors) == 1
    return said.tensors[0].data


def refused(answer: httpx.Response, status: int) -> str:
    """The reason of a refusal."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/json"
    said = answer.json()
    assert list(said) == ["error"]
    assert said["error"]
    return str(said["error"])


def account(url: str, key: str = "") -> dict[str, Any]:
    return dict(WEB.get(f"{url}/v2/account", headers={"Authorization": f"Bearer {key}"} if key else {}).json())


@contextmanager
def process(*arguments: str, cwd: Path | None = None) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A real `qlearn serve` on a free port, and its URL; it is killed if it still runs at the end."""
    call = "import sys; from qlearn.cli.main import entry; sys.argv[0] = 'qlearn'; entry()"
    command = [sys.executable, "-c", call, "serve", *arguments, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=cwd) as server:
        try:
            assert server.stdout is not None
            lines = [server.stdout.readline()]
            while lines[0].startswith("{") and lines[-1].rstrip() != "}" and lines[-1]:
                lines.append(server.stdout.readline())
            text = "".join(lines)
            yield server, json.loads(text)["url"] if text.startswith("{") else text.split()[-1]
        finally:
            if server.poll() is None:
                server.kill()
