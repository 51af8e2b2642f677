"""`python -m tests.support.plain_files FILE …`: what must not be committed, said before it is."""

import re
import sys
from pathlib import Path

LARGEST = 500 * 1024  # bytes; the lock files are below that
KEY = re.compile(rb"-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/]{20}")


def faults(path: Path) -> list[str]:
    """Return what is wrong with one file."""
    data = path.read_bytes()
    found = []
    if len(data) > LARGEST:
        found.append(f"{len(data) // 1024} kB")
    if KEY.search(data):
        found.append("a private key")
    if b"\0" not in data and data:
        if not data.endswith(b"\n") or data.endswith(b"\n\n"):
            found.append("its end is not one line break")
        if re.search(rb"[ \t]+$", data, re.MULTILINE) and path.suffix != ".md":
            found.append("spaces at the end of a line")
        if b"\r\n" in data:
            found.append("line breaks of another system")
        if re.search(rb"^(<{7}|>{7}) ", data, re.MULTILINE):
            found.append("a merge that is not finished")
    return [f"{path}: {each}" for each in found]


def main(names: list[str]) -> int:
    """Print all faults; 1 if there are any."""
    found = [each for name in names if Path(name).is_file() for each in faults(Path(name))]
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
