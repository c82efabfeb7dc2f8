"""What the modules `net` and `events` have since when, as data: part of the history in `versions`.

A line names members and the version that brought them; `NET_MEMBERS` has a table for each owner.
"""

from __future__ import annotations

NET_MEMBERS: dict[str, str] = {
    'net': """
        BlockList: 14.18.0
        SocketAddress: 14.18.0
        getDefaultAutoSelectFamily setDefaultAutoSelectFamily: 18.18.0
        getDefaultAutoSelectFamilyAttemptTimeout setDefaultAutoSelectFamilyAttemptTimeout: 18.18.0
        """,
    'net.Socket': """
        connecting: 6.1.0
        timeout: 10.7.0
        pending: 10.16.0
        readableEncoding: 12.7.0
        resetAndDestroy: 16.17.0
        localFamily: 16.18.0
        """,
    'net.Server': """
        noDelay keepAlive keepAliveInitialDelay: 17.7.0
        highWaterMark: 18.17.0
        """,
    'events': """
        captureRejectionSymbol: 12.16.0
        errorMonitor on: 12.16.0
        once: 11.13.0
        getEventListeners: 14.17.0
        setMaxListeners: 15.4.0
        getMaxListeners: 18.17.0
        addAbortListener: 18.18.0
        """,
}

#: The options that a constructor knows, and since when.
NET_OPTIONS: dict[str, dict[str, str]] = {
    'net.Socket': {
        'timeout': '10.6.0', 'onread': '12.10.0', 'signal': '15.14.0', 'noDelay': '16.17.0', 'keepAlive': '16.17.0',
        'keepAliveInitialDelay': '16.17.0', 'autoSelectFamily': '18.13.0',
        'autoSelectFamilyAttemptTimeout': '18.13.0', 'blockList': '22.13.0',
    },
    'net.Server': {
        'captureRejections': '13.4.0', 'noDelay': '16.17.0', 'keepAlive': '16.17.0',
        'keepAliveInitialDelay': '16.17.0', 'highWaterMark': '18.17.0', 'blockList': '22.13.0',
    },
}  # fmt: skip
