"""`seoul open LINK` claims a launch for this device; what is no link of ours goes nowhere."""

from __future__ import annotations

import io
import zipfile

import pytest

from backend.schemas.identity import Role
from tests.backend.test_scorm import _open, _result
from vr_client.deep_link import DeepLink, claim, parse
from vr_client.errors import UserError


def test_this_device_claims_a_launch_and_another_does_not(people, served, tmp_path):
    packed = people.with_role(Role.trainer).get("/scenarios/waste_bin/scorm.zip", params={"mode": "practice"})
    made = _open(served, zipfile.ZipFile(io.BytesIO(packed.content))).json()
    link = parse(made["link"])
    assert (link.server, link.code) == (served.url, made["code"])
    for _ in range(2):
        assert claim(link, tmp_path, "박훈련", "ko").scenario == "waste_bin"
    assert _result(served, made).json()["state"] == "claimed"
    other = tmp_path / "other"
    other.mkdir()
    with pytest.raises(UserError, match="E32"):
        claim(link, other, "", "en")
    with pytest.raises(UserError, match="E30"):
        claim(DeepLink("http://127.0.0.1:9", "ABC"), tmp_path, "", "ko")


@pytest.mark.parametrize(
    "link",
    [
        "", "https://example.org", "seoul://drill/x", "seoul://drill/x?server=http://a&launch=../x",
        "seoul://drill/x?server=file:///etc&launch=ABC", "seoul://drill/x?server=http://user@host&launch=ABC",
        "seoul://other/x?server=http://a&launch=ABC",
    ],
)  # fmt: skip
def test_what_is_no_link_of_ours_is_refused(link):
    with pytest.raises(ValueError, match="link"):
        parse(link)
