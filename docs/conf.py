"""The documentation: make docs.  It works offline, and its pages load nothing from elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import qlearn  # noqa: E402

project = "qlearn"
author = copyright = "The qlearn authors"
version = release = qlearn.__version__
extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "making.maths",
    "making.docstrings",
    "making.sidebar",
    "making.closed",
]
exclude_patterns = ["_build", "making", "tutorial/*"]

myst_enable_extensions = ["dollarmath", "deflist"]
myst_heading_anchors = 3
myst_links_external_new_tab = False
nb_execution_mode = "off"  # notebooks are executed by make notebooks, and committed with what they said
nb_code_prompt_show = "Show the solution as a program"  # what the course hides is solutions
nb_code_prompt_hide = "Hide it again"

autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
add_module_names = False
default_role = "code"
python_use_unqualified_type_names = True
toc_object_entries = False

html_theme = "furo"
html_title = f"qlearn {version}"
html_static_path = ["static"]
html_css_files = ["qlearn.css"]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_last_updated_fmt = None  # the same source gives the same pages
html_theme_options = {"navigation_with_keys": False}


def _write(folder: Path, pages: Mapping[str, str]) -> None:
    """Write what has changed, so that Sphinx reads that alone again, and take away what is no page any more."""
    folder.mkdir(exist_ok=True)
    for stale in {path.name for path in folder.iterdir()} - set(pages):
        (folder / stale).unlink()
    for name, text in pages.items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def _generate(app: Any) -> None:
    from making import course, reference, theorems

    _write(HERE / "theorems", theorems.pages())
    _write(HERE / "reference", reference.pages())
    course.copy(HERE.parent / "notebooks", HERE / "course")


def setup(app: Any) -> None:
    app.connect("builder-inited", _generate)
