"""What import-linter cannot say: nobody imports the composition root, importing a package starts nothing."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("bot", "dialogs", "storage")
MODULES = [
    path
    for package in PACKAGES
    for path in sorted((ROOT / package).rglob("*.py"))
    if "node_modules" not in path.parts
]


def imported_by(path: Path) -> set[str]:
    """The top-level names of all modules that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nobody_imports_app_and_nothing_is_pickled(path: Path) -> None:
    assert not imported_by(path) & {"app", "pickle", "jsonpickle", "tests"}


@pytest.mark.parametrize("package", PACKAGES)
def test_importing_a_package_starts_nothing(package: str) -> None:
    code = (
        "import threading, importlib, pkgutil, sys\n"
        f"package = importlib.import_module({package!r})\n"
        "assert threading.active_count() == 1\n"
        "assert 'alembic' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr


def test_a_start_imports_nothing_that_only_a_rare_command_needs() -> None:
    code = (
        "import sys, bot.edge, bot.handing_over, bot.handler, storage.peek\n"
        "print(*{'alembic', 'xlsxwriter', 'typst', 'sqlalchemy.dialects.postgresql'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.split() == []


def test_verstehen_starts_without_settings_and_database() -> None:
    done = subprocess.run(  # noqa: S603
        [sys.executable, str(ROOT / "app.py"), "verstehen", "dauer"],
        input='{"text": "acht Wochen", "start": "2024-03-15"}\n',
        capture_output=True,
        text=True,
        env={},
        cwd=ROOT,
        check=False,
    )
    assert done.stdout.strip() == '{"kind": "duration", "value": {"weeks": 8}, "end_date": "2024-05-09"}'
