"""Colours of labels in the configs that Label Studio's importers write."""

from __future__ import annotations

from typing import Any

_COLOURS = bytes.fromhex("""
    da01ee 00ff00 0192f3 f18700 0c00b8 487c49 bb0125 a6fa56 b287d8 00fc9f 74effe fc417c 6338fc fcb77f
    73297f ffff00 89b001 5fc099 013557 945600 b37b63 05a806 2165a5 03e8fe fe56ef 40ea4a bce4b9 2d4a00
    02aa7b fb3507 fab0f7 b03dc5 7fff00 630106 c7048c 0047fc 65a4fb ffff7f d7c52e 7503c7 460052 74789c
    f479a4 93ba58 b73752 60fdb4 13c2bf 0000ff fe074f 4d8700 673e36 526fde fe7950 b0c3fc 3cd706 3532c4
    baa896 34b43b 026c69 050377 01751c f822bd d45c23 fcd8bc 4a03fc ff0000 c1f514 8b8229 01df6a 485573
    930060 a016fd 9060fb 4095b2 b6fef4 2f1e20 053395 8ab0c6 470590 02d82a 49d0e2 6deb79 a1578b 78dd2e
    7249bb 952108 cfda75 2afdd4 bd9a0c 010038 6a9a72 e682f5 039549 d234fc feea3f d89f53 34e398 d3bbcc
    008eb5 2c4c3a 7f6259 95d194 34827c 0066d4 3ac66d c4328d fca3b9 fecf03 b10fc3 1bbbfd e04fbb 82ddcc
    e1d8fc fb0095 cb2f1c fea72b 5e6011 f23143 9bfd92 3f2a60 68a630 bd7aa0 2324f7 c35dee 01fd44 d95f6b
    8c0496 750d37 5d2d00 003a1c 50fe1c a5c822 7b86cd 226ffe d01256 fe23f8 e4fbc7 4002ca 413290 a45735
    71fe4b 0128cd dafe58 9a62c1 3a93e6 2ffe75 9189fe f95f01 4eb104 802ad8 cffd92 968f86 344ee6 9929a2
    892a53 b97001 79c8f6 ad9e3d 0acb92 cb7f35 6dd201 2b8f26 33b092 47fefc dd9184 07bc52 64c652 5ab3c8
    6522ac 01e4cd cda3f5 c8d200 6f9da6 98fed0 164976 a53efe fe543b 3aa264 e31021 e91e7c f7c851 a71d72
    e6b101 d495bb e005bc 99f828 b5d24f 7901f7 734e8c e0c99d 541ede 21f823 067c8e 50619d d871c9 186d43
""")
"""Red, green and blue of each, as in label-studio-sdk 2.1: a config of theirs and of ours look the same."""


def background(number: Any) -> str:
    """The colour of a category's number."""
    at = 3 * ((number if isinstance(number, int) else 0) % (len(_COLOURS) // 3))
    red, green, blue = _COLOURS[at : at + 3]
    return f"rgba({red}, {green}, {blue}, 1)"
