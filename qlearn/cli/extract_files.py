"""The files that `qlearn extract` writes, and that it can write them before a query is paid for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import BadArgument
from .output import json_file, ready


@dataclass(frozen=True)
class Files:
    """The copy, a picture of it, the certificate, the report."""

    target: str
    out: Path
    picture: Path | None
    certificate: Path | None
    json: str | None

    @classmethod
    def of(cls, target: str, out: Path | None, picture: Path | None, certificate: Path | None, json: str | None) -> Files:
        """Raises `BadArgument` if the copy would be written over its model."""
        usual = Path("extracted") / f"{_stem(target)}.skops"
        files = cls(target, out or usual, picture, certificate, json)
        if files.out.resolve() == Path(target).resolve():
            raise BadArgument(f"the copy would be written over the model itself, {target}; choose another place with --out")
        return files

    def ready(self, model: Any, oracle: str, learner: str | None) -> None:
        """Raises `BadArgument` for a file that cannot be written, and for a picture of what is no tree."""
        from ..extraction.kernel_extraction import learned_by_retraining
        from ..extraction.tree_extraction import learned_as_tree
        from ..report.tree_files import picture_file

        if self.picture is not None:
            picture_file(self.picture)
            if not learned_as_tree(model.model, oracle, learner, None):
                raise BadArgument(
                    "--picture draws trees; this model is not learned as one (choose an --oracle and a --learner of trees)"
                )
        if self.certificate is not None and learned_by_retraining(model.model, oracle, learner):
            raise BadArgument("--certificate: a machine learned by retraining has no theorem, so there is nothing to certify")
        ready(self.out, self.certificate, json_file(self.json), self.picture)

    def write(self, found: Any, model: Any) -> dict[str, str | None]:
        """The copy first, then what is wanted besides; what is where, None for a tree too large for a picture."""
        from ..evidence.certificate import certify
        from ..extraction.copies import save
        from ..report.tree_files import save_picture
        from ..report.tree_pictures import MANY

        written: dict[str, str | None] = {"saved_to": str(save(found.copy, self.out))}
        if self.picture is not None:
            written["picture"] = None
            if found.leaves <= MANY:
                save_picture(found.tree, self.picture, model.data, features=model.features, classes=found.titles)
                written["picture"] = str(self.picture)
        if self.certificate is not None:
            certify(found.run).save(self.certificate)
        return written


def _stem(target: str) -> str:
    """What a copy's file is called: a demo's name, a server's host and port, a file's stem."""
    name = target.partition("://")[2] or target.partition(":")[2] or Path(target).stem
    return "".join(c if c.isalnum() or c in "-_." else "-" for c in name.strip("/"))
