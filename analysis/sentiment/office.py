"""The models that an office trained itself: two files in the folder ``models`` of its configuration."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analysis.sentiment.bayes import TrainedBayes, read_model
from analysis.sentiment.model import Model, claimed_digest, load_model

FOLDER = "models"
CITY, SNOWNLP = "city.model", "snownlp.json"


@dataclass(frozen=True, slots=True)
class OfficeModels:
    """Where they are and the digests they claim; "" for one that isn't there: the shipped one is used."""

    folder: str = ""
    city_digest: str = ""
    snownlp_digest: str = ""

    @classmethod
    def of(cls, configuration: Path) -> OfficeModels:
        """Those of a configuration folder. Raises VerificationError for a file that is no model."""
        folder = configuration / FOLDER
        return cls(str(folder), claimed_digest(folder / CITY), claimed_digest(folder / SNOWNLP))

    def city(self) -> Model | None:
        """The model of the city's sentiment, checked."""
        return load_model(Path(self.folder) / CITY) if self.city_digest else None

    def snownlp(self) -> TrainedBayes | None:
        """SnowNLP's Bayes on the office's texts, checked."""
        return TrainedBayes(read_model(Path(self.folder) / SNOWNLP)) if self.snownlp_digest else None
