"""`python -m tests.architecture.sizes`: what has grown past the size guides of the house.

The guides are examples to follow: a reason beats a number, so this only says so and fails nothing.
"""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILE_LINES, FUNCTION_LINES, TEMPLATE_LINES, SCRIPT_LINES, STYLE_LINES, ROUTES = (
    200, 30, 100, 120, 150, 10,
)  # fmt: skip


def long_functions(path: Path, source: str) -> list[str]:
    """Return the functions of a file that are longer than the guide, docstrings not counted."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
            lines = (node.end_lineno or 0) - first.lineno + 1
            if lines > FUNCTION_LINES:
                found.append(f"{path}:{node.lineno} {node.name}: {lines} lines")
    return found


def report() -> list[str]:
    """Return one line for each guide that is passed."""
    found = []
    guides = {".py": FILE_LINES, ".html": TEMPLATE_LINES, ".js": SCRIPT_LINES, ".css": STYLE_LINES}
    for path in sorted((ROOT / "app").rglob("*")):
        if path.suffix not in guides:
            continue
        source, short = path.read_text("utf-8"), path.relative_to(ROOT)
        lines = source.count("\n")
        if lines > guides[path.suffix]:
            found.append(f"{short}: {lines} lines")
        if path.suffix == ".py":
            found += long_functions(short, source)
            routes = len(re.findall(r"^@\w+\.(?:get|post|route)\(", source, re.MULTILINE))
            if routes > ROUTES:
                found.append(f"{short}: {routes} routes")
    return found


if __name__ == "__main__":
    larger = report()
    print("\n".join(larger) if larger else "Every file and function is within the size guides.")
