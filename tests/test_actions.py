"""Who does what of an item, who answers for it and until when."""

from __future__ import annotations

import pytest

from extractor import extract
from extractor.actions import actor_of

ACTORS = {
    "示例市财政局将加大投入力度。": "示例市财政局",
    "示例省水利厅、样本省住建厅要抓紧编制方案。": "示例省水利厅、样本省住建厅",
    "由示例市教育局牵头制定办法。": "示例市教育局",
    "示例大学联合企业开展攻关。": "示例大学",
    "样本县将新建学校3所。": "样本县",
    # none is named
    "加大对样本县的支持力度。": None,
    "在示例市财政局的支持下，将新建学校3所。": None,
    "联合示例大学推动成果转化。": None,
    "全省将新建学校3所。": None,
    "将来要建设示例市财政局那样的单位。": None,
    "由于示例市财政局将调整预算，工程延期。": None,
    "“示例市财政局将加大投入”的消息不实。": None,
}


@pytest.mark.parametrize(("sentence", "actor"), ACTORS.items())
def test_the_subject_of_a_sentence(sentence: str, actor: str | None) -> None:
    span = actor_of(sentence, 0, len(sentence))
    assert (sentence[slice(*span)] if span else None) == actor


def plan(first: str, lead: str = "下一步，重点做好以下工作。") -> str:
    return f"{lead}\n一是{first}\n二是强化监督。定期通报进展。\n"


RESPONSIBLE = {
    "新建学校。年内新建学校3所。（责任单位：示例市教育局、样本县政府）": ["示例市教育局", "样本县政府"],
    "新建学校。年内新建学校3所。（示例市教育局牵头，示例市财政局配合）": ["示例市教育局"],
    "新建学校。示例市教育局将新建学校3所。": ["示例市教育局"],
    "新建学校。责任单位：示例市工业和信息化局，各县（市、区）人民政府": ["示例市工业和信息化局", "各县（市、区）人民政府"],
    "新建学校。年内新建学校3所。": [],
}


@pytest.mark.parametrize(("item", "bodies"), RESPONSIBLE.items())
def test_who_answers(item: str, bodies: list[str]) -> None:
    assert list(extract(plan(item)).commitments[0].responsible) == bodies


DEADLINES = {
    "新建学校。到2027年，新建学校3所。": "2027-12-31",
    "新建学校。力争2026年底前新建学校3所，到2028年达到9所。": "2028-12-31",
    "新建学校。新建学校3所。完成时限：2026年9月底": "2026-09-30",
    "新建学校。2019年已建成学校3所。": None,
    "新建学校。新建学校3所。": None,
}


@pytest.mark.parametrize(("item", "day"), DEADLINES.items())
def test_until_when(item: str, day: str | None) -> None:
    assert extract(plan(item)).commitments[0].deadline == day


def test_each_sentence_is_an_action_but_the_headline_and_who_answers() -> None:
    bulletin = extract(plan("新建学校。年内新建学校3所。改造食堂9个。（责任单位：示例市教育局）"))
    assert [action.text for action in bulletin.actions if action.commitment_id == "c1"] == ["年内新建学校3所。", "改造食堂9个。"]


def test_an_item_of_one_sentence_is_its_own_action() -> None:
    bulletin = extract("重点做好两件事：一是新建学校3所；二是改造食堂9个。")
    assert [action.text for action in bulletin.actions] == ["新建学校3所；", "改造食堂9个。"]
