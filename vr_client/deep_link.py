"""`seoul open LINK`: a drill that a learning management system has launched. The link names server, scenario and launch; this
device claims the launch, and from then on its drills there count."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from backend.schemas.launches import ClaimOut
from backend.schemas.wire import API
from vr_client.errors import UserError

_CODE = re.compile(r"[0-9A-Za-z]{1,16}")


@dataclass(frozen=True, slots=True)
class DeepLink:
    server: str  # without a slash at its end
    code: str


def parse(link: str) -> DeepLink:
    """seoul://drill/SCENARIO?server=URL&launch=CODE. Raises ValueError for whatever is none."""
    parts = urlsplit(link)
    query = parse_qs(parts.query)
    server, code = query.get("server", [""])[0].rstrip("/"), query.get("launch", [""])[0]
    address = urlsplit(server)
    if (parts.scheme, parts.netloc) != ("seoul", "drill") or not _CODE.fullmatch(code):
        raise ValueError("not a link to a drill")
    if address.scheme not in ("http", "https") or not address.hostname or "@" in address.netloc:
        raise ValueError("the link names no server")
    return DeepLink(server, code)


def claim(link: DeepLink, folder: Path, name: str, language: str) -> ClaimOut:
    """Says to the server that this device does it. Raises UserError E30 where it is out of reach, E32 where it refuses."""
    import httpx

    from vr_client.identity import load_identity

    identity = load_identity(folder, name, language)
    guest = {"id": identity.id, "secret": identity.secret, "name": identity.name, "language": language}
    try:
        with httpx.Client(base_url=link.server + API, timeout=10) as client:
            signed = client.post("/guests", json=guest)
            if signed.is_success:
                client.headers["Authorization"] = f"Bearer {signed.json()['access_token']}"
                signed = client.put(f"/launches/{link.code}/claim")
    except httpx.TransportError as error:
        raise UserError("E30") from error
    if not signed.is_success:
        raise UserError("E32", reason=_why(signed, language))
    return ClaimOut.model_validate(signed.json())


def _why(answer: object, language: str) -> str:
    """The server's own words."""
    import httpx

    assert isinstance(answer, httpx.Response)
    try:
        return str(answer.json()[f"message_{language}"])
    except (ValueError, KeyError, TypeError):
        return str(answer.status_code)
