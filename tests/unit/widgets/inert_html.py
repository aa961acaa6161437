"""A reader that refuses every tag, attribute and address that is not the preview's own."""

from __future__ import annotations

from html.parser import HTMLParser

FIGURES = {"image", "rect", "ellipse", "circle", "path", "polygon", "polyline"}
TAGS = {"div", "span", "sub", "b", "svg", "g", "text", "title", *FIGURES}
ATTRS = {
    "class", "style", "viewbox", "role", "href", "width", "height", "x", "y", "cx", "cy", "r", "rx", "ry",
    "d", "points", "transform", "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity",
    "stroke-linejoin", "stroke-dasharray", "paint-order", "font-size", "vector-effect",
}  # fmt: skip
PICTURES = ("data:image/jpeg;base64,", "data:image/png;base64,")


class Inert(HTMLParser):
    """What can be read in the preview, in ``words``; ``shapes`` are the figures of its pictures."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.shapes: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    @property
    def text(self) -> str:
        return "".join(self.words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, tag
        assert {name for name, _ in attrs} <= ATTRS, attrs
        for name, value in attrs:
            assert name != "href" or str(value).startswith(PICTURES)
            assert "url(" not in str(value)
            assert "expression" not in str(value)
        if tag in FIGURES:
            self.shapes.append((tag, dict(attrs)))
        else:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_pi = unknown_decl = handle_comment

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_data(self, data: str) -> None:
        self.words.append(data)
