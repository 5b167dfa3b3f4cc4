"""The Word file as LibreOffice lays it out: lines and signs counted, numbers whole where a line ends."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from reports import docx
from reports.drawn import draw
from reports.plain import plainly
from tests.reports.test_pdf import Pages, told

OFFICE = shutil.which("soffice")
NUMBERS = "".join(
    f"多{7.3 * n:.1f}条（90%区间{5.1 * n:.1f}至{11.7 * n:.1f}条）占{n / 61:.1%}，" for n in range(60)
)


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_a_page_has_22_lines_of_28_signs_and_no_number_is_torn(tmp_path: Path) -> None:
    file = tmp_path / "report.docx"
    file.write_bytes(docx.render(draw(plainly(told("永" * 1400, NUMBERS)))))
    command = [str(OFFICE), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    pages = Pages(file.with_suffix(".pdf").read_bytes())
    lines = Counter(round(box[1]) for sign, box in pages.signs[1] if sign == "永")
    assert list(lines.values()) == [28] * 22
    ends = [line.strip() for text in pages.texts for line in text.splitlines()]
    numbers = [pair for pair in pairwise(ends) if "区间" in pair[0] + pair[1]]
    assert len(numbers) > 10
    assert not [pair for pair in numbers if re.search(r"[\d.]$", pair[0]) and re.match(r"[\d.%]", pair[1])]
