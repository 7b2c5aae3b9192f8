"""The chime: two notes before a call, made once and played by the system's own player."""

import math
import shutil
import struct
import wave
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTemporaryDir

RATE_HZ = 44_100
NOTES = ((659.26, 0.0), (523.25, 0.32))
"""Pitch in hertz (E5, C5) and when it begins, in seconds."""

LENGTH_S = 1.1
PEAK = 10 ** (-3 / 20)
"""3 dB of headroom."""

PLAYERS = (("pw-play",), ("paplay",), ("aplay", "-q"))


def chime_samples() -> list[int]:
    """Make the two notes as 16-bit samples at RATE_HZ, each fading like a struck bar."""
    wave_of = [0.0] * round(LENGTH_S * RATE_HZ)
    for pitch, begins_s in NOTES:
        for place in range(round(begins_s * RATE_HZ), len(wave_of)):
            t = place / RATE_HZ - begins_s
            attack = min(1.0, t / 0.008)
            tone = math.sin(2 * math.pi * pitch * t) + 0.25 * math.sin(4 * math.pi * pitch * t)
            wave_of[place] += attack * math.exp(-4.5 * t) * tone
    end = round(0.05 * RATE_HZ)
    for place in range(end):
        wave_of[-1 - place] *= place / end
    loudest = max(map(abs, wave_of))
    return [round(32767 * PEAK * sample / loudest) for sample in wave_of]


class Chime(QObject):
    """Plays the chime; without a player or a sound card the wall stays silent, and says so once."""

    def __init__(self, *, mute: bool = False, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = None if mute else _player()
        self._process = QProcess(self)
        self._folder = QTemporaryDir()
        self._file = Path(self._folder.path()) / "chime.wav"
        if self._player is not None:
            write_wave(self._file, chime_samples())

    def play(self) -> None:
        """Play once; a chime that still sounds is enough for the next call, too."""
        if self._player is not None and self._process.state() is QProcess.ProcessState.NotRunning:
            program, *arguments = self._player
            self._process.start(program, [*arguments, str(self._file)])


def write_wave(file: Path, samples: list[int]) -> None:
    """Write samples as a mono WAV file."""
    with wave.open(str(file), "wb") as opened:
        opened.setnchannels(1)
        opened.setsampwidth(2)
        opened.setframerate(RATE_HZ)
        opened.writeframes(struct.pack(f"<{len(samples)}h", *samples))


def _player() -> tuple[str, ...] | None:
    return next((player for player in PLAYERS if shutil.which(player[0])), None)
