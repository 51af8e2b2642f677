"""Static files: one folder named by the hash of all of them, compressed once, kept for ever.

Because the hash is in the folder's name, modules import each other by relative address without a
build step, and any change gives every file a new address.
"""

import hashlib
import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from whitenoise.compress import Compressor

_COMPRESSED = {".css", ".js", ".svg", ".txt", ".json"}


class Assets:
    """The published static files of this installation."""

    def __init__(self, source: Path, target: Path) -> None:
        self._source = source
        self.version = self._hash()
        self.root = target
        self._publish(target / self.version)

    def _hash(self) -> str:
        digest = hashlib.sha256()
        for path in sorted(self._source.rglob("*")):
            if path.is_file():
                digest.update(path.relative_to(self._source).as_posix().encode())
                digest.update(path.read_bytes())
        return digest.hexdigest()[:12]

    def _publish(self, folder: Path) -> None:
        if folder.exists():
            return
        self.root.mkdir(parents=True, exist_ok=True)
        # In a folder of its own, beside what is shown: another process may be starting as well.
        with TemporaryDirectory(dir=self.root.parent, prefix="static-") as own:
            working = Path(own) / folder.name
            shutil.copytree(self._source, working)
            compressor = Compressor(quiet=True)
            for path in list(working.rglob("*")):
                if path.suffix in _COMPRESSED:
                    list(compressor.compress(str(path)))
            with suppress(OSError):  # another process was quicker: its copy is the same
                working.rename(folder)

    def url(self, name: str) -> str:
        """Return the address of a static file."""
        return f"/static/{self.version}/{name}"

    def is_immutable(self, _path: str, url: str) -> bool:
        """Whether an address may be kept for ever: it carries the hash."""
        return url.startswith(f"/static/{self.version}/")

    def bundle(self) -> list[str]:
        """Return the addresses of all public files, for the service worker."""
        names = sorted(
            path.relative_to(self._source).as_posix()
            for path in self._source.rglob("*")
            if path.is_file()
        )
        return [self.url(name) for name in names]
