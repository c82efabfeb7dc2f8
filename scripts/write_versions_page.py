"""Writes docs/versions.md from the history in `node_http.versions`; with --check, says whether it is up to date."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

from node_http.versions import MEMBERS, VERSIONS, major
from node_http.versions.changes import Change, changes

PAGE = Path(__file__).parent.parent / 'docs' / 'versions.md'

HEAD = """\
<!-- Written by scripts/write_versions_page.py from node_http/versions/: change that, not this. -->

# Versions of Node

node_http is Node v23.8.0. A program that was written for an older Node can have that one's `http`, `net`, `stream`
and `events`:

| for | write |
| --- | --- |
| one import | `from compat.v14 import http`, `require('node:http', version='v14')` |
| a whole program | `node-http --node 14 app.py`, or `NODE_HTTP_VERSION=v14` in the environment |

Several may be used side by side in one program. A version that is not known is refused, with the names of those that
are. A method or an export that a version does not have raises AttributeError, which says which version brought it; a
property that it does not have is None.

`node-http changes --from 10 --to 23` prints what follows for the versions you name.

## What stays safe

Old versions accepted what later security releases refuse. None of that comes back with a version. What follows is all
of it; behind each point stand the versions that did otherwise.

What a client or a server may send:

- The parser is as strict as v23.8.0's. Refused in every version are
  - in a first line: HTTP/1.2 and other versions that there are not (v5, v10, v14), a URL that is not ASCII (v5, v10,
    v14), the preface of HTTP/2 as a request of its own (v14), a status of two digits or behind two spaces (v5, v10,
    v14), a response that calls itself RTSP (v20);
  - in a header: lines that end in a bare line feed, folded lines, space before a colon or before the first name (v5,
    v10, v14), NUL and DEL in a value (v5, v10), an empty name (v14);
  - for the length of a message: an empty Content-Length, and a Transfer-Encoding that is not just `chunked` (v5, v10:
    it was taken for none, and the body for the next request), `chunked` twice or not at the end (v14);
  - in a chunk: space behind its size, control characters in its extension, more of it than its size says, space in the
    name of a trailer, Content-Length or Transfer-Encoding among the trailers (v5, v10, v14), more than 16 KiB of
    extensions (v5, v10, v14);
  - anything behind a message that said `Connection: close` (v5, v10, v14).
- `insecureHTTPParser: true` brings back what llhttp's lenient mode accepts, and no more: of the above, bare line feeds,
  folded lines, space before the first name, control characters in a value, unknown versions, any Transfer-Encoding,
  space behind the size of a chunk, a chunk longer than its size, framing fields among the trailers, and messages behind
  the last one; also Transfer-Encoding beside Content-Length, and space before the colon of the fields that say how long
  a message is. Every version takes this option, also those that came before it.
- More fields than `maxHeadersCount` are refused, not dropped (all versions).
- A pooled socket that receives bytes nobody asked for is destroyed (all versions).

What a program may send:

- `statusMessage`, paths and header values never carry a line break, or a character that is cut to one, onto the wire
  (v5).
- `writeHead` after the header was sent raises (v5, v10, v14).
- An error in a request never writes a second answer into one that has begun (v10).
- A connection goes back to its agent only when its request is sent completely, too (v5).
- Connections to different Unix sockets are kept apart, not in one pool (v5).
- A body without a length and without chunks is ended by the end of the connection (v5, v10, v14).
- An encoding that does not exist raises before the size of its chunk is sent (v20, v23).

Defaults do come back, also where the newer ones protect better: v5 and v10 read headers of up to 80 KiB and give a
client any time to send them, and v14 gives it any time for the rest of a request. `server.maxHeaderSize` sets a lower
limit in every version; the timeouts want a later version.

## What is the same in every version

`http`, `net`, `stream` and `events` have versions: an old version's messages and sockets are that version's. `url`,
`buffer`, `timers` and the others are those of v23.8.0, and so is `stream/promises`, which waits as today's `pipeline`
and `finished` do. Streams of every version go silent when they are destroyed, also where v10 still handed out what it
had.

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
