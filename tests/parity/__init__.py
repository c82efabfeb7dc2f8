"""The parity suite: scenario pairs run by real Node and by node_http, their traces compared.

- ``scenarios/AREA.js`` and ``scenarios/AREA.py`` hold scenarios of the same names, ported line by line.
- ``goldens/VERSION/AREA/NAME.jsonl`` is what the real binary of that version did: one line of JSON for each
  observation, grouped by lane (see ``trace.js``).
- ``pytest tests/parity`` compares node_http with the goldens; ``pytest tests/parity --live`` with a Node run afresh.
- ``python -m tests.parity record|summary|diff|coverage`` is for people.
"""
