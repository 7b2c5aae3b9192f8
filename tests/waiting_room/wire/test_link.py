import json
from datetime import UTC, datetime, timedelta

from waiting_room.wire.link import LinkState

WHY = {"code": "longest", "since": "2026-11-23T07:50:00Z"}


def test_a_device_says_every_second_that_it_is_there(scene):
    """While it is connected, and not after it has ended."""
    scene.broker.stop()
    scene.home.advance(5)
    scene.broker.start()
    scene.home.advance(0.5)
    scene.sent.clear()
    scene.home.advance(10)
    scene.link.close()
    scene.home.advance(10)

    said = [body["online"] for topic, body in scene.sent if "/online/" in topic]
    assert said == [True] * 10 + [False]


def test_the_state_follows_broker_and_hub(scene):
    """No hub, up, no hub after three missed beats, no broker, and up again."""
    scene.beat()
    scene.home.advance(8)
    scene.beat()
    scene.broker.stop()
    scene.home.advance()
    scene.broker.start()
    scene.home.advance()
    scene.beat()

    assert scene.states == [
        LinkState.NO_BROKER, LinkState.NO_HUB, LinkState.UP, LinkState.NO_HUB, LinkState.UP,
        LinkState.NO_BROKER, LinkState.NO_HUB, LinkState.UP,
    ]  # fmt: skip


def test_a_hub_that_says_goodbye_is_believed_at_once(scene):
    """The last will ends the state without waiting for beats."""
    scene.beat()
    scene.beat(up=False)

    assert scene.link.state is LinkState.NO_HUB


def test_the_voice_of_an_old_hub_is_not_heard(scene):
    """A hub of a lower generation cannot make a program believe it."""
    scene.beat(generation=5)
    scene.beat(generation=4, up=False)

    assert scene.link.state is LinkState.UP


def test_presence_is_said_at_each_connect_and_at_the_end(scene):
    """Online with the nonce after each connect; offline on close, and by last will."""
    scene.link.close()
    scene.home.advance()
    said = [body for topic, body in scene.sent if topic == "wm/sued/online/counter-1"]

    assert said == [
        {"online": True, "nonce": "n1", "connection": 1},
        {"online": False, "nonce": "n1", "connection": 1},
    ]


def test_a_death_without_a_word_is_told_by_the_broker(scene):
    """The last will says offline with the same nonce."""
    scene.connection.die()
    scene.home.advance()

    assert scene.sent[-1] == (
        "wm/sued/online/counter-1",
        {"online": False, "nonce": "n1", "connection": 0},
    )


def test_a_beat_that_a_broker_has_kept_is_no_sign_of_life(scene):
    """Power was cut, and the broker is back before its hub: nothing is live, nor is it any time."""
    lives = []
    scene.link.on_new_life(lambda: lives.append(scene.link.hub.generation))
    scene.beat(generation=3)
    scene.broker.stop(remembers=True)
    scene.home.advance(1)
    at = datetime(2026, 11, 23, 8, tzinfo=UTC)
    kept = {"generation": 4, "instance": "i", "up": True, "schema_version": 1, "at": at.isoformat()}
    scene.broker.retained["wm/sued/hub"] = json.dumps(kept).encode()
    scene.broker.start()
    scene.home.advance(60)
    scene.say("hub", **kept)

    assert scene.link.state is LinkState.NO_HUB
    assert (lives, scene.link.hub_at) == ([3], None)

    scene.say("hub", retain=True, **kept | {"beat": 1})

    assert (scene.link.state, lives, scene.link.hub_at) == (LinkState.UP, [3, 4], at)


def test_a_goodbye_that_a_broker_has_kept_says_nothing_of_the_time(scene):
    """A hub that ended in order in the evening leaves its last word for the morning."""
    at = datetime(2026, 11, 23, 18, tzinfo=UTC)
    bye = {"generation": 1, "instance": "i", "up": False, "schema_version": 1, "at": at.isoformat()}
    scene.say("hub", retain=True, **bye)
    assert (scene.link.state, scene.link.hub_at) == (LinkState.NO_HUB, None)

    morning = {"at": (at + timedelta(hours=14)).isoformat(), "up": True}
    for beat in (1, 2):
        scene.say("hub", **bye | morning | {"beat": beat})
    for _ in range(4):
        scene.say("hub", retain=True, **bye)

    assert scene.link.hub_at == at + timedelta(hours=14)


def test_what_a_will_is_followed_by_is_a_sign_of_life(scene):
    """A broker keeps the last will of a hub, too, and the next one of that life says the same."""
    will = {"generation": 1, "instance": "i", "up": False, "schema_version": 1}
    scene.say("hub", **will)
    scene.say("hub", **will | {"up": True, "beat": 1})
    assert scene.link.state is LinkState.UP

    scene.say("hub", **will)
    assert scene.link.state is LinkState.NO_HUB
