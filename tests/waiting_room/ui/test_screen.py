from typing import Any

from waiting_room.ui.screen import Screen


def test_the_zone_in_the_language_shown(qapp: Any, house: Any) -> None:
    """Names follow the language; what nobody named is shown as it is."""
    screen = Screen(house.link("wall-1"), "de")
    screen.begin()
    house.pass_time()
    assert (screen.zoneName, screen.counter_name("5")) == ("Eingangszone Süd", "Raum 1.12")
    screen.speak("ar")
    assert screen.rightToLeft
    assert screen.service_name("question") == "سؤال عن القرار"
    assert screen.counter_name("5") == "غرفة 1.12"
    assert screen.service_name("unknown") == "unknown"


def test_the_link_is_followed(qapp: Any, house: Any) -> None:
    """The screen knows whether what it shows is so now."""
    screen = Screen(house.link("wall-1"))
    screen.begin()
    house.pass_time()
    told: list[bool] = []
    screen.linkChanged.connect(lambda: told.append(screen.linkUp))
    house.broker.stop()
    house.pass_time()
    house.broker.start()
    house.pass_time(3)
    assert told[0] is False
    assert told[-1] is True
