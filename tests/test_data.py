"""Where data lies, and that it is what it should be."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from dashiji import data
from dashiji.article import Article
from dashiji.evaluate import read_documents, read_gold


def test_a_checkout_has_its_data_at_its_root(root: Path) -> None:
    assert data.data_root() == root


def test_a_package_with_rules_has_its_data_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rules").mkdir()
    monkeypatch.setattr(data, "files", lambda package: tmp_path)
    assert data.data_root.__wrapped__() == tmp_path


def test_gold_of_the_seeds_stands_in_their_articles(root: Path) -> None:
    documents = read_documents(root / "seeds" / "seed.docs.jsonl")
    for record in read_gold(root / "seeds" / "seed.gold.jsonl"):
        document = documents[record.doc].document
        texts = [form for values in record.args.values() for value in values for form in (value.text, *value.alt)]
        assert [text for text in (*texts, *record.evidence) if text not in document] == []


@pytest.mark.parametrize("name", ["seed.docs.jsonl", "seed.gold.jsonl"])
def test_the_seeds_are_the_shared_ones(root: Path, shared: Path, name: str) -> None:
    assert (root / "seeds" / name).read_bytes() == (shared / "gold" / name).read_bytes()


def test_gold_and_reader_agree_about_the_document(root: Path) -> None:
    (document,) = read_documents(root / "seeds" / "seed.docs.jsonl").values()
    assert document.document == Article(document.id, document.text, document.title or "").document


def test_every_dependency_has_an_exact_version_within_its_bounds(root: Path) -> None:
    lines = [line for line in (root / "constraints.txt").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    pinned = dict(line.split("==") for line in lines)
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in lines), "exact versions only, and no addresses"
    exact = {canonicalize_name(name): version for name, version in pinned.items()}
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for line in [*project["dependencies"], *(line for extra in project["optional-dependencies"].values() for line in extra)]:
        requirement = Requirement(line)
        assert requirement.specifier.contains(exact[canonicalize_name(requirement.name)]), line
