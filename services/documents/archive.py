"""What makes a file of ours fit for keeping for years (PDF/A-2b): XMP metadata that agrees with the file's own, and sRGB as its colours."""

from __future__ import annotations

import struct
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc

VERSION = (1, 7)
_DAY = "2000-01-01T00:00:00+00:00"  # reportlab's day of reproducible files
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<pdf:Keywords>{keywords}</pdf:Keywords><pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{creator}</xmp:CreatorTool><xmp:CreateDate>{day}</xmp:CreateDate><xmp:ModifyDate>{day}</xmp:ModifyDate>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def mark(document: Any) -> None:
    """Give reportlab's document the metadata and the colour space; call before it is saved."""
    info, catalog = document.info, document.Catalog
    names = ("title", "author", "subject", "keywords", "producer", "creator")
    words = {name: escape(getattr(info, name)) for name in names}
    packet = _XMP.format(day=_DAY, **words).encode("utf-8")
    catalog.Metadata = pdfdoc.PDFStream(pdfdoc.PDFDictionary({"Type": "/Metadata", "Subtype": "/XML"}), packet, [])
    profile = pdfdoc.PDFStream(pdfdoc.PDFDictionary({"N": 3}), srgb(), [pdfdoc.PDFZCompress])
    intent = pdfdoc.PDFDictionary({
        "Type": "/OutputIntent", "S": "/GTS_PDFA1", "OutputConditionIdentifier": pdfdoc.PDFString("sRGB IEC61966-2.1"),
        "Info": pdfdoc.PDFString("sRGB IEC61966-2.1"), "DestOutputProfile": document.Reference(profile),
    })  # fmt: skip
    catalog.OutputIntents = pdfdoc.PDFArray([intent])
    catalog.__NoDefault__ = [*type(catalog).__NoDefault__, "OutputIntents"]


@cache
def srgb() -> bytes:
    """A small colour profile of version 2: the primaries of sRGB adapted to D50, its curve in 1,024 steps."""
    curve = b"curv" + struct.pack(">LL", 0, 1024) + b"".join(struct.pack(">H", round(65535 * _linear(n / 1023))) for n in range(1024))
    tags = {
        b"desc": _description("sRGB IEC61966-2.1"),
        b"cprt": b"text" + bytes(4) + b"No copyright, use freely\0",
        b"wtpt": _xyz(0.9642, 1.0, 0.8249),
        b"rXYZ": _xyz(0.43607, 0.22249, 0.01392),
        b"gXYZ": _xyz(0.38515, 0.71687, 0.09708),
        b"bXYZ": _xyz(0.14307, 0.06061, 0.71410),
        b"rTRC": curve,
    }
    start = 132 + 12 * (len(tags) + 2)
    table, body = [], b""
    for name, data in tags.items():
        table.append((name, start + len(body), len(data)))
        body += data + bytes(-len(data) % 4)
    table += [(name, *table[-1][1:]) for name in (b"gTRC", b"bTRC")]
    entries = b"".join(name + struct.pack(">LL", offset, length) for name, offset, length in table)
    return _header(start + len(body)) + struct.pack(">L", len(table)) + entries + body


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _header(size: int) -> bytes:
    made = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    white = b"".join(struct.pack(">l", round(part * 65536)) for part in (0.9642, 1.0, 0.8249))
    head = struct.pack(">L", size) + bytes(4) + struct.pack(">L", 0x02100000) + b"mntrRGB XYZ " + made + b"acsp" + bytes(28) + white
    return head + bytes(128 - len(head))


def _xyz(*parts: float) -> bytes:
    return b"XYZ " + bytes(4) + b"".join(struct.pack(">l", round(part * 65536)) for part in parts)


def _description(text: str) -> bytes:
    ascii_text = text.encode("ascii") + b"\0"
    return b"desc" + bytes(4) + struct.pack(">L", len(ascii_text)) + ascii_text + bytes(8 + 3 + 67)
