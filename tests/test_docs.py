"""Documentation: links lead somewhere, and no page is left out of the index."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted(page for folder in (ROOT, ROOT / "docs", ROOT / "models") for page in folder.glob("*.md"))


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
