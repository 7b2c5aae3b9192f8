import wave
from pathlib import Path
from typing import Any

from display.chime import RATE_HZ, Chime, chime_samples, write_wave


def test_short_enough() -> None:
    """The chime lasts less than 1.2 seconds, so that speech can follow."""
    assert len(chime_samples()) / RATE_HZ < 1.2


def test_headroom() -> None:
    """The loudest sample stays 3 dB below the loudest possible, and begins and ends in silence."""
    samples = chime_samples()
    assert abs(max(map(abs, samples)) - 32767 * 0.708) < 10
    assert abs(samples[0]) < 100
    assert abs(samples[-1]) < 100


def test_a_file_that_players_read(tmp_path: Path) -> None:
    """The file is mono, 16 bits, at the rate the samples are for."""
    write_wave(tmp_path / "chime.wav", [0, 1000, -1000])
    with wave.open(str(tmp_path / "chime.wav")) as opened:
        shape = (opened.getnchannels(), opened.getsampwidth(), opened.getframerate())
        assert shape == (1, 2, RATE_HZ)
        assert opened.readframes(3) == b"\x00\x00\xe8\x03\x18\xfc"


def test_a_mute_wall(qapp: Any) -> None:
    """A muted chime plays nothing and fails at nothing."""
    Chime(mute=True).play()
