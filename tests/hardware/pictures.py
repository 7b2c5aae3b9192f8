"""What a camera would see of a code that is held before it, well or badly."""

import random

import zxingcpp
from PIL import Image, ImageChops, ImageEnhance, ImageFilter, ImageOps

from hardware.frames import HEIGHT, WIDTH, Frame

SIGNED = f"WM1:SUED:AAAA-0001:ADVICE:20261124T0700Z:30:0:K7:{'A2B3C4D5' * 12}A2B3C4D"
"""As long as the signed code of a booking."""

WALL = 150


def code(text: str = SIGNED, pixels: int = 5, kind: str = "QRCode") -> Image.Image:
    """Draw a code with so many pixels to a module, its white edge around it."""
    drawn = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, kind))
    image = Image.fromarray(drawn.to_image(scale=pixels, add_quiet_zones=True))
    return image.convert("L")


def held(shown: Image.Image, angle: float = 0.0) -> Image.Image:
    """Hold something before the camera."""
    seen = Image.new("L", (WIDTH, HEIGHT), WALL)
    turned = shown.rotate(angle, expand=True, fillcolor=WALL, resample=Image.Resampling.BICUBIC)
    seen.paste(turned, ((WIDTH - turned.width) // 2, (HEIGHT - turned.height) // 2))
    return seen


def tilted(seen: Image.Image) -> Image.Image:
    """See it from the side: what is on the right is a quarter smaller."""
    # Each pair of lines: where x and y of the seen picture's points come from.
    return seen.transform(
        seen.size,
        Image.Transform.PERSPECTIVE,
        (1.0, 0.0, 0.0, 0.12, 1.25, -60.0, 0.0005, 0.0),
        Image.Resampling.BICUBIC,
        fillcolor=WALL,
    )


def blurred(seen: Image.Image, radius: float = 1.5) -> Image.Image:
    """See it out of focus."""
    return seen.filter(ImageFilter.GaussianBlur(radius))


def dark(seen: Image.Image) -> Image.Image:
    """See it in a dark hall: a tenth of the light, and the camera's own noise."""
    noise = Image.frombytes("L", seen.size, random.Random(7).randbytes(WIDTH * HEIGHT))
    noise = noise.point([value % 9 for value in range(256)])
    return ImageChops.add(ImageEnhance.Brightness(seen).enhance(0.1), noise)


def glaring(seen: Image.Image) -> Image.Image:
    """See the ceiling's lamp in the glass: one half is brighter."""
    light = Image.linear_gradient("L").resize(seen.size).point([v // 2 for v in range(256)])
    return ImageChops.add(seen, light)


def inverted(seen: Image.Image) -> Image.Image:
    """See a telephone that shows everything white on black."""
    return ImageOps.invert(seen)


def frame(seen: Image.Image) -> Frame:
    """Make it the camera's frame."""
    return Frame(seen.width, seen.height, seen.tobytes())
