"""The room's pose socket: binary, little endian. Its token comes as on the event socket.

Client to server: one pose packet (avatars.pose_packet), at most MAX_POSE_BYTES. Server to client, once a tick: uint32 tick,
uint16 count, then `count` times (uint16 peer, uint8 length, packet).
"""

import struct

POSES_PATH = "/rooms/{room}/poses"  # WebSocket, binary
MAX_POSE_BYTES = 256
POSE_HZ = 20
_BATCH_HEAD = struct.Struct("<IH")
_BATCH_ITEM = struct.Struct("<HB")


def pack_pose_batch(tick: int, packets: dict[int, bytes]) -> bytes:
    """One message with everybody's newest packet."""
    parts = [_BATCH_HEAD.pack(tick & 0xFFFFFFFF, len(packets))]
    for peer, packet in packets.items():
        parts += (_BATCH_ITEM.pack(peer, len(packet)), packet)
    return b"".join(parts)


def unpack_pose_batch(data: bytes) -> tuple[int, dict[int, bytes]]:
    """The tick and the packets by peer. Raises ValueError if the message is cut short or too long."""
    try:
        tick, count = _BATCH_HEAD.unpack_from(data)
        offset, packets = _BATCH_HEAD.size, {}
        for _ in range(count):
            peer, length = _BATCH_ITEM.unpack_from(data, offset)
            offset += _BATCH_ITEM.size
            packets[peer] = data[offset : offset + length]
            if len(packets[peer]) != length:
                raise ValueError("pose batch is cut short")
            offset += length
    except struct.error as error:
        raise ValueError("pose batch is cut short") from error
    if offset != len(data):
        raise ValueError("pose batch has bytes left over")
    return tick, packets
