"""Voices: POST VOICE_PATH with the room token in `Authorization: Bearer`."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, StrictBool

from backend.schemas.wire import Wire

VOICE_PATH = "/rooms/{room}/voice"  # POST VoiceOffer -> VoiceAnswer
VOICE_SLOTS = 8  # receive streams a listener; the RTP header's CSRC names the talker's peer number
TRAINERS_FROM = 0x10000  # numbers from here on are trainers' lines, heard as by radio; people's own end below


class VoiceOffer(Wire):
    """POST /api/rooms/{room}/voice with the room token: an SDP offer with one audio line to send and SLOTS to receive."""

    sdp: Annotated[str, Field(max_length=60_000)]


class VoiceAnswer(Wire):
    sdp: str


class TalkIn(Wire):
    """PUT /api/drills/{id}/voices/{voice}/talk, by a trainer: who hears one from now on (`to`: a person, null for all in the room),
    and whether one hears the room, which all there are told."""

    talking: StrictBool
    to: UUID | None = None
    listening: StrictBool = False
