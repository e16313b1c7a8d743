"""Who one is, and that nobody can be another or read another's things."""

from __future__ import annotations

import secrets
import time

import httpx
import jwt
import pytest

from backend.identity.tokens import BadTokenError, RoomClaims, Tokens, load_key
from backend.schemas.identity import Role
from tests.backend.people import PASSWORD, new_id


def _post(url, path, body, token=None):
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return httpx.post(f"{url}/api{path}", json=body, headers=headers, timeout=20)


def test_a_guest_comes_back_with_its_secret_and_nobody_else_does(served):
    body = {"id": new_id(), "secret": secrets.token_hex(16), "name": "김서울"}
    first = _post(served.url, "/guests", body).json()
    again = _post(served.url, "/guests", {**body, "name": "김한강", "language": "en"})
    assert again.status_code == 200
    assert again.json()["user"] == {"id": body["id"], "name": "김한강", "role": "guest", "language": "en"}
    assert first["user"]["name"] == "김서울"
    stolen = _post(served.url, "/guests", {**body, "secret": secrets.token_hex(16)})
    assert stolen.status_code == 403
    assert stolen.json()["code"] == "wrong_secret"


def test_a_guest_becomes_a_citizen_and_keeps_what_it_did(served, people):
    guest = people.guest()
    suggestion = new_id()
    guest.put(f"/suggestions/{suggestion}", {"text": "그늘막을 더 세워 주세요"}).raise_for_status()
    email = f"{secrets.token_hex(6)}@Example.org"
    body = {"email": email, "password": PASSWORD, "name": "이시민"}
    made = guest.http.post("/accounts", json=body)
    assert made.status_code == 200
    assert made.json()["user"] == {"id": guest.id, "name": "이시민", "role": "citizen", "language": "ko"}
    assert guest.http.post("/accounts", json=body).json()["user"] == made.json()["user"]  # sent twice
    signed_in = _post(served.url, "/tokens", {"email": email.lower(), "password": PASSWORD}).json()
    own = httpx.get(
        f"{served.url}/api/suggestions", headers={"Authorization": f"Bearer {signed_in['access_token']}"}, timeout=20
    )
    assert [s["id"] for s in own.json()] == [suggestion]
    assert people.guest().http.post("/accounts", json=body).json()["code"] == "email_taken"
    assert _post(served.url, "/accounts", {**body, "password": "x" * 12}).status_code == 409


def test_a_devices_key_opens_no_more_than_a_citizens_rights(served, people):
    body = {"id": new_id(), "secret": secrets.token_hex(16), "name": "최담당"}
    guest = _post(served.url, "/guests", body).json()["access_token"]
    email = f"{secrets.token_hex(6)}@example.org"
    account = {"email": email, "password": PASSWORD, "name": "최담당"}
    _post(served.url, "/accounts", account, guest).raise_for_status()
    people.give_role(email, Role.staff)
    by_device = _post(served.url, "/guests", body).json()
    by_password = _post(served.url, "/tokens", {"email": email, "password": PASSWORD}).json()
    assert by_device["user"]["id"] == by_password["user"]["id"] == body["id"]
    assert (by_device["user"]["role"], by_password["user"]["role"]) == ("citizen", "staff")
    rights = []
    for token in (guest, by_device["access_token"], by_password["access_token"]):
        headers = {"Authorization": f"Bearer {token}"}
        rights.append(httpx.get(f"{served.url}/api/staff/suggestions", headers=headers, timeout=20).status_code)
    assert rights == [403, 403, 200]
    again = _post(served.url, "/tokens", {"email": email, "password": PASSWORD}).json()
    assert again["user"]["role"] == "staff"  # the key changed nothing that is kept


def test_a_wrong_password_and_an_unknown_address_sound_the_same(served, people):
    person = people.with_role(Role.citizen)
    assert person.get("/me").json()["role"] == "citizen"
    unknown = _post(served.url, "/tokens", {"email": "nobody@example.org", "password": PASSWORD})
    email = f"{secrets.token_hex(6)}@example.org"
    _post(served.url, "/accounts", {"email": email, "password": PASSWORD, "name": "박시민"}).raise_for_status()
    wrong = _post(served.url, "/tokens", {"email": email, "password": "wrong password"})
    assert unknown.status_code == wrong.status_code == 401
    assert unknown.json() == wrong.json()


@pytest.mark.parametrize("token", ["x", "eyJhbGciOiJub25lIn0.e30.", None])
def test_no_token_or_a_bad_one_is_401(served, token):
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    answer = httpx.get(f"{served.url}/api/me", headers=headers, timeout=20)
    assert answer.status_code == 401
    assert answer.json()["code"] == "unauthenticated"
    assert answer.headers["www-authenticate"] == "Bearer"


def test_an_unsigned_or_foreign_token_is_401(served, people):
    guest = people.guest()
    claims = {"sub": guest.id, "aud": "access", "exp": time.time() + 60}
    for forged in (jwt.encode(claims, "k" * 64, algorithm="HS256"), jwt.encode(claims, None, algorithm="none")):
        answer = httpx.get(f"{served.url}/api/me", headers={"Authorization": f"Bearer {forged}"}, timeout=20)
        assert answer.status_code == 401


def test_a_token_is_good_for_its_one_purpose(served, people):
    guest = people.guest()
    room = guest.room_token("entrance")["token"]
    as_access = httpx.get(f"{served.url}/api/me", headers={"Authorization": f"Bearer {room}"}, timeout=20)
    assert as_access.status_code == 401


def test_tokens_expire():
    tokens = Tokens("k" * 64, access_s=-1, room_s=-1)
    token, _ = tokens.access(__import__("uuid").uuid4(), by_device=False)
    with pytest.raises(BadTokenError):
        tokens.read_access(token)
    room, _ = tokens.room(RoomClaims(__import__("uuid").uuid4(), "나", "entrance", 1))
    with pytest.raises(BadTokenError):
        tokens.read_room(room)


def test_an_owner_link_is_good_once():
    tokens = Tokens("k" * 64)
    token = tokens.owner()
    tokens.use_owner(token)
    with pytest.raises(BadTokenError):
        tokens.use_owner(token)


def test_the_signing_key_is_made_once_and_for_its_owner_only(tmp_path):
    key = load_key(tmp_path)
    assert len(key) == 64
    assert load_key(tmp_path) == key
    assert (tmp_path / "signing.key").stat().st_mode & 0o777 == 0o600
    assert [p.name for p in tmp_path.iterdir()] == ["signing.key"]
    assert load_key(tmp_path, "s" * 40) == "s" * 40
