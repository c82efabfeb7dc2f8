"""`node:process`: importing this module gives the object `process` itself, as in Node."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, cast

from node_http.process import process

if TYPE_CHECKING:

    def __getattr__(name: str) -> Any: ...


sys.modules[__name__] = cast(Any, process)
