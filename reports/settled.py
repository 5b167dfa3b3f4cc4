"""Office files are zip archives that note when each part was written: here that is always the same moment."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_ALWAYS = (1980, 1, 1, 0, 0, 0)  # the first moment a zip archive can tell


def settled(archive: bytes) -> bytes:
    """The same members in the same order, without the times of writing."""
    packed = BytesIO()
    with ZipFile(BytesIO(archive)) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = ZipInfo(name, _ALWAYS)
            member.compress_type = ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return packed.getvalue()
