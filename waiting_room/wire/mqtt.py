"""MQTT: the connection over paho, on a thread of its own, with TCP_NODELAY."""

import logging
import socket
import ssl
import threading
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from paho.mqtt.client import Client, ConnectFlags, DisconnectFlags, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from waiting_room.wire.connection import Message, Will
from waiting_room.wire.home import Home

log = logging.getLogger(__name__)
paho_log = logging.getLogger("paho")
# What paho calls an error is a connection that failed, which we say in our own words; faults of
# our callbacks it tells as errors, too, so those words are let through.
paho_log.addFilter(lambda record: "Client is not connected" not in record.getMessage())

KEEPALIVE_S = 10
SLOWEST_RETRY_S = 3
IN_FLIGHT = 1000
SUBSCRIBE_AGAIN_S = 1.0
LASTS_S = 5.0
"""A connection that is older than this was not ended by another program with the same name."""

SHORT_LIVES = 3
"""From so many on, one after the other, that is what is said; a broker seldom restarts thrice."""

AT_ONCE = 1000
"""So many messages are handed over in one go; timers get their turn before the next."""


class MqttConnection:
    """A connection to an MQTT 3.1.1 broker; the client id is the user name."""

    def __init__(
        self,
        home: Home,
        *,
        client: str,
        host: str,
        port: int,
        password: str | None = None,
        tls: ssl.SSLContext | None = None,
        will: Will | None = None,
    ) -> None:
        self._home = home
        self._address = (host, port)
        self._where = f"{host}:{port}"
        self._client = client
        self._said = ""
        self._taken: bool | None = None  # as the CONNACK said, None before it
        self._life = 0
        self._short_lives = 0
        self._filters: list[str] = []
        self._arrived: deque[Message] = deque()
        self._heard: Callable[[Sequence[Message]], None] = lambda messages: None
        self._changed: Callable[[bool], None] = lambda up: None
        self._up = False
        self._handing_over = threading.Lock()
        self._paho = paho = Client(
            CallbackAPIVersion.VERSION2,
            client_id=client,
            clean_session=True,
            protocol=MQTTProtocolVersion.MQTTv311,
        )
        # paho's thread ends without a word when a callback raises; what it suppresses is logged.
        paho.suppress_exceptions = True
        paho.enable_logger(paho_log)
        paho.reconnect_delay_set(1, SLOWEST_RETRY_S)
        paho.max_inflight_messages_set(IN_FLIGHT)
        paho.on_socket_open = _no_delay
        paho.on_connect = self._on_connect
        paho.on_connect_fail = self._on_connect_fail
        paho.on_disconnect = self._on_disconnect
        paho.on_message = self._on_message
        paho.on_subscribe = self._on_subscribe
        if password is not None:
            paho.username_pw_set(client, password)
        if tls is not None:
            paho.tls_set_context(tls)
        if will is not None:
            paho.will_set(will.topic, will.payload, qos=1, retain=True)

    def open(
        self,
        heard: Callable[[Sequence[Message]], None],
        changed: Callable[[bool], None],
    ) -> None:
        """See Connection."""
        self._heard, self._changed = heard, changed
        self._paho.connect_async(*self._address, keepalive=KEEPALIVE_S)
        self._paho.loop_start()

    def subscribe(self, *filters: str) -> None:
        """See Connection."""
        new = [one for one in filters if one not in self._filters]
        self._filters += new
        if new and self._up:
            self._paho.subscribe([(one, 1) for one in new])

    def publish(self, topic: str, payload: bytes, *, qos: int = 0, retain: bool = False) -> None:
        """See Connection."""
        if self._up:
            self._paho.publish(topic, payload, qos=qos, retain=retain)

    def check(self) -> None:
        """See Connection; paho's thread is what can end without a word."""
        thread = self._paho._thread  # paho has no public way to ask
        if thread is None or not thread.is_alive():
            raise RuntimeError("the thread that talks to the broker has ended")

    def close(self) -> None:
        """See Connection."""
        self._paho.disable_logger()  # it calls its own goodbye an error
        self._paho.disconnect()
        self._paho.loop_stop()

    def _on_connect(
        self,
        client: Client,
        userdata: Any,
        flags: ConnectFlags,
        reason: ReasonCode,
        properties: Properties | None,
    ) -> None:
        self._taken = not reason.is_failure
        if not self._taken:
            self._say_once(
                f"the broker at {self._where} refuses {self._client} ({reason}); the password that "
                f"it takes is in devices/{self._client}.toml on its machine"
            )
            return
        self._subscribe_all()

    def _subscribe_all(self) -> None:
        if self._filters:
            self._paho.subscribe([(one, 1) for one in self._filters])
        else:
            self._now_up()

    def _on_subscribe(
        self,
        client: Client,
        userdata: Any,
        message_id: int,
        reasons: list[ReasonCode],
        properties: Properties | None,
    ) -> None:
        refused = sum(1 for reason in reasons if reason.is_failure)
        if refused:
            log.warning("the broker refuses %s of our %s filters", refused, len(reasons))
        self._now_up()

    def _now_up(self) -> None:
        """Tell once per connection that everything can be heard."""
        if self._up:
            return
        self._up = True
        self._life += 1
        if self._short_lives < SHORT_LIVES:
            self._say_connected()
        self._home.soon(self._tell_up)

    def _say_connected(self) -> None:
        self._said = ""
        log.info("connected to the broker at %s as %s", self._where, self._client)

    def _tell_up(self) -> None:
        self._changed(True)
        self._home.later(SUBSCRIBE_AGAIN_S, self._subscribe_again)
        self._home.later(LASTS_S, partial(self._lasts, self._life))

    def _lasts(self, life: int) -> None:
        """Forget the short lives before a connection that is still the same after some seconds."""
        if self._up and life == self._life:
            if self._short_lives >= SHORT_LIVES:
                self._say_connected()
            self._short_lives = 0

    def _subscribe_again(self) -> None:
        """Ask for the retained messages a second time.

        nats-server loses a retained message that is published in the very millisecond of a
        SUBSCRIBE (measured: 41 of 300 when forced to meet); what comes twice does no harm.
        """
        if self._up and self._filters:
            self._paho.subscribe([(one, 1) for one in self._filters])

    def _on_connect_fail(self, client: Client, userdata: Any) -> None:
        self._say_once(f"cannot reach the broker at {self._where}; trying again")

    def _say_once(self, sentence: str) -> None:
        """Log what is wrong when it begins, not every second."""
        if sentence != self._said:
            self._said = sentence
            log.warning("%s", sentence)

    def _on_disconnect(
        self,
        client: Client,
        userdata: Any,
        flags: DisconnectFlags,
        reason: ReasonCode,
        properties: Properties | None,
    ) -> None:
        self._up = False
        self._home.soon(lambda: self._changed(False))
        taken, self._taken = self._taken, None
        if taken:
            self._short_lives += 1
        # The end of a line that was refused is no loss.
        if reason.is_failure and taken is not False:
            self._say_lost(answered=taken is not None)

    def _say_lost(self, *, answered: bool) -> None:
        if not answered and not self._life:
            self._say_once(
                f"{self._where} does not answer as an MQTT broker; are host, port and ca right in "
                "this program's settings?"
            )
        elif self._short_lives < SHORT_LIVES:
            self._say_once(f"lost the broker at {self._where}; trying again")
        else:
            self._say_once(
                f"the broker at {self._where} ends our connections again and again, seconds after "
                f'they begin: perhaps another program uses the name "{self._client}", which only '
                "one may"
            )

    def _on_message(self, client: Client, userdata: Any, message: MQTTMessage) -> None:
        """Collect what arrives; the home thread is woken once, and hears until nothing is left."""
        with self._handing_over:
            wake = not self._arrived
            self._arrived.append((message.topic, bytes(message.payload)))
        if wake:
            self._home.soon(self._hand_over)

    def _hand_over(self) -> None:
        with self._handing_over:
            first = min(AT_ONCE, len(self._arrived))
            messages = [self._arrived.popleft() for _ in range(first)]
            more = bool(self._arrived)
        if more:
            self._home.later(0.0, self._hand_over)
        self._heard(messages)


def _no_delay(client: Client, userdata: Any, sock: Any) -> None:
    """Without it Nagle and delayed ACKs make 86 ms out of a 1 ms exchange."""
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
