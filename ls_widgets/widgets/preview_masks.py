"""Masks in the preview: those of a page as one transparent PNG of the size at which it is shown."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ls_widgets.errors import ResultError
from ls_widgets.project.small_masks import mask_work, small_mask
from ls_widgets.widgets.preview_regions import NEUTRAL, Region
from ls_widgets.widgets.preview_shapes import Frame

WORK = 400_000_000
"""Of the masks of one image with its pages, as `mask_work` counts: the first is always looked at."""
MASK_BYTES = 30_000
"""Of the masks on one picture."""

_OPACITY = 0.5
_RGB = re.compile(r"rgba?\( *(\d{1,3})[\d.]*[ ,]+(\d{1,3})[\d.]*[ ,]+(\d{1,3})")


@dataclass(slots=True)
class MaskWork:
    """Paints masks while there is work left for them."""

    left: int = WORK

    def overlay(self, frame: Frame, regions: Sequence[Region]) -> str:
        """The masks as a data URL, empty for none; those that are painted are marked as drawn."""
        masked = [region for region in regions if "rle" in region.value or "imageDataURL" in region.value]
        if not masked:
            return ""
        from PIL import Image

        whole = Image.new("RGBA", frame.shown)
        drawn: list[Region] = []
        for region in masked:
            size = region.size if None not in region.size else (frame.width, frame.height)
            if self.left <= 0:
                break
            self.left -= mask_work(region.value, size)
            try:
                alpha = small_mask(region.value, size, shown=frame.shown)
            except ResultError:
                continue
            layer = Image.new("RGBA", frame.shown, _rgb(region.color))
            layer.putalpha(Image.fromarray((alpha * _OPACITY).astype("uint8")))
            whole = Image.alpha_composite(whole, layer)
            row = int(alpha.any(axis=1).argmax())
            region.begin = int(alpha[row].argmax()) * frame.pixel, (row - 2) * frame.pixel
            drawn.append(region)
        out = io.BytesIO()
        whole.quantize(64, method=Image.Quantize.FASTOCTREE).save(out, "PNG", optimize=True)
        if not drawn or len(out.getvalue()) > MASK_BYTES:
            return ""
        for region in drawn:
            region.drawn = True
        return f"data:image/png;base64,{base64.b64encode(out.getvalue()).decode('ascii')}"


def _rgb(color: str) -> tuple[int, ...]:
    from PIL import ImageColor

    parts = _RGB.match(color)
    if parts:
        return tuple(min(255, int(part)) for part in parts.groups())
    try:
        return ImageColor.getrgb(color)[:3]
    except ValueError:  # a spelling that Pillow does not know
        return ImageColor.getrgb(NEUTRAL)[:3]
