"""Doubts about devices: one that is missing, and fields that a device cannot use."""

from collections.abc import Iterator

from waiting_room.rules.zone import Device, Role, Zone

WITHOUT = {
    Role.KIOSK: "nobody can take a number",
    Role.COUNTER: "nobody can be called",
    Role.DISPLAY: "nobody sees on a wall who is called",
}
"""What a zone lacks that has no device of a role."""

AT_A_KIOSK = ("letter", "printer", "scanner")
LIKE_DIGITS = {"I": "a one", "O": "a zero"}
HERE_ALONE = ("//localhost", "//127.", "//[::1]")


def about_devices(zone: Zone) -> Iterator[str]:
    """Give the doubts about a zone's devices."""
    roles = {device.role for device in zone.devices}
    for role, lacking in WITHOUT.items():
        if role not in roles:
            yield (
                f'no device has the role "{role}", so that {lacking}; write a [[device]] with '
                f'role = "{role}"'
            )
    yield from _website(zone, there=Role.WEBSITE in roles)
    if zone.letter in LIKE_DIGITS:
        yield _like_a_digit("the zone", zone.letter)
    printers: dict[str, str] = {}
    for device in zone.devices:
        if device.role is Role.KIOSK:
            yield from _kiosk(device, printers)
        else:
            yield from _no_kiosk(device)


def _website(zone: Zone, *, there: bool) -> Iterator[str]:
    bookable = [f'"{service.id}"' for service in zone.services if service.bookable]
    if bookable and not there:
        yield (
            f"{', '.join(bookable)} can be booked, but there is no website to book on; write a "
            '[[device]] with role = "website"'
        )
    if zone.public_url and not there:
        yield (
            f"the code on each ticket leads to {zone.public_url}, but there is no website; write a "
            '[[device]] with role = "website", or leave public_url out'
        )
    if there and not zone.public_url:
        yield (
            "there is a website, but no ticket leads to it; write its address as public_url, such "
            'as "https://warten.example.org"'
        )
    if any(here in zone.public_url for here in HERE_ALONE):
        yield (
            f"the code on each ticket leads to {zone.public_url}, which no visitor's phone can "
            "reach; write as public_url the address that the website has outside"
        )


def _kiosk(device: Device, printers: dict[str, str]) -> Iterator[str]:
    """Doubt a kiosk; `printers` are those on the network by place, filled kiosk by kiosk."""
    if device.letter is None:
        yield (
            f'device "{device.id}" has no letter, so that its numbers cannot be told from those '
            "that are given out elsewhere; give it one of its own"
        )
    elif device.letter in LIKE_DIGITS:
        yield _like_a_digit(f'device "{device.id}"', device.letter)
    if "printer" not in device.model_fields_set:
        yield (
            f'device "{device.id}" has no printer; name it, or write printer = "none:" if its '
            "visitors are to get no paper"
        )
    if "scanner" not in device.model_fields_set:
        yield (
            f'device "{device.id}" has no scanner; name it, or write scanner = "none:" if its '
            "visitors are to type their codes"
        )
    if device.printer.startswith("network:"):
        other = printers.setdefault(_network_place(device.printer), device.id)
        if other != device.id:
            yield (
                f'devices "{other}" and "{device.id}" have the same printer, {device.printer}, '
                "so that one's visitors find their paper at the other; give each its own"
            )


def _network_place(printer: str) -> str:
    """Where a printer on the network is, in one spelling: without options and the usual port."""
    return printer.partition("?")[0].lower().removesuffix(":9100")


def _no_kiosk(device: Device) -> Iterator[str]:
    unused = [name for name in AT_A_KIOSK if name in device.model_fields_set]
    if unused:
        yield (
            f'device "{device.id}" is a {device.role}, which uses no {" or ".join(unused)}; leave '
            'that out, or write role = "kiosk"'
        )


def _like_a_digit(whose: str, letter: str) -> str:
    return (
        f"the letter of {whose} is {letter}, which people read as {LIKE_DIGITS[letter]} before "
        "the digits of a number; choose another"
    )
