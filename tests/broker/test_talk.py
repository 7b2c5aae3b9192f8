"""What the protocol relies on: retained views, last wills, and a broker that comes back."""

import secrets
import socket
from datetime import UTC, datetime

import pytest

from waiting_room.hub.showing import LINE_TOLD
from waiting_room.rules.ticket import Need
from waiting_room.wire.connection import Will
from waiting_room.wire.parts import Waiting
from waiting_room.wire.topics import HUB
from waiting_room.wire.views import LineView

pytestmark = pytest.mark.broker

TICKETS = 1_200


async def test_a_view_is_there_for_whoever_comes_later(hall):
    """A retained view reaches a device that connects after it was published."""
    hub = await hall.hub()
    first = await hall.device(hub, "wall-1")
    board = "wm/sued/view/board"
    hub.say(board, b"K042 to 3", qos=1, retain=True)
    await first.hears(board, b"K042 to 3")
    hall.leave(first)
    late = await hall.device(hub, "wall-1")
    await late.hears(board, b"K042 to 3")


async def test_an_event_is_not_kept(hall):
    """Whoever comes after a call hears no chime for it."""
    hub = await hall.hub()
    first = await hall.device(hub, "wall-1")
    hub.say("wm/sued/event/ticket_called", b"ding", qos=1)
    await first.hears("wm/sued/event/ticket_called", b"ding")
    hall.leave(first)
    late = await hall.device(hub, "wall-1")
    assert ("wm/sued/event/ticket_called", b"ding") not in late.heard


async def test_a_website_that_connects_gets_every_ticket_of_the_day(hall):
    """More retained views than any broker's default queue holds arrive complete, at QoS 1."""
    hub = await hall.hub()
    present = await hall.device(hub, "website")
    run = secrets.token_hex(4)
    tickets = {f"wm/sued/view/ticket/{run}{n:04}" for n in range(TICKETS)}
    ticket = b'{"number": "K042", "status": "waiting"}'.ljust(300)
    for topic in tickets:
        hub.say(topic, ticket, qos=1, retain=True)
    await present.until(lambda: tickets <= {topic for topic, _ in present.heard})
    hall.leave(present)
    late = hall.talker("website")
    late.open(*hall.rights["website"].read)
    await late.until(lambda: tickets <= {topic for topic, _ in late.heard})
    assert late.ups == [True]


async def test_the_longest_line_that_the_hub_shows_passes(hall):
    """No line is too long for a broker: what is too large would end the hub's connection."""
    hub = await hall.hub()
    website = await hall.device(hub, "website", "wm/sued/view/line/+")
    waiting = Waiting(
        number="K99999",
        service="s" * 32,
        arrived_at=datetime.now(UTC),
        language="deu",
        needs=tuple(Need),
        booked=True,
        for_counter=None,
        ahead=99999,
        wait_s=(99999, 99999),
        later=True,
    )
    line = LineView(service="s" * 32, tickets=(waiting,) * LINE_TOLD).model_dump_json().encode()
    hub.say("wm/sued/view/line/longest", line, qos=1, retain=True)
    await website.hears("wm/sued/view/line/longest", line)


async def test_a_device_that_dies_is_told_of_by_the_broker(hall):
    """The last will of a cut connection reaches the hub, and is kept."""
    hub = await hall.hub()
    online = hall.topics.online("wall-1")
    wall = await hall.device(hub, "wall-1", will=Will(online, b"gone"))
    wall.connection._paho.socket().shutdown(socket.SHUT_RDWR)
    await hub.hears(online, b"gone")
    hall.leave(hub)
    later = hall.talker(HUB)
    later.open(online)
    await later.hears(online, b"gone")


async def test_a_last_will_in_anothers_name_is_not_told(hall):
    """A device cannot announce another's end by dying itself."""
    hub = await hall.hub()
    other = hall.topics.online("kiosk-2")
    wall = await hall.device(hub, "wall-1", will=Will(other, b"forged"))
    wall.connection._paho.socket().shutdown(socket.SHUT_RDWR)
    await wall.until(lambda: False in wall.ups and wall.ups[-1])
    online = hall.topics.online("wall-1")
    await hub.hears_again(lambda: wall.say(online, b"back", qos=1), online, b"back")
    assert (other, b"forged") not in hub.heard


async def test_everybody_is_back_after_the_broker_was_killed(own_broker, enter, zone):
    """Clients reconnect, subscribe again and talk, on the same port with the same passwords."""
    broker = own_broker(zone)
    hall = enter(broker, zone)
    hub = await hall.hub()
    kiosk = await hall.device(hub, "kiosk-1")
    before = dict(broker.credentials.passwords)
    broker.kill()
    await hub.until(lambda: hub.ups[-1] is False)
    broker.start()
    assert broker.credentials.passwords == before
    topic = hall.topics.command("kiosk-1", "issue_ticket")
    await hub.hears_again(lambda: kiosk.say(topic, b"again"), topic, b"again")
    reply = hall.topics.reply("kiosk-1")
    await kiosk.hears_again(lambda: hub.say(reply, b"yes"), reply, b"yes")
