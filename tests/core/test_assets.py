"""Static files are published once, by whichever process comes first."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from app.core.assets import Assets

AT_ONCE = 6


def test_processes_that_start_at_the_same_moment_publish_one_folder(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "static"
    for number in range(60):
        page = source / "js" / f"{number}.js"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"export const number = {number};\n" * 50, "utf-8")
    gate = Barrier(AT_ONCE)

    def start() -> Assets:
        gate.wait()
        return Assets(source, target)

    with ThreadPoolExecutor(AT_ONCE) as processes:
        made = [each.result() for each in [processes.submit(start) for _ in range(AT_ONCE)]]
    (version,) = {each.version for each in made}
    assert [path.name for path in target.iterdir()] == [version]
    assert len(list((target / version / "js").glob("*.js"))) == 60
    assert sorted(path.name for path in tmp_path.iterdir()) == ["source", "static"]
