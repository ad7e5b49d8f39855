"""Who may import whom: the contracts of pyproject.toml, kept."""

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.house import tree


def test_every_import_contract_is_kept() -> None:
    kept = lint_imports(config_filename=str(tree.ROOT / "pyproject.toml"), no_cache=True)
    assert kept == EXIT_STATUS_SUCCESS
