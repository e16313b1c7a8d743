"""Every text of the staff desk, Korean and English."""

from __future__ import annotations

from backend.web.text import Texts, speaker

TEXT: Texts = {
    "title": ("시장실 의견함", "The mayor's suggestion box"),
    "place": ("담당자 화면", "Staff desk"),
    "sign_in_why": (
        "시민의 의견을 읽고 답하는 담당자만 들어올 수 있습니다.",
        "For staff who read and answer what citizens write.",
    ),
    "not_allowed": ("담당자 계정이 아닙니다.", "This is not a staff account."),
    "waiting": ("답을 기다리는 의견", "Waiting for an answer"),
    "answered": ("답한 의견", "Answered"),
    "nothing_waiting": ("기다리는 의견이 없습니다.", "Nothing is waiting."),
    "nothing_waiting_why": (
        "새 의견이 오면 이 화면에 바로 나타납니다.",
        "New suggestions appear here by themselves.",
    ),
    "nothing_answered": ("아직 답한 의견이 없습니다.", "Nothing has been answered yet."),
    "answer": ("답변", "Answer"),
    "answer_hint": (
        "시민이 시장실에서 읽게 됩니다 (2자 이상)",
        "Read by the citizen in the office (2 characters or more)",
    ),
    "send": ("답변 보내기", "Send the answer"),
    "sent": ("답변을 보냈습니다.", "The answer was sent."),
    "correct": ("답변 고치기", "Correct the answer"),
    "cancel": ("그만두기", "Cancel"),
    "too_short": ("2자 이상 4000자 이하로 써 주세요.", "Please write 2 to 4000 characters."),
    "show_new": ("새 의견 {n}건 보기", "Show {n} new"),
    "from": ("{name} 님", "From {name}"),
    "seen": ("시민이 읽음", "Read by the citizen"),
    "unseen": ("아직 읽지 않음", "Not read yet"),
    "lang_ko": ("한국어", "Korean"),
    "lang_en": ("영어", "English"),
}


say = speaker(TEXT)
