"""The page of a launch: how to open the drill, for a browser on the learner's computer. Plain HTML, Korean and English."""

from __future__ import annotations

from html import escape

from backend.reports.words import WORDS
from backend.schemas.launches import ClaimOut

_STYLE = (
    "body{font:18px/1.6 'NanumGothic','Malgun Gothic',system-ui,sans-serif;color:#222;background:#f4f6f9;margin:0}"
    "main{max-width:680px;margin:6vh auto;background:#fff;padding:32px 40px;border-radius:10px;border:1px solid #d5d8dc}"
    "h1{font-size:26px;margin:0}code{background:#eef2f7;padding:2px 6px;border-radius:4px;word-break:break-all}"
    "a.go{display:inline-block;margin:14px 0;padding:12px 24px;background:#0b57a4;color:#fff;border-radius:8px}"
    "footer{font-size:14px;color:#5f6368;border-top:1px solid #d5d8dc;margin-top:20px;padding-top:10px}"
)


def page(what: ClaimOut, link: str) -> str:
    href = escape(link, quote=True)
    ko, en = WORDS["purpose"]
    return (
        '<!doctype html><html lang="ko"><head><meta charset="utf-8"><meta name="robots" content="noindex">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(what.title_ko)}</title>'
        f"<style>{_STYLE}</style></head><body><main><h1>{escape(what.title_ko)}</h1>"
        f'<p lang="en">{escape(what.title_en)}</p>'
        f'<p><a class="go" href="{href}">앱에서 열기 · <span lang="en">Open in the app</span></a></p>'
        "<p>단추가 앱을 열지 못하면, 메타버스 서울을 설치한 컴퓨터에서 다음을 실행하세요.</p>"
        '<p lang="en">If the button opens nothing, run this on the computer that has Metaverse Seoul:</p>'
        f"<p><code>./run open &quot;{href}&quot;</code></p>"
        f'<footer><p>{ko}</p><p lang="en">{en}</p></footer></main></body></html>'
    )
