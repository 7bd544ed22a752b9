"""Who does what of an item, who answers for it and until when."""

from __future__ import annotations

import pytest

from extractor import extract
from extractor.actions import actor_of, assisting_in

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
    "新建学校。（示例省工业和信息化厅牵头，示例省发展改革委、示例省数据局配合，2026年12月底前完成）": ["示例省工业和信息化厅"],
    "由示例市住建局牵头，示例市财政局、示例市城管局配合，6月底前完成": ["示例市住建局"],
    "新建学校。年内新建学校3所。": [],
}


@pytest.mark.parametrize(("item", "bodies"), RESPONSIBLE.items())
def test_who_answers(item: str, bodies: list[str]) -> None:
    assert list(extract(plan(item)).commitments[0].responsible) == bodies


ASSISTING = {
    "修好水渠。（市水利局牵头，市财政局配合）": ["市财政局"],
    "修好水渠（责任单位：市水利局；协办单位：市财政局、市审计局）": ["市财政局", "市审计局"],
    "修好水渠。\n责任单位：市水利局\n配合单位：市财政局，市审计局\n": ["市财政局", "市审计局"],
    "修好水渠（各县负责，市水利局、市财政局协办)。": ["市水利局", "市财政局"],
    "修好水渠（市水利局，市财政局配合）。": ["市财政局"],
    "（省工业和信息化厅牵头，省发展改革委、省数据局配合，2026年12月底前完成）": ["省发展改革委", "省数据局"],
    "（市水利局牵头，市财政局等部门配合；2026年底前完成）": ["市财政局等部门"],
    "由市住建局牵头，市财政局、市城管局配合，6月底前完成": ["市财政局", "市城管局"],
    "由市住建局牵头，由市财政局配合做好资金保障。": ["市财政局"],
    "由市教育局牵头，各县（市、区）政府配合，6月底前完成。": ["各县（市、区）政府"],
    "修渠（甲局牵头，乙局配合）；修路（丙局牵头，丁局、戊局配合，6月底前完成）": ["乙局", "丁局", "戊局"],
    "協辦單位：市財政局、市農業局。": ["市財政局", "市農業局"],
    # none is named
    "修好水渠，加强协同配合。": [],
    "修好水渠（市水利局牵头，加强协同配合）。": [],
    "由市住建局牵头，加强部门配合，6月底前完成。": [],
    "由市住建局牵头，与市财政局配合，6月底前完成。": [],
    "市住建局负责推进，需要部门配合，形成合力。": [],
    "市住建局负责推进，各部门要密切配合，形成合力。": [],
    "各部门要密切配合。": [],
    "责任单位：市水利局": [],
}


@pytest.mark.parametrize(("text", "bodies"), ASSISTING.items())
def test_who_assists(text: str, bodies: list[str]) -> None:
    assert assisting_in(text) == bodies


DEADLINES = {
    "新建学校。到2027年，新建学校3所。": "2027-12-31",
    "新建学校。力争2026年底前新建学校3所，到2028年达到9所。": "2028-12-31",
    "新建学校。新建学校3所。完成时限：2026年9月底": "2026-09-30",
    "新建学校。2026年底前新建学校3所。整改时限：2026年6月30日前": "2026-06-30",
    # without a figure
    "各县（区）要在2026年5月31日前完成隐患排查。": "2026-05-31",
    "排查隐患。2026年6月底前，各县（区）要完成排查。": "2026-06-30",
    "排查隐患。各县（区）于2026年6月30日之前将清单报市应急局。": "2026-06-30",
    "排查隐患。截至2026年9月底全部完成整改。": "2026-09-30",
    "修订办法（2026年底前）。": "2026-12-31",
    "修订办法。（示例市司法局牵头，2026年底前）": "2026-12-31",
    "修订办法。（示例市司法局牵头，示例市财政局配合，2026年12月底前完成）": "2026-12-31",
    "修订办法。2026年3月底前印发草案，6月底前完成修订。": "2026-06-30",
    "确保2030年前建成环线。": "2029-12-31",
    "新建学校。2026年6月底前制定方案，到2027年，新建学校3所。": "2027-12-31",
    # what becomes of those who are late, or early
    "落实资金。2026年6月底前落实配套资金不少于2.5亿元，逾期未落实的扣减下年度补助10%。": "2026-06-30",
    "落实资金。2026年6月底前落实配套资金2.5亿元。对未完成任务的县区，扣减2027年补助10%。": "2026-06-30",
    "落实资金。2026年6月底前落实配套资金2.5亿元；提前完成的，2027年补助提高10%。": "2026-06-30",
    "整改问题。未在2026年6月底前完成整改的，一律约谈。": None,
    # the day tells which things are meant, or comes again
    "抓好服务。对2026年6月底前登记的企业给予补贴。": None,
    "抓好服务。2026年6月底前完成改造的，给予奖励。": None,
    "抓好服务。2026年6月底前完成改造的企业，优先给予奖励。": None,
    "抓好服务。2026年6月底前的各项任务要抓实。": None,
    "抓好服务。化解2026年底前到期的贷款。": None,
    "抓好服务。做好2026年6月底前到期债券兑付工作。": None,
    "抓好服务。每年6月底前报送总结。": None,
    # over, or no day
    "抓好整改。截至2026年9月底，已完成整改。": None,
    "抓好整改。2024年底前完成排查。": None,
    "抓好服务。春节前走访困难群众。": None,
    "抓好服务。办理时限：5个工作日。": None,
    "新建学校。2019年已建成学校3所。": None,
    "新建学校。新建学校3所。": None,
}


@pytest.mark.parametrize(("item", "day"), DEADLINES.items())
def test_until_when(item: str, day: str | None) -> None:
    assert extract(plan(item), "2025-11-03").commitments[0].deadline == day


OUTER = {
    "一、抓建设。2026年底前新建学校3所。\n（一）抓配套。到2028年，改造食堂9个。\n（二）抓管理。制定办法": [
        "2026-12-31",
        "2028-12-31",
        None,
    ],
    "一、抓建设。2026年底前完成选址。\n（一）抓配套。到2028年，改造食堂9个。\n（二）抓管理。制定办法。": ["2026-12-31", "2028-12-31", None],
    "一、抓建设\n（一）抓配套。到2028年，改造食堂9个。\n（二）抓管理。完成时限：2027年底": ["2028-12-31", "2028-12-31", "2027-12-31"],
    "一、抓建设\n（一）抓配套。2027年6月底前制定方案。\n（二）抓管理。制定办法。": ["2027-06-30", "2027-06-30", None],
}


@pytest.mark.parametrize(("text", "days"), OUTER.items())
def test_an_item_without_a_deadline_of_its_own_has_the_latest_of_its_inner_items(text: str, days: list[str | None]) -> None:
    bulletin = extract(f"下一步，重点做好以下工作。\n{text}\n二、抓监督。定期通报。\n", "2025-11-03")
    assert [row.deadline for row in bulletin.commitments] == [*days, None]


def test_each_sentence_is_an_action_but_the_headline_and_who_answers() -> None:
    bulletin = extract(plan("新建学校。年内新建学校3所。改造食堂9个。（责任单位：示例市教育局）"))
    assert [action.text for action in bulletin.actions if action.commitment_id == "c1"] == ["年内新建学校3所。", "改造食堂9个。"]


def test_an_item_of_one_sentence_is_its_own_action() -> None:
    bulletin = extract("重点做好两件事：一是新建学校3所；二是改造食堂9个。")
    assert [action.text for action in bulletin.actions] == ["新建学校3所；", "改造食堂9个。"]
