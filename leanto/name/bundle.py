"""Check-ins sent on together: each response as it was kept, and what it adds up to, as one FHIR R4 Bundle.

https://hl7.org/fhir/R4/bundle.html
"""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID, uuid5

from leanto.name.instruments import Instrument
from leanto.name.observations import observations
from leanto.name.responses import read
from leanto.name.scoring import score
from leanto.records import Response

# JSON on its way out: a resource has no type of its own here.
Json = dict[str, Any]


def bundle(taken: Iterable[tuple[Response, Instrument | None]]) -> Json:
    """The bundle. Without its form, a response goes alone: nothing can be added up."""
    entries = [entry for response, instrument in taken for entry in _entries(response, instrument)]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def _entries(kept: Response, instrument: Instrument | None) -> Iterator[Json]:
    own = UUID(kept.id)
    address = f"urn:uuid:{own}"
    yield {"fullUrl": address, "resource": kept.response | {"id": kept.id}}
    if instrument is None or instrument.plan is None:
        return
    found = score(instrument.plan, read(instrument.form, kept.response).answers)
    for number, one in enumerate(observations(instrument, found, kept.at, response=address)):
        yield {"fullUrl": f"urn:uuid:{uuid5(own, str(number))}", "resource": one}
