"""Two hundred files that nobody should have to open: always the same ones, made here.

`ALL` names them. Each is made from the address that a running script or a loaded picture would ask.
"""

from tests.hostile.bombs import BOMBS
from tests.hostile.documents import DOCUMENTS
from tests.hostile.others import OTHERS

ALL = {**DOCUMENTS, **BOMBS, **OTHERS}
