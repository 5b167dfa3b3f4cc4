"""Pages out of files of captures: sifted by host, day and name, and only then read like fetched ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from cityecho.address import canonical, host
from cityecho.archive import Archive, Lead
from cityecho.archive.splitting import Damage
from cityecho.archive.warc import sift
from cityecho.errors import UsageError
from cityecho.watchlist import Brand, Source, Watchlist
from crawler.recording import Recorded, Recording
from crawler.spiders import warc
from crawler.walk import Errand

_TOLD = 3  # damages of one file


@dataclass
class _Passed:
    """What was not taken: how many records nobody wants, and what is damaged in which file."""

    records: int = 0
    broken: list[str] = field(default_factory=list)

    def damaged(self, path: Path, damages: Sequence[Damage]) -> None:
        """Tell the first damages of a file, and how many more there are."""
        told = ", ".join(map(str, damages[:_TOLD]))
        more = f", and {len(damages) - _TOLD} more" if len(damages) > _TOLD else ""
        if damages:
            self.broken.append(f"{path} {told}{more}")


def brought(
    archive: Archive, watchlist: Watchlist, sources: Sequence[Source], given: Sequence[Path] = ()
) -> Errand:
    """What the files of a ``warc`` source hold that is worth reading and not in the archive yet.

    ``given`` are read in place of the files that the source names. Raises UsageError unless there is one
    source, of a kind whose captures are brought, with files.
    """
    source = sources[0]
    if len(sources) > 1 or source.kind not in ("warc", "import"):
        raise UsageError(f"{source.id}: a {source.kind} source is read by itself, from files")
    files = tuple(given) or warc.files(source)
    if not files:
        raise UsageError(f"source {source.id}: its start names no file")
    passed = _Passed()
    found = list(_sifted(files, source, watchlist.brand, passed))
    with archive.read() as tx:
        fresh = [one for one in found if tx.captures.known(one.url, one.captured_at) is None]
    recording = Recording(fresh)
    return Errand(
        command="warc",
        sources={source.id: replace(source, max_pages=0, max_seconds=0)},
        leads=tuple(_lead(source.id, one.url) for one in fresh),
        recording=recording,
        passed_over=passed.records + len(found) - len(fresh),
        broken="; ".join(passed.broken),
    )


def _sifted(files: Sequence[Path], source: Source, brand: Brand, passed: _Passed) -> Iterator[Recorded]:
    """The records worth reading; ``passed`` notes the rest."""
    chosen = warc.sieve(source, brand)
    for path in files:
        damages: list[Damage] = []
        try:
            for record in sift(path, chosen.wants, chosen.holds):
                if record is None:
                    passed.records += 1
                elif isinstance(record, Damage):
                    damages.append(record)
                else:
                    yield Recorded(record[0], record[1], path.parent, record[2])
        except UsageError as error:
            passed.broken.append(str(error))
        passed.damaged(path, damages)


def _lead(source: str, url: str) -> Lead:
    """Under a key of its own: the page may also wait to be fetched by another source."""
    return Lead(f"{source} {canonical(url)}", url, host(url), source, "article", 1)
