"""How the zone model is checked: cases told in TOML (`case`), exact answers (`analytic`), experiments (`steckler`).

    from safety_training.fire.validate.case import read_case
    from safety_training.fire.validate.run import run_case

    table = run_case(read_case(text))       # table.columns, table.rows

Every result bears NOTICE: it trains people and does not design buildings.
"""

NOTICE = {
    "ko": "사람을 훈련하기 위한 계산이며 건물을 설계하는 데 쓰지 않습니다.",
    "en": "This is computed to train people; it does not design buildings.",
}
