"""The rules of the house: sizes, no SPARQL and no facts in Python, no network in tests."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "src").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
SPARQL = re.compile(r"\b(?:SELECT|CONSTRUCT|ASK|DESCRIBE)\b[^.]*\b(?:WHERE|\{)\s*[{?]")


def _functions(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(tree) if isinstance(node, kinds)]


def _name(path):
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_module_is_small(path):
    """A module has at most 400 lines, a function at most 50 and six parameters."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
    for function in _functions(path):
        arguments = function.args
        count = len(arguments.args + arguments.kwonlyargs + arguments.posonlyargs)
        own = [a.arg for a in arguments.args if a.arg in ("self", "cls")]
        assert function.end_lineno - function.lineno < 50, f"{function.name} is too long"
        assert count - len(own) <= 6, f"{function.name} takes too many parameters"


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_module_has_few_public_names(path):
    """A module offers at most 15 names, and says in its first line what it is for."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    public = [n.name for n in tree.body if isinstance(n, kinds) and not n.name.startswith("_")]
    documented = [n for n in tree.body if isinstance(n, kinds) and n.name in public]
    assert len(public) <= 15
    assert ast.get_docstring(tree)
    assert not [n.name for n in documented if not ast.get_docstring(n)]


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_python_holds_no_sparql(path):
    """Questions live in queries/; a string that looks like one fails."""
    strings = (n for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.Constant))
    found = [n.value for n in strings if isinstance(n.value, str) and SPARQL.search(n.value)]
    assert not found


def test_sparql_rule_can_fail():
    """The pattern of the rule above finds a query."""
    assert SPARQL.search("SELECT ?s WHERE { ?s ?p ?o }")


@pytest.mark.parametrize("path", TESTS, ids=_name)
def test_tests_are_short(path):
    """A test function has at most 25 lines."""
    for function in _functions(path):
        if function.name.startswith("test_"):
            assert function.end_lineno - function.lineno < 25, f"{function.name} is too long"


@pytest.mark.parametrize(
    ("pattern", "limit"),
    [("queries/**/*.rq", 60), ("ontology/shapes/*.ttl", 150), ("ontology/**/*.t*", 1000)],
)
def test_data_files_are_small(pattern, limit):
    """A query file has at most 60 lines, a shape file 150, any curated file 1,000."""
    files = [path for path in ROOT.glob(pattern) if path.suffix != ".tsv"]
    long = [_name(path) for path in files if len(path.read_text().splitlines()) > limit]
    assert files
    assert not long


def test_no_machine_path_is_committed():
    """No path of a developer's machine stands in a file of the project."""
    suffixes = {".py", ".md", ".toml", ".ttl", ".trig", ".rq", ".tsv", ".html", ""}
    wanted = re.compile(r"/(?:home|root|tmp|Users)/[A-Za-z]")
    url = re.compile(r"https?://\S+")
    folders = ("src", "tests", "ontology", "queries", "docs", "benchmarks", "tools")
    files = [p for f in folders for p in (ROOT / f).rglob("*") if p.suffix in suffixes]
    found = [
        _name(p)
        for p in files
        if p.is_file()
        and "node_modules" not in p.parts
        and wanted.search(url.sub("", p.read_text(errors="ignore")))
    ]
    assert found == ["tests/test_house.py"] or not found
