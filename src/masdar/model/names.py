"""The names of things, made from content."""

import base64
import hashlib
from typing import NewType

SourceId = NewType("SourceId", str)  # chosen by a person: "wafa"
ChannelId = NewType("ChannelId", str)  # "wafa/politics"
Digest = NewType("Digest", str)  # blake2b of bytes, 24 letters of base32
ArticleId = NewType("ArticleId", str)  # digest of the tracking-free address; "capture-" + digest without one
StoryId = NewType("StoryId", str)  # the id of the story's founding article
EntityId = NewType("EntityId", str)  # "place.sa", "org.un", "topic.15000000", "person." + digest of its name


def digest(data: bytes) -> Digest:
    """The name of some bytes: 120 bits of BLAKE2b (RFC 7693) in lower-case base32 (RFC 4648)."""
    return Digest(base64.b32encode(hashlib.blake2b(data, digest_size=15).digest()).decode("ascii").lower())
