"""Documentation: links lead somewhere, no page is left out of the index, and what a page shows is what a terminal says."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted(page for folder in (ROOT, ROOT / "docs", ROOT / "models") for page in folder.glob("*.md"))

SESSIONS = [(page, session) for page in PAGES for session in re.findall(r"^```console\n(.*?)^```", page.read_text("utf-8"), re.M | re.S)]
DASHIJI = 'dashiji() { "$PYTHON" -c "from dashiji.cli import main; main()" "$@"; }'


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
@pytest.mark.parametrize(("page", "session"), SESSIONS, ids=lambda value: value.stem if isinstance(value, Path) else "")
def test_a_terminal_says_what_a_page_shows(page: Path, session: str, tmp_path: Path) -> None:
    """Every line shown stands in the output, in that order; … stands for lines that are left out."""
    shutil.copytree(ROOT / "rules", tmp_path / "rules")
    commands = "\n".join([DASHIJI, *re.findall(r"^\$ (.*)$", session, re.MULTILINE)])
    env = {**os.environ, "COLUMNS": "110", "PYTHON": sys.executable}
    run = subprocess.run(["bash", "-c", commands], cwd=tmp_path, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    said = (line.rstrip() for line in run.stdout.decode().splitlines())
    shown = [line.rstrip() for line in session.splitlines() if line.strip(" …") and not line.startswith("$ ")]
    assert [line for line in shown if line not in said] == [], run.stdout.decode()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not link.startswith("http") and not (page.parent / link).exists()] == []


def test_every_page_is_in_the_index(root: Path) -> None:
    index = (root / "docs" / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in (root / "docs").glob("*.md") if page.name != "README.md" and f"({page.name})" not in index] == []


def test_every_target_of_make_is_explained(root: Path) -> None:
    targets = re.search(r"^\.PHONY: help (.+)$", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert targets is not None
    development = (root / "docs" / "development.md").read_text(encoding="utf-8")
    assert [target for target in targets.group(1).split() if f"`make {target}`" not in development] == []
