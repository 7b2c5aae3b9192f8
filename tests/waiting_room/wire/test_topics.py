import tomllib

import pytest

from waiting_room.rules.zone import Zone
from waiting_room.wire.topics import Topics, matches, rights_of, rights_of_hub
from waiting_room.wire.views import KEYED, VIEWS, BoardView, LineView, PublicWaits, view_name


@pytest.fixture
def zone(request):
    file = request.config.rootpath / "waiting_room" / "example" / "zone.toml"
    return Zone.model_validate(tomllib.loads(file.read_text("utf-8")))


def test_names_on_the_wire_come_from_the_classes():
    """BoardView is board, PublicWaits is waits."""
    assert view_name(BoardView) == "board"
    assert Topics("sued").view(PublicWaits) == "wm/sued/public/waits"
    assert Topics("sued").view(LineView, "advice") == "wm/sued/view/line/advice"


def test_a_command_topic_says_who_asks_and_what():
    """Topics of other zones or shapes are not taken for commands."""
    topics = Topics("sued")

    assert topics.read_command("wm/sued/command/kiosk-1/issue_ticket") == (
        "kiosk-1",
        "issue_ticket",
    )
    for other in ("wm/nord/command/a/b", "wm/sued/online/kiosk-1", "wm/sued/command/a", "x"):
        assert topics.read_command(other) is None


def test_what_one_may_write_another_reads_but_never_the_same_device(zone):
    """Read and write topics never overlap, so no program hears its own echo."""
    for device in zone.devices:
        rights = rights_of(zone.id, device)
        for written in rights.write:
            assert not any(matches(read, written) for read in rights.read)


def test_only_the_hub_writes_views_replies_and_events(zone):
    """No device may speak as the hub does."""
    hub = rights_of_hub(zone.id)
    for device in zone.devices:
        for written in rights_of(zone.id, device).write:
            assert not any(matches(own, written) for own in hub.write)


def test_a_device_reads_its_own_replies_and_settings_only(zone):
    """Another kiosk's replies carry tokens of its visitors."""
    kiosk = rights_of(zone.id, zone.devices[0])

    assert "wm/sued/reply/kiosk-1" in kiosk.read
    assert "wm/sued/view/device/kiosk-1" in kiosk.read
    assert not any(matches(read, "wm/sued/reply/kiosk-2") for read in kiosk.read)
    assert not any(matches(read, "wm/sued/view/device/kiosk-2") for read in kiosk.read)


def test_only_the_website_reads_tickets_by_token(zone):
    """A wall or a kiosk has no business with the pages of ticket holders."""
    for device in zone.devices:
        may = any(
            matches(read, "wm/sued/view/ticket/abc") for read in rights_of(zone.id, device).read
        )
        assert may is (device.role == "website")


def test_every_view_has_readers_and_a_keyed_one_its_key():
    """Nothing is published that nobody may read."""
    assert all(view.readers for view in VIEWS.values())
    assert set(VIEWS.values()) >= KEYED


@pytest.mark.parametrize(
    ("wanted", "topic", "fits"),
    [
        ("a/+/c", "a/b/c", True),
        ("a/+", "a/b/c", False),
        ("a/#", "a/b/c", True),
        ("a/#", "a", True),
        ("a/b", "a/b/c", False),
        ("a/b/c", "a/b", False),
    ],
)
def test_filters_match_as_in_mqtt(wanted, topic, fits):
    """Plus stands for one level, a last hash for any number of them."""
    assert matches(wanted, topic) is fits
