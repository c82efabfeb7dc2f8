"""What Linux says of a process and its children: CPU time and memory, from /proc."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

PROC = Path('/proc')
_TICK = os.sysconf('SC_CLK_TCK')
_PAGE = os.sysconf('SC_PAGE_SIZE')


def cpu_ticks(stat: str) -> int:
    """utime + stime, and those of children that have ended, from the text of `/proc/PID/stat`.

    The name, the second field, may hold anything, blanks and brackets too: fields are counted behind its last bracket.
    """
    fields = stat[stat.rindex(')') + 2 :].split()
    return sum(int(field) for field in fields[11:15])


def parent(stat: str) -> int:
    """The parent's process id, from the text of `/proc/PID/stat`."""
    return int(stat[stat.rindex(')') + 2 :].split()[1])


def tree(pid: int, proc: Path = PROC) -> Iterator[int]:
    """The process and all below it that still run."""
    children: dict[int, list[int]] = {}
    for entry in proc.iterdir():
        if entry.name.isdigit():
            try:
                children.setdefault(parent((entry / 'stat').read_text()), []).append(int(entry.name))
            except OSError:  # it has just ended
                pass
    waiting = [pid]
    while waiting:
        current = waiting.pop()
        yield current
        waiting += children.get(current, ())


def cpu_seconds(pid: int, proc: Path = PROC) -> float:
    """CPU time that the process and its children have used so far."""
    return sum(cpu_ticks((proc / str(each) / 'stat').read_text()) for each in tree(pid, proc)) / _TICK


def resident_bytes(pid: int, proc: Path = PROC) -> int:
    """Memory of the process and its children that is in RAM."""
    return sum(int((proc / str(each) / 'statm').read_text().split()[1]) for each in tree(pid, proc)) * _PAGE
