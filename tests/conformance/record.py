"""Write the events of the corpus anew, as a real Node has them: ``python -m tests.conformance.record PATH/TO/node``.

The inputs, titles and prose of requests.http and responses.http stay as they are.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .vectors import FILES, HERE, Vector, escape, field_events, head_event, read


def ask(node: str, vectors: Sequence[Vector]) -> list[list[str]]:
    """The events of the vectors, from the Node binary."""
    asked = [
        {
            'kind': vector.kind,
            'sent': vector.sent,
            'lenient': vector.lenient,
            'max': vector.option('max', 16384),
            'answer': vector.option('answer', 0),
        }
        for vector in vectors
    ]
    lines = ''.join(json.dumps(one) + '\n' for one in asked)
    command = [node, '--no-warnings', str(HERE / 'oracle.js')]
    answers = subprocess.run(command, input=lines, capture_output=True, text=True, check=True).stdout
    pairs = zip(vectors, answers.splitlines(), strict=True)
    return [_write(vector.kind, json.loads(answer)) for vector, answer in pairs]


def _write(kind: str, events: list[list[Any]]) -> list[str]:
    lines: list[str] = []
    body = ''
    for name, *args in events:
        if name == 'body':
            body += args[0]
            continue
        if body:
            lines.append(f'body {escape(body)}')
            body = ''
        if name == 'head':
            start, target, version, fields, keep_alive, upgrade = args
            lines.append(head_event(kind, start, target, version, keep_alive, upgrade))
            lines += field_events('field', fields)
        elif name == 'complete':
            lines += [*field_events('trailer', args[0]), 'complete']
        elif name == 'error':
            lines.append('error {} @{} {}'.format(*args))
        else:
            lines.append(' '.join(map(str, (name, *args))))
    if body:
        lines.append(f'body {escape(body)}')
    return lines


def rewrite(path: Path, recorded: Sequence[list[str]]) -> None:
    """Replace the ``>`` lines of a file: they stand behind the last ``<`` line of their vector."""
    written: list[str] = []
    events = iter(recorded)
    pending: list[str] | None = None
    for line in path.read_text('ascii').splitlines():
        if line.startswith('> '):
            continue
        if pending is not None and not line.startswith('< '):
            written += [f'> {event}' for event in pending]
            pending = None
        if line.startswith('< ') and pending is None:
            pending = next(events)
        written.append(line)
    written += [f'> {event}' for event in pending or ()]
    path.write_text('\n'.join(written) + '\n', 'ascii')


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for kind, path in FILES.items():
        vectors = list(read(kind))
        rewrite(path, ask(sys.argv[1], vectors))
        print(f'{path.name}: {len(vectors)} vectors')


if __name__ == '__main__':
    main()
