"""What a program says to systemd, if that has started it: that it is up, and that it lives."""

import logging
import os
import re
import socket
from collections.abc import MutableMapping

log = logging.getLogger(__name__)


class Systemd:
    """Speaks to the socket that systemd listens on; says nothing if there is none.

    `feed_every_s` is how often `feed` should be called, None if nobody waits for it.
    """

    def __init__(self, address: str = "", feed_every_s: float | None = None) -> None:
        self.feed_every_s = feed_every_s
        self._address = address

    def ready(self) -> None:
        """Say that the program is up."""
        self._say(b"READY=1")

    def feed(self) -> None:
        """Say that the program lives; one that has not for too long is started anew."""
        if self.feed_every_s is not None:
            self._say(b"WATCHDOG=1")

    @property
    def listens(self) -> bool:
        """Whether there is anybody to speak to."""
        return bool(self._address)

    def _say(self, words: bytes) -> None:
        if not self._address:
            return
        # A first @ stands for the zero byte that an abstract address begins with.
        address = re.sub("^@", "\0", self._address)
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as talk:
                talk.sendto(words, address)
        except OSError as error:
            # systemd is deaf for a moment while it starts itself anew; the next word gets through.
            log.warning("systemd does not hear %s: %s", words.decode(), error)


def take_systemd(environment: MutableMapping[str, str] = os.environ) -> Systemd:
    """Give the systemd that has started this program, and keep it from programs started by it.

    WATCHDOG_PID is not looked at: beneath a compositor it is the compositor's, which paints on
    when the program does not.
    """
    address = environment.pop("NOTIFY_SOCKET", "")
    limit_us = environment.pop("WATCHDOG_USEC", "")
    environment.pop("WATCHDOG_PID", None)
    return Systemd(address, int(limit_us) / 2e6 if address and limit_us else None)
