"""Who may write and read what, judged by delivery: brokers acknowledge the forbidden."""

from dataclasses import replace

import pytest

from waiting_room.rules.commands import COMMANDS
from waiting_room.rules.zone import Role
from waiting_room.wire.topics import matches

pytestmark = pytest.mark.broker

SAID, END = b"said", b"end"
GREEDY = ("#", "wm/#", "wm/sued/#", "wm/+/reply/+", "+/+/view/+/+", "$SYS/#")


def concrete(wanted):
    """Give a topic that a filter wants."""
    return wanted.replace("+", "k1").replace("#", "k1")


def everything_read(hall):
    """Give a topic for every filter that anybody may read."""
    return sorted({concrete(one) for rights in hall.rights.values() for one in rights.read})


def may_read(hall, user, topic):
    return any(matches(wanted, topic) for wanted in hall.rights[user].read)


async def all_devices(hall, hub, *filters):
    return [await hall.device(hub, device.id, *filters) for device in hall.zone.devices]


async def ended(hall, hub, devices):
    """Have every device say an allowed last word on each way to the hub, and wait for them."""
    for device in devices:
        last = hall.topics.command(device.user, "report_device")
        device.say(last, END + b"0")
        device.say(last, END + b"1", qos=1)
        device.say(hall.topics.online(device.user), END, qos=1)
    for device in devices:
        last = hall.topics.command(device.user, "report_device")
        await hub.hears(last, END + b"0")
        await hub.hears(last, END + b"1")
        await hub.hears(hall.topics.online(device.user), END)


async def wrong_commands(hall):
    """Send every command under every name; give what came and should not, or did not and should."""
    hub = await hall.hub()
    devices = await all_devices(hall, hub)
    wanted = set()
    for device in devices:
        for name in COMMANDS:
            for owner in (*hall.rights, "nobody"):
                topic = hall.topics.command(owner, name)
                for qos in (0, 1):
                    payload = f"{device.user} {qos}".encode()
                    device.say(topic, payload, qos=qos)
                    if topic in hall.rights[device.user].write:
                        wanted.add((topic, payload))
    await ended(hall, hub, devices)
    return wanted ^ {
        (topic, payload)
        for topic, payload in hub.heard
        if "/command/" in topic and not payload.startswith(END)
    }


async def wrong_words(hall):
    """Have every device speak in the hub's and in others' place; give what anybody heard of it."""
    hub = await hall.hub()
    devices = await all_devices(hall, hub)
    topics = [topic for topic in everything_read(hall) if "/command/" not in topic]
    topics += [hall.topics.online(device.user) for device in devices]
    for device in devices:
        for topic in topics:
            if topic not in hall.rights[device.user].write:
                device.say(topic, b"forged", qos=0)
                device.say(topic, b"forged", qos=1, retain=True)
    await ended(hall, hub, devices)
    for topic in topics:
        hub.say(topic, END, qos=1)
    for device in devices:
        for topic in topics:
            if may_read(hall, device.user, topic):
                await device.hears(topic, END)
    return {
        (listener.user, topic)
        for listener in (hub, *devices)
        for topic, payload in listener.heard
        if payload == b"forged"
    }


async def wrong_ears(hall):
    """Have every device want everything; give what came and should not, or did not and should."""
    hub = await hall.hub()
    foreign = {wanted for rights in hall.rights.values() for wanted in rights.read}
    devices = await all_devices(hall, hub, *GREEDY, *sorted(foreign))
    topics = everything_read(hall)
    for topic in topics:
        hub.say(topic, SAID, qos=1, retain="/view/" in topic)
    for device in devices:
        for topic in hall.rights[device.user].write:
            device.say(topic, SAID)
    await ended(hall, hub, devices)
    wrong = set()
    for device in devices:
        wrong |= await wrongly_heard(hall, hub, device, topics)
        hall.leave(device)
    kept = [topic for topic in topics if "/view/" in topic]
    for late in await all_devices(hall, hub, *GREEDY, *sorted(foreign)):
        wrong |= await wrongly_heard(hall, hub, late, kept)
    return wrong


async def wrongly_heard(hall, hub, device, topics):
    """Wait until a device has heard an allowed last word, and look at what it heard before."""
    hub.say(hall.topics.reply(device.user), END + b"0")
    hub.say(hall.topics.reply(device.user), END + b"1", qos=1)
    await device.hears(hall.topics.reply(device.user), END + b"0")
    await device.hears(hall.topics.reply(device.user), END + b"1")
    wanted = {topic for topic in topics if may_read(hall, device.user, topic)}
    for topic in wanted:
        await device.hears(topic, SAID)
    heard = {topic for topic, payload in device.heard if payload == SAID}
    return {(device.user, topic) for topic in wanted ^ heard}


async def test_exactly_the_commands_of_a_role_reach_the_hub_and_only_under_the_own_name(hall):
    """A device's allowed commands all reach the hub; no other, and none in another's name, does."""
    assert await wrong_commands(hall) == set()


async def test_no_device_speaks_for_the_hub_or_for_another_device(hall):
    """A forged view, event, reply or presence reaches nobody."""
    assert await wrong_words(hall) == set()


async def test_a_device_that_wants_everything_hears_only_what_its_role_may(hall):
    """Others' replies, foreign views and commands stay unheard, live and retained."""
    assert await wrong_ears(hall) == set()


@pytest.mark.parametrize("probe", [wrong_commands, wrong_words, wrong_ears])
async def test_the_probes_notice_a_broker_that_allows_too_much(probe, own_broker, enter, zone):
    """A broker that takes a wall for a counter, and lets it speak as the hub, is caught by each."""
    lax = [
        device.model_copy(update={"role": Role.COUNTER}) if device.id == "wall-1" else device
        for device in zone.devices
    ]
    hall = enter(own_broker(zone.model_copy(update={"devices": tuple(lax)})), zone)
    if probe is wrong_words:
        wall = hall.rights["wall-1"]
        hall.rights["wall-1"] = replace(wall, write=wall.write[:1])
    assert await probe(hall) != set()
