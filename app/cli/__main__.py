"""`python -m app.cli`: the same as the command `schritte`."""

import sys

from app.cli import main

sys.exit(main())
