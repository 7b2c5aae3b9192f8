"""What paho's thread has taken, and how it comes home; tests/broker has the brokers' side."""

import logging

import pytest
from paho.mqtt.client import MQTTMessage
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.reasoncodes import ReasonCode

from waiting_room.wire.loopback import LoopbackHome
from waiting_room.wire.mqtt import AT_ONCE, LASTS_S, MqttConnection


class Arrivals:
    """A connection that is handed its messages by the test, and the batches that come home."""

    def __init__(self):
        self.home = LoopbackHome()
        self.batches = []
        self.connection = MqttConnection(self.home, client="hub", host="127.0.0.1", port=1)
        self.connection._heard = self.hear
        self.count = 0

    def hear(self, messages):
        self.batches.append([int(payload) for _, payload in messages])

    def arrive(self, many):
        for number in range(self.count, self.count + many):
            message = MQTTMessage(topic=b"wm/sued/command/kiosk-1/issue_ticket")
            message.payload = str(number).encode()
            self.connection._on_message(self.connection._paho, None, message)
        self.count += many

    @property
    def heard(self):
        return [number for batch in self.batches for number in batch]


@pytest.fixture
def arrivals():
    return Arrivals()


def test_what_arrives_together_is_handed_over_together(arrivals):
    """One call home for all of it: so much shares one transaction."""
    arrivals.arrive(AT_ONCE)
    arrivals.home.advance()

    assert arrivals.batches == [list(range(AT_ONCE))]


def test_a_flood_is_handed_over_in_bounded_batches(arrivals):
    """None is larger than the bound, none is lost, and the order stays."""
    arrivals.arrive(40_000)
    arrivals.home.advance()

    assert {len(batch) for batch in arrivals.batches} == {AT_ONCE}
    assert arrivals.heard == list(range(40_000))


def test_whoever_waited_has_a_turn_between_two_batches(arrivals):
    """A beat that fell due while a flood came in is not put off until its end."""
    arrivals.arrive(3 * AT_ONCE)
    arrivals.home.later(0.0, lambda: arrivals.batches.append([]))
    arrivals.home.advance()

    assert [len(batch) for batch in arrivals.batches] == [AT_ONCE, 0, AT_ONCE, AT_ONCE]


def test_what_comes_while_a_flood_is_heard_comes_after_it(arrivals):
    """It neither overtakes what is left nor waits for another message to wake somebody."""
    arrivals.arrive(AT_ONCE + 1)
    arrivals.home.later(0.0, lambda: arrivals.arrive(2))
    arrivals.home.advance()
    arrivals.arrive(1)
    arrivals.home.advance()

    assert [len(batch) for batch in arrivals.batches] == [AT_ONCE, 3, 1]
    assert arrivals.heard == list(range(AT_ONCE + 4))


def test_a_hearer_that_fails_does_not_make_the_rest_deaf(arrivals):
    """A window lives on after an error in what it was told; the next batch is heard."""

    def fail(messages):
        arrivals.connection._heard = arrivals.hear
        raise ZeroDivisionError

    arrivals.connection._heard = fail
    arrivals.arrive(AT_ONCE + 1)
    with pytest.raises(ZeroDivisionError):
        arrivals.home.advance()
    arrivals.home.advance()

    assert arrivals.batches == [[AT_ONCE]]


class Line:
    """A connection whose broker is the test, and what it logs."""

    def __init__(self, caplog):
        caplog.set_level(logging.INFO, "waiting_room.wire.mqtt")
        self.log = caplog
        self.home = LoopbackHome()
        self.connection = MqttConnection(self.home, client="wall-1", host="127.0.0.1", port=1)

    def answer(self, name="Success"):
        reason = ReasonCode(PacketTypes.CONNACK, name)
        self.connection._on_connect(self.connection._paho, None, None, reason, None)
        self.home.advance()

    def end(self):
        reason = ReasonCode(PacketTypes.DISCONNECT, "Unspecified error")
        self.connection._on_disconnect(self.connection._paho, None, None, reason, None)
        self.home.advance()

    @property
    def said(self):
        said = [record.getMessage() for record in self.log.records]
        self.log.clear()
        return said


@pytest.fixture
def line(caplog):
    return Line(caplog)


UP = "connected to the broker at 127.0.0.1:1 as wall-1"
LOST = "lost the broker at 127.0.0.1:1; trying again"


def live(line, seconds):
    line.answer()
    line.home.advance(seconds)
    line.end()


def test_two_with_one_name_are_told_of_each_other(line):
    """After the third short life the name is suspected, once, and nothing drowns it."""
    for _ in range(9):
        live(line, LASTS_S - 2)
        line.home.advance(1)

    *before, last = line.said
    assert before == [UP, LOST, UP, LOST, UP]
    assert 'perhaps another program uses the name "wall-1"' in last


def test_a_connection_that_lasts_ends_the_suspicion(line):
    """Whoever was thrown out is told when the connection stays, and the count begins anew."""
    for _ in range(3):
        live(line, 0)
    assert "another program" in line.said[-1]

    live(line, LASTS_S)
    live(line, 0)

    assert line.said == [UP, LOST, UP, LOST]


def test_a_broker_that_restarts_now_and_then_is_only_lost(line):
    """Losses of connections that had lasted lay the blame on no other program."""
    for _ in range(9):
        live(line, LASTS_S)

    assert set(line.said) == {UP, LOST}


def test_a_refusal_is_said_once(line):
    """The end of the line after it is no loss; the file with the right password is named."""
    for _ in range(3):
        line.answer("Not authorized")
        line.end()

    (said,) = line.said
    assert "refuses wall-1 (Not authorized)" in said
    assert "devices/wall-1.toml" in said


def test_what_never_answers_as_a_broker_was_never_lost(line):
    """A website at the port is told from a broker that was there."""
    for _ in range(3):
        line.end()

    (said,) = line.said
    assert said.startswith("127.0.0.1:1 does not answer as an MQTT broker")


def test_a_broker_that_is_not_yet_back_was_one_all_the_same(line):
    """Whoever was taken once does not doubt its settings when a line ends without an answer."""
    live(line, LASTS_S)
    line.end()

    assert line.said == [UP, LOST]


def test_a_line_without_an_answer_is_no_short_life(line):
    """Only a connection that began can be ended by another program's."""
    line.answer()
    for _ in range(9):
        line.end()

    assert line.said == [UP, LOST]
