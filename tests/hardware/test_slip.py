import pytest

from hardware.slip import Picture, Qr, Slip, Space, Text


@pytest.mark.parametrize("size", [0, 9])
def test_text_size_out_of_range(size: int) -> None:
    """A text has size 1 to 8."""
    with pytest.raises(ValueError, match="size 1 to 8"):
        Text("A", size=size)


@pytest.mark.parametrize(("width", "height", "count"), [(9, 2, 2), (8, 0, 0), (0, 4, 4)])
def test_picture_of_wrong_size(width: int, height: int, count: int) -> None:
    """A picture has exactly the bytes its width and height need."""
    with pytest.raises(ValueError, match="dots takes"):
        Picture(width, height, bytes(count))


def test_picture_wider_than_paper() -> None:
    """A picture wider than the paper is refused when the slip is made."""
    with pytest.raises(ValueError, match="does not fit"):
        Slip((Picture(384, 1, bytes(48)),), width_dots=376)


@pytest.mark.parametrize("data", ["", "x" * 667, "a\x10\x04\x01", "a\nb"])
def test_code_that_is_none(data: str) -> None:
    """A QR code is neither empty nor too long and holds no controls."""
    with pytest.raises(ValueError, match="QR code holds"):
        Qr(data)


def test_other_nonsense() -> None:
    """Modules of no width, negative spaces and paper of odd width are refused."""
    with pytest.raises(ValueError, match="1 to 16 dots"):
        Qr("x", module_dots=0)
    with pytest.raises(ValueError, match="0 dots high or more"):
        Space(-1)
    with pytest.raises(ValueError, match="multiple of 8"):
        Slip((), width_dots=570)
