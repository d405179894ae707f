"""What is built: holds everything, and works where the repository is not."""

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest

import dashiji

DATA = ("rules", "models", "seeds")


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source distribution, and the wheel that was made from it."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(root)], check=True, capture_output=True, timeout=300
    )
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (path,) = built.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of an environment with the wheel, and with the libraries of this environment but not its dashiji."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--quiet", "--no-deps", "--no-index", str(wheel)], check=True, timeout=300)
    (packages,) = folder.glob("lib/python*/site-packages")
    # A path named in a .pth file is searched after the environment's own packages, and its own .pth files, such as that of an
    # editable install, are not read.
    libraries = dict.fromkeys(sysconfig.get_path(name) for name in ("purelib", "platlib"))
    (packages / "libraries.pth").write_text("\n".join(libraries), encoding="utf-8")
    return python.parent


def run_in(installed: Path, folder: Path, command: str, *arguments: str) -> str:
    """The output of a command of the environment, run in another folder."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run([installed / command, *arguments], cwd=folder, env=environment, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def test_the_wheel_holds_the_data_of_the_repository(wheel: Path, root: Path) -> None:
    expected = {
        f"dashiji/{path.relative_to(root).as_posix()}": path.read_bytes()
        for folder in DATA
        for path in (root / folder).rglob("*")
        if path.is_file() and not path.name.endswith(".records.jsonl") and "__pycache__" not in path.parts
    }
    with zipfile.ZipFile(wheel) as archive:
        shipped = {
            name: archive.read(name) for name in archive.namelist() if name.startswith(tuple(f"dashiji/{folder}/" for folder in DATA))
        }
    assert shipped == expected


def test_the_wheel_holds_the_code_and_nothing_else(wheel: Path, root: Path) -> None:
    code = {
        path.relative_to(root / "pipeline").as_posix()
        for pattern in ("*.py", "*.jinja", "*.js", "*.css", "*.svg")
        for path in (root / "pipeline" / "dashiji").rglob(pattern)
    }
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {"dashiji/py.typed", *code} <= names
    assert {name for name in names - code if not name.startswith(tuple(f"dashiji/{folder}/" for folder in DATA))} - {
        "dashiji/py.typed"
    } == {name for name in names if ".dist-info/" in name}


def test_the_source_distribution_can_be_tested(built: Path) -> None:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.split("/", 1)[-1] for name in archive.getnames()}
    assert {"Makefile", "constraints.txt", "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "tests/conftest.py"} <= names


def test_data_is_found_inside_the_package(installed: Path, tmp_path: Path) -> None:
    where = run_in(installed, tmp_path, "python", "-c", "from dashiji.data import data_root; print(data_root())")
    assert Path(where.strip()).is_relative_to(installed.parent.resolve())


def test_the_command_runs_elsewhere(installed: Path, tmp_path: Path) -> None:
    assert run_in(installed, tmp_path, "dashiji", "--version") == f"dashiji {version('dashiji')}\n"
    assert json.loads(run_in(installed, tmp_path, "dashiji", "schema"))["title"] == "Record"


@pytest.mark.skipif(not hasattr(dashiji, "load"), reason="extraction is not there yet")
def test_records_are_made_elsewhere(installed: Path, tmp_path: Path, root: Path) -> None:
    seeds = str(root / "seeds" / "seed.docs.jsonl")
    lines = run_in(installed, tmp_path, "dashiji", "extract", seeds).splitlines()
    assert lines
    assert {json.loads(line)["doc_id"] for line in lines} == {"seed"}
