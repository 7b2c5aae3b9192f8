"""What paho's thread has taken, and how it comes home; tests/broker has the brokers' side."""

import pytest
from paho.mqtt.client import MQTTMessage

from waiting_room.wire.loopback import LoopbackHome
from waiting_room.wire.mqtt import AT_ONCE, MqttConnection


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
