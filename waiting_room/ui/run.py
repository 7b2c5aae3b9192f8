"""Running a Qt program: fonts, warnings, translation, the window, signals, and a clean end."""

import argparse
import gc
import logging
import os
import re
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import shiboken6
from PySide6.QtCore import (
    QCoreApplication,
    QMessageLogContext,
    QSocketNotifier,
    Qt,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from waiting_room.rules.zone import Role
from waiting_room.ui.fonts import installed_families
from waiting_room.ui.hand import Hand
from waiting_room.ui.home import QtHome
from waiting_room.ui.screen import Screen
from waiting_room.ui.translator import CatalogueTranslator
from waiting_room.ui.watchdog import Watchdog
from waiting_room.wire.link import Link
from waiting_room.wire.settings import DONE, FAULT, WRONG_USE, make_link, read_settings, stop
from waiting_room.wire.systemd import take_systemd
from waiting_room.wire.views import DeviceView
from waiting_room.words import LANGUAGES

log = logging.getLogger("qt")

COLLECT_EVERY_MS = 5000
SHARED_QML = Path(__file__).parent / "qml"


def add_options(options: argparse.ArgumentParser) -> None:
    """Add the options that every Qt program has."""
    options.add_argument(
        "--window",
        type=_size,
        metavar="WxH[+X+Y]",
        help="a window of this size, perhaps at a place, instead of the full screen",
    )
    options.add_argument(
        "--hand", type=Path, metavar="SOCKET", help="let a program touch this one (demo, tests)"
    )
    options.add_argument(
        "--language", choices=LANGUAGES, default="de", help="the language to begin with (de)"
    )


def _size(text: str) -> str:
    if not re.fullmatch(r"[1-9]\d{1,4}x[1-9]\d{1,4}(\+\d{1,5}\+\d{1,5})?", text):
        raise argparse.ArgumentTypeError(f'write 1280x720 or 1280x720+0+0, not "{text}"')
    return text


def run(
    asked: argparse.Namespace,
    *,
    qml: Path,
    module: str,
    make_screen: Callable[[Link, QtHome], Screen],
    role: Role,
) -> int:
    """Run a program whose window is `Main` of a QML module; gives the exit code.

    `make_screen` makes the program's one object for QML, which gets it as `screen`.
    """
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    settings = read_settings(asked.config)
    systemd = take_systemd()
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        stop(
            "there is no screen here: start this in a desktop or kiosk session, or set DISPLAY; "
            "with QT_QPA_PLATFORM=offscreen it runs without one",
            FAULT,
        )
    # Most reception screens have no GPU worth the name, and llvmpipe is thirty times slower.
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    qInstallMessageHandler(_log_qt)
    sys.excepthook = _end_at_once
    app = QGuiApplication(sys.argv[:1])
    app.setApplicationName(f"wartemarke {module.lower()}")
    set_font(app)
    home = QtHome()
    link = make_link(settings, home)
    link.watch(DeviceView, lambda key, device: _check_role(device, role), settings.client)
    screen = make_screen(link, home)
    screen.begin()
    engine = load(screen, qml, module)
    window = next(iter(engine.rootObjects()), None)
    if not isinstance(window, QQuickWindow):
        return FAULT
    show(window, asked.window)
    if systemd.listens:
        Watchdog(window, systemd, screen.is_well).begin()
    hand = Hand(asked.hand, window) if asked.hand else None
    end_on_signals(app)
    collect_garbage_here(app)
    link.open()
    code = app.exec()
    link.close()
    if hand is not None:
        hand.close()
    # Bindings must not see their screen go: the engine ends first, whoever still refers to it.
    shiboken6.delete(engine)
    return code


def set_font(app: QGuiApplication) -> None:
    """Use Noto Sans with its Arabic and Cyrillic families, as far as they are installed."""
    font = QFont(installed_families() or ["Sans Serif"])
    font.setFeature(QFont.Tag("tnum"), 1)
    app.setFont(font)


def load(screen: Screen, qml: Path, module: str) -> QQmlApplicationEngine:
    """Load a program's window and keep its texts in the screen's language."""
    engine = QQmlApplicationEngine()
    engine.addImportPath(str(SHARED_QML))
    engine.addImportPath(str(qml))
    engine.setInitialProperties({"screen": screen})

    translators: list[CatalogueTranslator] = []

    def translate() -> None:
        for old in translators:
            QCoreApplication.removeTranslator(old)
            # It belongs to the screen, and would stay with it, one more for each visitor.
            old.deleteLater()
        translators[:] = [CatalogueTranslator(screen.words, screen)]
        QCoreApplication.installTranslator(translators[0])
        QGuiApplication.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if screen.rightToLeft else Qt.LayoutDirection.LeftToRight
        )
        engine.retranslate()

    translate()
    screen.languageChanged.connect(translate)
    engine.loadFromModule(module, "Main")
    return engine


def show(window: QQuickWindow, size: str | None) -> None:
    """Show the window: full screen, or in a given size."""
    if size:
        width, height, *place = (int(part) for part in re.split(r"[x+]", size))
        window.resize(width, height)
        if place:
            window.setPosition(*place)
        window.show()
        return
    # Without a window manager showFullScreen alone leaves a window of 100 by 30.
    window.setGeometry(window.screen().geometry())
    window.showFullScreen()


def collect_garbage_here(app: QGuiApplication) -> None:
    """Let cyclic garbage end on this thread only.

    Python collects on whatever thread happens to allocate; a QObject whose timers are stopped on
    another one, such as the printer's or the broker's, takes the whole program with it.
    """
    gc.disable()
    gc.freeze()
    timer = QTimer(app)
    timer.timeout.connect(gc.collect)
    timer.start(COLLECT_EVERY_MS)


def end_on_signals(app: QGuiApplication) -> None:
    """End on SIGINT and SIGTERM, although Qt's loop never returns to Python for them."""
    reading, writing = socket.socketpair()
    writing.setblocking(False)
    signal.set_wakeup_fd(writing.fileno(), warn_on_full_buffer=False)
    notifier = QSocketNotifier(reading.fileno(), QSocketNotifier.Type.Read, app)
    notifier.activated.connect(lambda *_: (reading.recv(64), app.exit(DONE)))
    app.setProperty("signal_sockets", (reading, writing))
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)


def _check_role(device: DeviceView | None, role: Role) -> None:
    """End a program that was started with another one's settings, whose rights are not its own."""
    if device is not None and device.role is not role:
        log.critical(
            "%s is a %s in the zone's file, and this is a %s", device.id, device.role, role
        )
        os._exit(WRONG_USE)


def _end_at_once(kind: type[BaseException], error: BaseException, trace: object) -> None:
    """End the program on a fault of its own: a screen that goes on may show what is not so."""
    log.critical("the program ends and should be started again", exc_info=error)
    os._exit(FAULT)


def _log_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    level = {
        QtMsgType.QtDebugMsg: logging.DEBUG,
        QtMsgType.QtInfoMsg: logging.INFO,
        QtMsgType.QtWarningMsg: logging.WARNING,
    }.get(kind, logging.ERROR)
    log.log(level, "%s", message)
