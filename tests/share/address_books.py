"""Files of address cards as other programs write them, made up: an iPhone or a Mac, Google, Thunderbird, Nextcloud
and vobject; and one by hand."""

import base64
from random import Random
from textwrap import dedent

import vobject


def _picture(size: int = 3000) -> str:
    """A picture as Apple folds it: 76 to a line, one space before each but the first."""
    text = base64.b64encode(Random(7).randbytes(size)).decode()
    first, rest = text[:60], text[60:]
    return "\r\n ".join([first, *(rest[at : at + 76] for at in range(0, len(rest), 76))])


def _crlf(text: str) -> bytes:
    return dedent(text).lstrip().replace("\n", "\r\n").encode()


APPLE = _crlf(
    """
    BEGIN:VCARD
    VERSION:3.0
    PRODID:-//Apple Inc.//iPhone OS 18.1//EN
    N:Okafor;Maya;Adaeze;Dr.;
    FN:Dr. Maya Adaeze Okafor
    NICKNAME:May
    ORG:Harbour Clinic;
    EMAIL;type=INTERNET;type=WORK:m.okafor@clinic.example
    item1.EMAIL;type=INTERNET;type=pref:maya@example.org
    item1.X-ABLabel:_$!<Other>!$_
    TEL;type=WORK;type=VOICE:+44 20 7946 0018
    TEL;type=CELL;type=VOICE;type=pref:+44 7700 900123
    TEL;type=WORK;type=FAX:+44 20 7946 0099
    item2.ADR;type=HOME;type=pref:;;12 Shore Road;Bristol;;BS1 4ST;United Kingdom
    item2.X-ABADR:gb
    item3.URL;type=pref:http\\://maya.example.org
    item3.X-ABLabel:_$!<HomePage>!$_
    item4.X-ABDATE;type=pref:2015-06-01
    item4.X-ABLabel:_$!<Anniversary>!$_
    BDAY:1984-02-29
    PHOTO;ENCODING=b;TYPE=JPEG:PICTURE
    X-SOCIALPROFILE;type=twitter:http://twitter.com/nobody
    UID:2E1F9A1C-7A1D-4A6E-9B1B-0C0A5D3B8C11
    X-ABUID:2E1F9A1C-7A1D-4A6E-9B1B-0C0A5D3B8C11:ABPerson
    END:VCARD
    BEGIN:VCARD
    VERSION:3.0
    N:;;;;
    FN:Corner Café\\, Bakery & Co.
    ORG:Corner Café\\, Bakery & Co.;
    TEL;type=MAIN:0117 496 0123
    X-ABShowAs:COMPANY
    END:VCARD
    """
).replace(b"PICTURE", _picture().encode())

GOOGLE = _crlf(
    """
    BEGIN:VCARD
    VERSION:3.0
    FN:Dev Patel
    N:Patel;Dev;;;
    EMAIL;TYPE=INTERNET;TYPE=HOME:dev.patel@example.com
    TEL;TYPE=CELL:+447700900456
    NOTE:Met at the allotment.\\nBrings tomatoes\\; never on Mondays.
    CATEGORIES:myContacts,starred
    PHOTO:https://lh3.example.com/contacts/AG6tpzF
    END:VCARD
    BEGIN:VCARD
    VERSION:3.0
    FN:
    N:;;;;
    item1.EMAIL;TYPE=INTERNET:no-reply@example.com
    item1.X-ABLabel:
    CATEGORIES:myContacts
    END:VCARD
    BEGIN:VCARD
    VERSION:3.0
    N:Núñez;Zoë;;;
    TEL;TYPE=HOME:029 2018 0000
    TEL;TYPE=CELL:07700 900789
    END:VCARD
    """
)

THUNDERBIRD = _crlf(
    """
    BEGIN:VCARD
    VERSION:4.0
    EMAIL;PREF=1:ruth@example.net
    EMAIL:ruth.w@example.net
    FN:Ruth Weiß
    N:Weiß;Ruth;;;
    TEL;TYPE=cell;VALUE=TEXT:07700 900321
    UID:0f3f2c1d-8d5f-4d0b-8a80-9d1c3a4f6b7e
    END:VCARD
    """
)

NEXTCLOUD = _crlf(
    """
    BEGIN:VCARD
    VERSION:4.0
    PRODID:-//Sabre//Sabre VObject 4.5.4//EN
    UID:6ab1f2c3-5e5c-4a7f-9f1c-aaaaaaaaaaaa
    FN;X-NC-SCOPE=v2-federated:أمينة بن يوسف
    N:بن يوسف;أمينة;;;
    TEL;VALUE=uri;PREF=1;TYPE="voice,home":tel:+1-555-555-5555;ext=5555
    TEL;VALUE=uri;TYPE="cell,text":tel:+44-7700-900654
    EMAIL;TYPE=HOME;MEDIATYPE="text/plain;x=a:b":amina@example.org
    IMPP;PREF=1:xmpp:amina@example.org
    URL:https://amina.example.org
    KEY;MEDIATYPE=application/pgp-keys:https://amina.example.org/key.asc
    PHOTO;VALUE=uri:https://cloud.example.org/amina.jpg
    LOGO:data:image/png;base64,iVBORw0KGgo=
    REV:20260301T101010Z
    END:VCARD
    """
)


def _by_vobject() -> bytes:
    """Long names, so that it folds, and a picture."""
    whole = ""
    for name, phone, email in (
        (
            "Þórunn Sigríður Guðmundsdóttir, from the choir; second row " * 3,
            "+354 555 1234",
            "thorunn@example.is",
        ),
        ("李小龍", "+852 5550 1234", "lee@example.hk"),
    ):
        card = vobject.vCard()
        card.add("fn").value = name.strip()
        card.add("n").value = vobject.vcard.Name(given=name.strip())
        card.add("tel").value = phone
        card.tel.type_param = ["CELL", "VOICE"]
        card.add("email").value = email
        photo = card.add("photo")
        photo.value, photo.encoding_param = Random(8).randbytes(900), "b"
        whole += card.serialize()
    return whole.encode()


BY_VOBJECT = _by_vobject()

BY_HAND = (
    b"\xef\xbb\xbfbegin:vcard\nversion:3.0\nfn;charset=UTF-8:Jos\xc3\n \xa9 Pat\n\tel\nhome.tel:01\nend:vcard\n\n"
    b"\xef\xbb\xbfBEGIN:VCARD\rVERSION:4.0\rFN:Sam\rTEL;CELL;PREF:02\rEMAIL:sam@example.org\rEND:VCARD\r"
)

ALL = {
    "apple": APPLE,
    "google": GOOGLE,
    "thunderbird": THUNDERBIRD,
    "nextcloud": NEXTCLOUD,
    "vobject": BY_VOBJECT,
    "by-hand": BY_HAND,
}
