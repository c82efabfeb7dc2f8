"""Writes docs/versions.md from the history in `node_http.versions`; with --check, says whether it is up to date."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

from node_http.versions import MEMBERS, VERSIONS, Change, changes, major

PAGE = Path(__file__).parent.parent / 'docs' / 'versions.md'

HEAD = """\
<!-- Written by scripts/write_versions_page.py from node_http/versions.py: change that, not this. -->

# Versions of Node

node_http is Node v23.8.0. A program that was written for an older Node can have that one's `http` module:

| for | write |
| --- | --- |
| one import | `from compat.v14 import http`, `require('node:http', version='v14')` |
| a whole program | `node-http --node 14 app.py`, or `NODE_HTTP_VERSION=v14` in the environment |

Several may be used side by side in one program. A version that is not known is refused, with the names of those that
are. A method or an export that a version does not have raises AttributeError, which says which version brought it; a
property that it does not have is None.

`node-http changes --from 10 --to 23` prints what follows for the versions you name.

## What stays safe

Old versions accepted what later security releases refuse. None of that comes back with a version:

- The parser is as strict as v23.8.0's in every version: folded header lines, space before a colon, a bare line feed,
  an empty header name, several lengths, Content-Length beside Transfer-Encoding, unknown HTTP versions and URLs that
  are not ASCII are refused. The option `insecureHTTPParser: true` is taken by every version, also by those that came
  before it: it brings back what llhttp's lenient mode accepts, and no more.
- A header block is limited to 16 KiB, also in v5 and v10, whose limit was 80 KiB; `server.maxHeaderSize = 81920`
  asks for that. More fields than `maxHeadersCount` are refused, not dropped.
- `statusMessage` and header values never carry a line break onto the wire; `writeHead` after the header was sent
  raises; a list of headers is read as names and values, never as the keys 0, 1, 2.
- An error in a request never adds a second answer behind one that has begun.
- A pooled socket that receives bytes nobody asked for is destroyed.
- An encoding that does not exist raises; v14 and v10 took it for UTF-8.

## What is the same in every version

`http` and `stream` have versions. `events`, `net`, `url` and the others are those of v23.8.0, and so are the sockets
of an old version's servers and clients, with their events and errors.

"""


def page() -> str:
    parts = [HEAD, '## What there is\n\n', _members(), '\n## What changed\n']
    for older, newer in pairwise(VERSIONS):
        parts.append(
            f'\n### From {older} to {newer}\n\n| since | what | effect on ported code |\n| --- | --- | --- |\n'
        )
        parts += [_row(change) for change in changes(older, newer)]
    return ''.join(parts)


def _members() -> str:
    heads = ' | '.join(f'v{major(version)}' for version in VERSIONS)
    lines = [f'| member | {heads} |\n', '| --- |' + ' :-: |' * len(VERSIONS) + '\n']
    for member in sorted(MEMBERS, key=lambda member: (member.owner, member.name)):
        marks = ' | '.join('yes' if member.there(version) else '–' for version in VERSIONS)
        lines.append(f'| `{member.owner}.{member.name}` | {marks} |\n')
    return ''.join(lines)


def _row(change: Change) -> str:
    since = f'by v{change.version}' if change.seen else f'v{change.version}'
    what = f'{change.subject} {change.text}'.replace('|', '\\|')
    return f'| {since} | {what} | {change.effect} |\n'


def main() -> int:
    if '--check' in sys.argv[1:]:
        return 0 if PAGE.read_text('utf-8') == page() else 1
    PAGE.write_text(page(), 'utf-8')
    return 0


if __name__ == '__main__':
    sys.exit(main())
