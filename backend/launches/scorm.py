"""A SCORM 2004 4th Edition package: a manifest, one page, and where the server is. Pure.

One SCO; its page sets completion, success and score itself (CAM 5.1.3 deliveryControls), the management system only keeps them.
"""

from __future__ import annotations

import io
import json
import zipfile
from importlib.resources import files
from xml.etree import ElementTree as Xml

from backend.identity.tokens import PackageClaims

_CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
_ADLCP = "http://www.adlnet.org/xsd/adlcp_v1p3"
_ADLSEQ = "http://www.adlnet.org/xsd/adlseq_v1p3"
_ADLNAV = "http://www.adlnet.org/xsd/adlnav_v1p3"
_SS = "http://www.imsglobal.org/xsd/imsss"
_PREFIXES = {"": _CP, "adlcp": _ADLCP, "adlseq": _ADLSEQ, "adlnav": _ADLNAV, "imsss": _SS}
_PAGES = ("index.html", "launch.js")
POLL_MS = 3000


def build(claims: PackageClaims, titles: tuple[str, str], pass_score: float, token: str, server: str) -> bytes:
    """titles : Korean, English. token : of the package. server : its address, without a slash at the end."""
    config = {
        "server": server,
        "package": token,
        "title_ko": titles[0],
        "title_en": titles[1],
        "poll_ms": POLL_MS,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("imsmanifest.xml", manifest(claims, f"{titles[0]} / {titles[1]}", pass_score))
        packed.writestr("config.js", f"window.SEOUL = {_for_script(config)};\n")
        for name in _PAGES:
            packed.writestr(name, files("backend.launches").joinpath("package", name).read_bytes())
    return out.getvalue()


def _for_script(config: dict[str, object]) -> str:
    """JSON that no browser takes for anything else."""
    return json.dumps(config, ensure_ascii=True).replace("<", "\\u003c")


def manifest(claims: PackageClaims, title: str, pass_score: float) -> bytes:
    """imsmanifest.xml. Elements stand in the order in which the schemas want them."""
    for prefix, uri in _PREFIXES.items():
        Xml.register_namespace(prefix, uri)
    identifier = f"seoul-{claims.scenario}-{claims.package}"
    root = Xml.Element(f"{{{_CP}}}manifest", {"identifier": identifier, "version": "1"})
    metadata = _add(root, "metadata")
    _add(metadata, "schema", "ADL SCORM")
    _add(metadata, "schemaversion", "2004 4th Edition")
    organizations = _add(root, "organizations", default="ORG")
    organization = _add(organizations, "organization", identifier="ORG")
    organization.set(f"{{{_ADLSEQ}}}objectivesGlobalToSystem", "false")
    _add(organization, "title", title)
    item = _add(organization, "item", identifier="ITEM", identifierref="RES")
    _add(item, "title", title)
    _sequencing(item, pass_score)
    resource = _add(_add(root, "resources"), "resource", identifier="RES", type="webcontent", href="index.html")
    resource.set(f"{{{_ADLCP}}}scormType", "sco")
    for name in (*_PAGES, "config.js"):
        _add(resource, "file", href=name)
    text: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return text


def _sequencing(item: Xml.Element, pass_score: float) -> None:
    sequencing = Xml.SubElement(item, f"{{{_SS}}}sequencing")
    objectives = Xml.SubElement(sequencing, f"{{{_SS}}}objectives")
    primary = Xml.SubElement(
        objectives, f"{{{_SS}}}primaryObjective", {"objectiveID": "PASS", "satisfiedByMeasure": "false"}
    )
    Xml.SubElement(primary, f"{{{_SS}}}minNormalizedMeasure").text = f"{pass_score / 100.0:g}"
    controls = {"tracked": "true", "completionSetByContent": "true", "objectiveSetByContent": "true"}
    Xml.SubElement(sequencing, f"{{{_SS}}}deliveryControls", controls)


def _add(parent: Xml.Element, name: str, text: str = "", **attributes: str) -> Xml.Element:
    made = Xml.SubElement(parent, f"{{{_CP}}}{name}", attributes)
    if text:
        made.text = text
    return made
