"""The idle timeout of a socket: 'timeout' after so many ms in which nothing was read or written.

The timer is put off with every read and write, which only notes the time (`_runtime.timers`), and never keeps a program
alive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from .._debug import debuglog
from .._jsobject import UNDEFINED
from .._runtime import Runtime, Timeout, current, timer_duration
from ..errors import ERR_INVALID_ARG_TYPE
from ..stream import Duplex

if TYPE_CHECKING:
    from .handle import Handle

debug = debuglog('net')

S = TypeVar('S', bound='Idle')


class Idle(Duplex):
    """A socket's idle timeout."""

    _handle: Handle | None = None
    _timer: Timeout | None = None
    _runtime_: Runtime | None = None
    #: The timeout in ms that `setTimeout` set; None when none was ever set.
    timeout: float | None = None
    _timeout_is_off = False
    _last_queue_size = 0
    #: Since when nothing has moved, as 'timeout' has told.
    _told_of: float | None = None

    @property
    def _runtime(self) -> Runtime:
        if self._runtime_ is None:
            self._runtime_ = current()
        return self._runtime_

    def setTimeout(self: S, msecs: Any = UNDEFINED, callback: Any = UNDEFINED) -> S:
        """`socket.setTimeout(timeout[, callback])`

        Emits 'timeout' after `timeout` ms without a read or a write; the connection stays. 0 ends that.
        Raises: `ERR_INVALID_ARG_TYPE`, `ERR_OUT_OF_RANGE`. Since v0.1.90.
        """
        if self.destroyed:
            return self
        self.timeout = given = msecs
        msecs = timer_duration(msecs, 'msecs')
        if callback is not UNDEFINED and callback is not None:
            if not callable(callback):
                raise ERR_INVALID_ARG_TYPE('callback', 'function', callback)
            if msecs == 0:
                self.removeListener('timeout', callback)
            else:
                self.once('timeout', callback)
        self.set_idle_timeout(msecs)
        self.timeout = given  # not what the timer makes of it
        return self

    def set_idle_timeout(self, msecs: float) -> None:
        """`setTimeout` without its checks, for who sets it with every request."""
        timer = self._timer
        if timer is None and self.destroyed:
            return
        self.timeout = msecs
        self._timeout_is_off = False
        if timer is None:
            if msecs:
                self._timer = Timeout(self._runtime, msecs, self._on_timeout).unref().refresh()
        elif msecs:
            timer.restart(msecs)
        else:
            timer.stop()

    def keep_idle(self, msecs: float) -> None:
        """`set_idle_timeout`, for who sets the same after every request, and none (`stay_awake`) for the time of one.

        The timer need not be stopped and started for that: it fires for nothing meanwhile.
        """
        timer = self._timer
        if timer is not None and timer._active and timer._ms == msecs:
            self.timeout = msecs
            self._timeout_is_off = False
            runtime = timer._runtime
            timer._start = runtime._now or runtime.now()
        else:
            self.set_idle_timeout(msecs)

    def stay_awake(self) -> None:
        """No timeout until `keep_idle`."""
        self.timeout = 0
        self._timeout_is_off = True

    def _touch(self) -> None:
        """Something moved: put the timeout off."""
        timer = self._timer
        if timer is not None and timer._active:
            timer.refresh()

    def _on_timeout(self) -> None:
        if self._timeout_is_off:
            return  # see `keep_idle`
        timer = self._timer
        if timer is None:
            return
        told, since = self._told_of, timer._start
        timer.refresh()  # whatever moves from now on, in a listener even, puts off the next one
        if since != told:
            handle = self._handle
            if handle is not None:
                size = handle.write_queue_size
                if size and size != self._last_queue_size:  # a slow write goes on: no idleness
                    self._last_queue_size = size
                    return
        # Not the time of any entry, so that it is seen whether anything has moved.
        timer._start -= 2**-10
        self._told_of = timer._start
        if since == told:
            return
        debug('_onTimeout')
        self.emit('timeout')
