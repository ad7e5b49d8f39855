"""Results sent on as FHIR R4 Observations, coded with LOINC where the code was verified, else in words.

https://hl7.org/fhir/R4/observation.html
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from leanto.name.instruments import Instrument
from leanto.name.scoring import Scored

# JSON on its way out: a resource has no type of its own here.
Json = dict[str, Any]

LOINC = "http://loinc.org"
SURVEY = "http://terminology.hl7.org/CodeSystem/observation-category"
UCUM = "http://unitsofmeasure.org"


def observations(
    instrument: Instrument, scored: tuple[Scored, ...], at: datetime, *, response: str = ""
) -> tuple[Json, ...]:
    """One for each result that there is. ``response`` refers to the QuestionnaireResponse it came from."""
    return tuple(_observations(instrument, scored, at, response))


def _observations(
    instrument: Instrument, scored: tuple[Scored, ...], at: datetime, response: str
) -> Iterator[Json]:
    for one in scored:
        if one.value is None:
            continue
        yield {
            "resourceType": "Observation",
            "status": "final",
            "category": [{"coding": [{"system": SURVEY, "code": "survey", "display": "Survey"}]}],
            "code": _code(instrument, one),
            "effectiveDateTime": at.isoformat(timespec="seconds"),
            "valueQuantity": {
                "value": round(one.value, 4),
                "unit": "{score}",
                "system": UCUM,
                "code": "{score}",
            },
            **({"interpretation": [{"text": _band(one)}]} if one.band else {}),
            **(
                {"note": [{"text": instrument.scoring.note}]}
                if instrument.scoring and instrument.scoring.note
                else {}
            ),
            **({"derivedFrom": [{"reference": response}]} if response else {}),
        }


def _code(instrument: Instrument, one: Scored) -> Json:
    measure = instrument.scoring.measure if instrument.scoring else instrument.form.title
    text = f"{measure}: {one.scale.name}"
    if not one.scale.loinc:
        return {"text": text}
    coding = {"system": LOINC, "code": one.scale.loinc}
    return {
        "coding": [coding | ({"display": one.scale.loinc_text} if one.scale.loinc_text else {})],
        "text": text,
    }


def _band(one: Scored) -> str:
    return f"{one.band.name} ({one.scale.bands_source})" if one.band else ""
