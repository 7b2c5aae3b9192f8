import json


def test_a_hub_that_was_told_to_end_does_nothing_more(stage):
    """A command that was on its way, and the next beat, no longer make it fail."""
    token = "a" * 26
    payload = json.dumps({"id": "late", "service": "question", "token": token}).encode()
    stage.client.publish("wm/sued/command/kiosk-1/issue_ticket", payload)
    stage.hub.close()
    stage.home.advance(3)

    assert stage.view("hub")["up"] is False
    assert stage.room.tickets == {}
