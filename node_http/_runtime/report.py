"""What is printed of an exception that nobody caught."""

from __future__ import annotations

import os
import sys
import traceback

_HOME = os.path.dirname(os.path.dirname(__file__))
#: Code that was compiled bears the name that its file had when it was, from the root of the sources.
_OURS = (_HOME, os.path.basename(_HOME) + os.sep)


def print_fatal(error: BaseException) -> None:
    """Print the exception with its traceback on stderr, as Python does.

    The traceback begins where the program does: the frames of the loop and of the runner, which come before, say
    nothing.
    """
    if sys.stdout is not None:
        sys.stdout.flush()
    first = found = error.__traceback__
    while found is not None and found.tb_frame.f_code.co_filename.startswith(_OURS):
        found = found.tb_next
    if found is None and not isinstance(error, SyntaxError):  # which names the place itself
        found = first
    traceback.print_exception(type(error), error, found, file=sys.stderr)
