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

    assert said == [{"online": True, "nonce": "n1"}, {"online": False, "nonce": "n1"}]


def test_a_death_without_a_word_is_told_by_the_broker(scene):
    """The last will says offline with the same nonce."""
    scene.connection.die()
    scene.home.advance()

    assert scene.sent[-1] == ("wm/sued/online/counter-1", {"online": False, "nonce": "n1"})
