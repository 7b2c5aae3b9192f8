"""The kiosk's own journal: is a kiosk running on it, and what does it still have to tell?"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kiosk.doctor.finding import Finding, look, ok, wrong
from kiosk.journal import Journal, JournalError, JournalTaken
from waiting_room.wire.views import DeviceView, ZoneView, view_name


@dataclass
class Remembered:
    """What the kiosk has last heard of its zone; nothing while it runs and has the file."""

    runs: bool = False
    zone: ZoneView | None = None
    device: DeviceView | None = None


def look_at_journal(file: Path, remembered: Remembered) -> Iterator[Finding]:
    """Examine the journal and fill in what it remembers; a file that is not there is not made."""
    if not file.exists():
        yield look("journal", f"there is no {file}", "name the kiosk's folder with --data")
        return
    journal = Journal(file)
    try:
        journal.open()
        remembered.zone = journal.heard(view_name(ZoneView), ZoneView)
        remembered.device = journal.heard(view_name(DeviceView), DeviceView)
        untold = len(journal.untold())
    except JournalTaken:
        remembered.runs = True
        yield look(
            "kiosk",
            f"the kiosk program runs and holds {file}: printer, scanner and hub are left to it, "
            "and how it finds them is in the health line of every counter",
            "for the whole examination stop it first: systemctl stop wartemarke-kiosk",
        )
        return
    except JournalError as error:
        yield wrong("journal", str(error), "look after the disk: dmesg")
        return
    finally:
        journal.close()
    if untold:
        yield look(
            "journal",
            f"{untold} numbers that were given out are not told to the hub yet",
            "nothing: the kiosk tells them as soon as it is started and the hub answers",
        )
    else:
        yield ok("journal", "every number that was given out is told to the hub")
