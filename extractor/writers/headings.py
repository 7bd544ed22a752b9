"""The headings of tables and columns: as the models name them, or in Chinese."""

from __future__ import annotations

from extractor.writers.tables import header_of

# One Chinese title a column, whatever its table: a column of the same name means the same everywhere.
COLUMNS = {
    "document": "文件",
    "id": "编号",
    "speech_id": "发言编号",
    "commitment_id": "事项编号",
    "parent_id": "上级事项编号",
    "text": "原文",
    "start": "起始位置",
    "end": "结束位置",
    # documents
    "schema_version": "格式版本",
    "source_media_type": "媒体类型",
    "source_encoding": "文字编码",
    "source_sha256": "SHA-256",
    "source_characters": "字符数",
    "title": "标题",
    "subtitle": "副标题",
    "event_name": "会议",
    "event_date": "会议日期",
    "event_date_end": "会议结束日期",
    "event_date_text": "会议日期原文",
    "event_date_inferred": "会议年份为推断",
    "event_place": "会议地点",
    "editor_note_text": "编者按",
    "editor_note_start": "编者按起始位置",
    "editor_note_end": "编者按结束位置",
    # speeches
    "speaker_name": "发言人",
    "speaker_positions": "职务",
    "speaker_text": "发言人原文",
    "question_speaker_name": "提问人",
    "question_speaker_outlet": "提问媒体",
    "question_text": "提问",
    "question_start": "提问起始位置",
    "question_end": "提问结束位置",
    # commitments
    "level": "层级",
    "ordinal": "序号",
    "marker": "序号原文",
    "headline": "要点",
    "kind": "类型",
    "announced": "预告条数",
    "responsible": "责任单位",
    "deadline": "完成时限",
    # actions
    "actor": "实施主体",
    # figures
    "sentence": "所在句",
    "value": "数值",
    "value_max": "数值上限",
    "fraction": "分数",
    "factor": "增至倍数",
    "unit": "单位",
    "unit_code": "单位代码",
    "comparator": "比较",
    "metric": "指标",
    "period_text": "时间",
    "period_start": "时间起始位置",
    "period_end": "时间结束位置",
    "period_first_day": "起始日期",
    "period_last_day": "截止日期",
    "period_inherited": "时间承上文",
    "change": "增减",
    "basis": "对比基准",
    "status": "实际或目标",
    "label": "仅为概称",
    # diagnostics
    "code": "代码",
    "severity": "级别",
    "message": "说明",
    "related": "相关编号",
    # ledger
    "source": "任务来源",
    "content": "任务内容",
    "assisting": "协办单位",
    "targets": "目标",
    "progress": "进展情况",
    "done": "是否办结",
}

TABLES = {
    "documents": "文件",
    "speeches": "发言",
    "commitments": "事项",
    "actions": "举措",
    "figures": "数字",
    "diagnostics": "提示",
    "ledger": "督查台账",
}


def headings_of(table: str, chinese: bool) -> list[str]:
    """The headings of a table's columns in their order, ``document`` first.

    >>> headings_of("actions", chinese=True)
    ['文件', '编号', '事项编号', '实施主体', '原文', '起始位置', '结束位置']
    """
    names = header_of(table)
    return [COLUMNS[name] for name in names] if chinese else names
