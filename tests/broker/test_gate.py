"""Who gets in, and what cannot be done even from inside."""

import pytest

from broker_config.knock import ACCEPTED, NOT_AUTHORIZED, knock
from broker_config.nats import MAX_MESSAGE, MAX_UNACKNOWLEDGED
from waiting_room.rules.commands import COMMANDS
from waiting_room.wire.topics import HUB

pytestmark = pytest.mark.broker

MAX_PAYLOAD = 16 * 1024
TOO_MUCH = b"x" * (MAX_MESSAGE + 1024)


def test_only_a_user_with_its_own_password_gets_in(broker):
    """The right password is accepted; a wrong one, another's and an unknown user are refused."""
    passwords = broker.credentials.passwords

    def asks(user, password):
        return knock(broker.host, broker.port, client=user, user=user, password=password)

    assert asks("counter-2", passwords["counter-2"]) == ACCEPTED
    assert asks("counter-2", "guessed") == NOT_AUTHORIZED
    assert asks("counter-2", passwords["counter-1"]) == NOT_AUTHORIZED
    assert asks("counter-2", None) == NOT_AUTHORIZED
    assert asks("nobody", passwords["counter-2"]) == NOT_AUTHORIZED


def test_nobody_gets_in_without_a_name(broker):
    """An anonymous client is refused."""
    assert knock(broker.host, broker.port) == NOT_AUTHORIZED
    assert knock(broker.host, broker.port, client="hub") == NOT_AUTHORIZED


async def test_a_device_that_takes_the_hubs_client_id_gains_nothing(hall, kind):
    """Mosquitto leaves the hub connected; on nats-server the hub is back in a moment."""
    hub = await hall.hub()
    device = await hall.device(hub, "kiosk-2")
    password = hall.broker.credentials.passwords["kiosk-1"]
    code = knock(hall.broker.host, hall.broker.port, client=HUB, user="kiosk-1", password=password)
    assert code == ACCEPTED
    if kind == "embedded":
        await hub.until(lambda: False in hub.ups and hub.ups[-1])
    topic = hall.topics.command("kiosk-2", "report_device")
    await hub.hears_again(lambda: device.say(topic, b"still here?"), topic, b"still here?")
    assert (False in hub.ups) == (kind == "embedded")


async def test_the_largest_message_of_the_protocol_passes(hall):
    """A payload of 16 KiB arrives whole."""
    hub = await hall.hub()
    device = await hall.device(hub, "kiosk-1")
    device.say(hall.topics.command("kiosk-1", "report_device"), bytes(MAX_PAYLOAD))
    await hub.hears(hall.topics.command("kiosk-1", "report_device"), bytes(MAX_PAYLOAD))


@pytest.mark.parametrize("qos", [0, 1])
async def test_a_message_that_is_too_large_costs_only_its_sender_the_connection(hall, qos):
    """The hub never hears it, and stays connected."""
    hub = await hall.hub()
    big, other = await hall.device(hub, "kiosk-1"), await hall.device(hub, "kiosk-2")
    big.say(hall.topics.command("kiosk-1", "report_device"), TOO_MUCH, qos=qos)
    await big.until(lambda: False in big.ups)
    other.say(hall.topics.command("kiosk-2", "report_device"), b"after")
    await hub.hears(hall.topics.command("kiosk-2", "report_device"), b"after")
    assert hub.ups == [True]
    assert all(len(payload) < len(TOO_MUCH) for _, payload in hub.heard)


def test_no_role_wants_more_filters_than_nats_server_grants_one_client(hall):
    """Each filter takes its share of 65,535 unacknowledged messages; one too many is refused."""
    most = max(len(rights.read) for rights in hall.rights.values())
    # A program may follow single keys of a view and single events instead of all of them.
    singly = most + len(hall.zone.services) + len(hall.zone.counters) + len(COMMANDS)
    assert singly * MAX_UNACKNOWLEDGED <= 65_535
