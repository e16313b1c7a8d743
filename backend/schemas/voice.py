"""Voices: POST VOICE_PATH with the room token in `Authorization: Bearer`."""

from typing import Annotated

from pydantic import Field

from backend.schemas.wire import Wire

VOICE_PATH = "/rooms/{room}/voice"  # POST VoiceOffer -> VoiceAnswer
VOICE_SLOTS = 8  # receive streams a listener; the RTP header's CSRC names the talker's peer number


class VoiceOffer(Wire):
    """POST /api/rooms/{room}/voice with the room token: an SDP offer with one audio line to send and SLOTS to receive."""

    sdp: Annotated[str, Field(max_length=60_000)]


class VoiceAnswer(Wire):
    sdp: str
