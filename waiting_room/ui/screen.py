"""Screen: what every program's one QObject for QML has in common: language, link and clock."""

from datetime import UTC, datetime

from PySide6.QtCore import Property, QObject, Qt, Signal

from waiting_room.rules.shape import said
from waiting_room.wire.link import Link, LinkState
from waiting_room.wire.views import ZoneView
from waiting_room.words import catalogue, is_right_to_left, phrases


class Screen(QObject):
    """Mirrors the zone for QML; subclasses add what their own screen shows.

    QML reads its properties and calls its slots, nothing else.
    """

    languageChanged = Signal()
    linkChanged = Signal()
    zoneChanged = Signal()
    clockChanged = Signal()

    def __init__(self, link: Link, language: str = "de", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.link = link
        self.zone: ZoneView | None = None
        self.words = catalogue(language)
        self._clock_text = ""
        link.watch(ZoneView, self._zone_changed)

    def begin(self) -> None:
        """Begin to follow link and clock; called once the whole screen is made."""
        self.link.on_state(self._link_changed)
        self.startTimer(1000, Qt.TimerType.CoarseTimer)

    def now(self) -> datetime:
        """Give the time."""
        return datetime.now(UTC)

    def speak(self, language: str) -> None:
        """Change the language of everything shown."""
        if language != self.words.language:
            self.words = catalogue(language)
            self.languageChanged.emit()
            self.zoneChanged.emit()
            self._clock_text = ""
            self._tick()
            self.render()

    def is_well(self) -> bool:
        """Tell whether what works beside this thread does; subclasses know what there is."""
        return True

    def render(self) -> None:
        """Work out again whatever depends on language, zone or link; subclasses extend it."""

    def text(self, texts: dict[str, str]) -> str:
        """Pick a text of the zone in the screen's language."""
        return said(texts, self.words.language)

    def counter_name(self, counter: str) -> str:
        """Name a counter in the screen's language."""
        for one in self.zone.counters if self.zone else ():
            if one.id == counter:
                return self.text(one.name)
        return counter

    def service_name(self, service: str) -> str:
        """Name a service in the screen's language."""
        for one in self.zone.services if self.zone else ():
            if one.id == service:
                return self.text(one.name)
        return service

    def timerEvent(self, event: object) -> None:
        """Move the clock on."""
        self._tick()

    def _tick(self) -> None:
        known = self.zone  # without it nobody knows whose time of day
        text = phrases.clock(self.words, self.now(), known.timezone) if known else ""
        if text != self._clock_text:
            self._clock_text = text
            self.clockChanged.emit()

    def _link_changed(self, state: LinkState) -> None:
        self.linkChanged.emit()
        self.render()

    def _zone_changed(self, key: str, zone: ZoneView | None) -> None:
        self.zone = zone
        self._clock_text = ""
        self._tick()
        self.zoneChanged.emit()
        self.render()

    @Property(str, notify=languageChanged)
    def language(self) -> str:
        """The language shown."""
        return self.words.language

    @Property(bool, notify=languageChanged)
    def rightToLeft(self) -> bool:
        """Whether that language runs from right to left."""
        return is_right_to_left(self.words.language)

    @Property(bool, notify=linkChanged)
    def linkUp(self) -> bool:
        """Whether what is shown is known to be so now."""
        return self.link.state is LinkState.UP

    @Property(str, notify=zoneChanged)
    def zoneName(self) -> str:
        """The zone's name, in the language shown."""
        return self.text(self.zone.name) if self.zone else ""

    @Property(str, notify=clockChanged)
    def clockText(self) -> str:
        """The time of day, on the zone's clock."""
        return self._clock_text
