"""Keys in slots: how the compiled reader's tables are laid out (``find`` in reader.lua reads them)."""

from __future__ import annotations

from collections.abc import Iterable

FACTOR = 1_000_003
"""A product of it and 32 bits is exact in a float, which is all the numbers that Lua has."""
_MASK = 0xFFFF_FFFF


def width(count: int) -> int:
    """Bits of a table of ``count`` keys that is half full at most."""
    return (2 * count).bit_length()


def word_hash(word: str) -> int:
    """32 bits of ``word``."""
    mixed = 0
    for sign in word:
        mixed = (mixed ^ ord(sign)) * FACTOR & _MASK
    return mixed


def number_hash(key: int) -> int:
    """32 bits of ``key``."""
    return key * FACTOR & _MASK


def slots(hashes: Iterable[int], bits: int) -> list[int]:
    """The slot of each hash in a table of 2**bits: its highest bits, or the next free one after them."""
    taken = bytearray(1 << bits)
    found = []
    for mixed in hashes:
        slot = mixed >> (32 - bits)
        while taken[slot]:
            slot = (slot + 1) & (len(taken) - 1)
        taken[slot] = 1
        found.append(slot)
    return found
