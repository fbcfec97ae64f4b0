"""ZIP as office programs and Chinese desktops write it: deflated members, names as the bytes given."""

import struct
import zlib
from collections.abc import Iterable

_DAY = (2025 - 1980) << 9 | 3 << 5 | 1  # every member is from 2025-03-01: equal contents, equal bytes


def write_zip(members: Iterable[tuple[bytes, bytes]]) -> bytes:
    """The archive of (name, content). Names get no UTF-8 flag: pass GBK bytes, as older programs do."""
    out, directory, count = bytearray(), bytearray(), 0
    for name, content in members:
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = packer.compress(content) + packer.flush()
        sizes = (zlib.crc32(content), len(packed), len(content), len(name))
        directory += struct.pack(
            "<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, _DAY, *sizes, 0, 0, 0, 0, 0, len(out)
        )
        directory += name
        out += struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, _DAY, *sizes, 0) + name + packed
        count += 1
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(directory), len(out), 0)
    return bytes(out + directory + end)
