"""Every page of every format as pictures: ``python -m benchmarks.reports.pictures REPORTS OUT``.

REPORTS is a folder of reports as ``cityecho demo`` leaves it, OUT gets a PNG a page and sheets of six.
Word and Excel files need LibreOffice; without it they are left out, and the last line says so. It reads PDF
with a package of ``.venv/dev`` (``make .venv/dev``), which ``make demo`` alone doesn't install.
"""

from __future__ import annotations

import base64
import shutil
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

try:
    import pypdfium2
    from PIL import Image
except ModuleNotFoundError as missing:
    sys.exit(f"{missing.name} is not installed: `make .venv/dev`, then run this with .venv/bin/python")

from benchmarks.reports.chromium import Page, chromium

SCREENS = {1280: 1600, 390: 1600}
"""Widths of windows, and the height of the pieces that a whole page is cut into."""
ZOOM = 1.1  # of a printed page: A4 is 655 pixels wide
A_SHEET, IN_A_ROW = 6, 3


def main(reports: Path, out: Path) -> int:
    """Draw everything; returns the exit code."""
    office = shutil.which("soffice")
    for file in sorted(reports.iterdir()):
        for kind, pages in _drawn(file, office):
            folder = out / file.stem
            folder.mkdir(parents=True, exist_ok=True)
            for number, picture in enumerate(pages, 1):
                picture.save(folder / f"{kind}-{number:02}.png")
            for number, first in enumerate(range(0, len(pages), A_SHEET), 1):
                _sheet(pages[first : first + A_SHEET]).save(folder / f"sheet-{kind}-{number}.png")
            print(f"{file.name} as {kind}: {len(pages)} pages")
    if office is None:
        print("no LibreOffice on this machine: Word and Excel files were not drawn")
    return 0 if office else 1


def _drawn(file: Path, office: str | None) -> Iterator[tuple[str, list[Image.Image]]]:
    """The ways one file is looked at, each with its pages."""
    match file.suffix:
        case ".html":
            with chromium() as page:
                for width, height in SCREENS.items():
                    yield f"{width}px", _screens(page, file, width, height)
                yield "print", _pages(base64.b64decode(page.call(
                    "Page.printToPDF", preferCSSPageSize=True, printBackground=True
                )["data"]))  # fmt: skip
        case ".pdf":
            yield "pdf", _pages(file.read_bytes())
        case ".docx" | ".xlsx" if office:
            yield file.suffix[1:], _pages(_printed(file, office))


def _screens(page: Page, file: Path, width: int, height: int) -> list[Image.Image]:
    page.open(file.resolve().as_uri(), width, 900)
    tall = int(page.value("document.documentElement.scrollHeight"))
    pieces = []
    for top in range(0, tall, height):
        clip = {"x": 0, "y": top, "width": width, "height": min(height, tall - top), "scale": 1}
        shot = page.call("Page.captureScreenshot", clip=clip, captureBeyondViewport=True)
        pieces.append(Image.open(BytesIO(base64.b64decode(shot["data"]))).convert("RGB"))
    return pieces


def _pages(pdf: bytes) -> list[Image.Image]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=ZOOM).to_pil().convert("RGB") for page in document]


def _printed(file: Path, office: str) -> bytes:
    with TemporaryDirectory(prefix="cityecho-") as folder:
        command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        subprocess.run(
            [*command, "--convert-to", "pdf", "--outdir", folder, str(file)],
            check=True, capture_output=True, timeout=300,
        )  # fmt: skip
        return (Path(folder) / f"{file.stem}.pdf").read_bytes()


def _sheet(pages: list[Image.Image]) -> Image.Image:
    """Pages side by side with a seam between them."""
    wide, tall = max(page.width for page in pages) + 8, max(page.height for page in pages) + 8
    rows = -(-len(pages) // IN_A_ROW)
    sheet = Image.new("RGB", (wide * min(len(pages), IN_A_ROW), tall * rows), "#777777")
    for number, page in enumerate(pages):
        sheet.paste(page, (number % IN_A_ROW * wide + 4, number // IN_A_ROW * tall + 4))
    return sheet


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
