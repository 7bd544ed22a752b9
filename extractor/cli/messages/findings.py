"""What diagnostics say, in English and Chinese; {rest} and {why} are phrases of their own."""

from __future__ import annotations

FINDINGS = {
    # Reading
    "The number of a page, or what is printed on every page, stands here; it was passed over.": "这里是页码或每页都印的眉题，已略过。",
    "A sentence breaks off at a line end; it was read on in the next line.": "一句话在行末断开，已与下一行连读。",
    "Bytes that the encoding does not know; U+FFFD stands for them.": "有些字节不属于这种编码，已用 U+FFFD 代替。",
    "Left out: {what} (lines: {lines}, characters: {characters}).": "略去：{what}（{lines} 行，{characters} 字）。",
    "Left out: the templates that lie under pages (pages: {pages}).": "略去：衬在页面下的模板（{pages} 页）。",
    "navigation and lists of links": "导航和链接列表",
    "font-size, print and share buttons": "字号、打印、分享按钮",
    "editors' credits": "编辑署名",
    "the foot of the page": "页脚",
    "what stands before the title and after the text": "标题之前和正文之后的内容",
    "headers": "页眉",
    "footers": "页脚",
    "comments": "批注",
    "running heads and page numbers": "页眉和页码",
    "A page holds a picture and no text (a scan); it was passed over. Pages: {list}.": (
        "有的页面只有图片，没有文字（扫描件），已跳过。页码：{list}。"
    ),
    "The date has no year; {year} was assumed, the latest that the text speaks of.": (
        "日期没有写年份，按文中提到的最近年份，当作 {year} 年。"
    ),
    "The date has no year; {year} was assumed, the latest that the text speaks of; it looks back, so that {next} may be meant.": (
        "日期没有写年份，按文中提到的最近年份，当作 {year} 年；文中在回顾上年，也可能是 {next} 年。"
    ),
    # Structure
    "The list goes from item {first} to item {second}; it was read as one list.": (
        "各项的序号从第 {first} 跳到第 {second}，仍按同一组处理。"
    ),
    "The text announces {announced} items and {found} were found; all that were found are given.": (
        "文中说有 {announced} 项，实际找到 {found} 项；找到的已全部给出。"
    ),
    "This text was not understood; it is in no table.": "这段文字未能识别，不在任何一张表里。",
    "The text does not say who speaks here; the speech is given without a name.": "文中没有说明此处由谁发言，发言人姓名留空。",
    "This sentence also stands in another item; both were kept.": "这句话在另一项里也有，两处都已保留。",
    # Checks
    "The text says {claim}, but {rest}.": "文中说{claim}，但{rest}。",
    "The text says {claim}, new over old {factor}, but {rest}.": "文中说{claim}，即新值应为原值的 {factor} 倍，但{rest}。",
    "The text says {total} in all, but {list} make {sum}.": "文中说共{total}，但{list}加起来是{sum}。",
    "The text says {total} in all, but {list} is {sum}.": "文中说共{total}，但 {list} 等于 {sum}。",
    "{claim} is the difference of two percentages, which is {points}; in percent {rest}.": (
        "{claim}是两个百分数之差，应写作{points}；按百分比算，{rest}。"
    ),
    "A fall by {claim} is more than all there was.": "减少{claim}，比原有的全部还多。",
    "{metric} of {year} is {first} in one place and {second} here.": "{year} 年的“{metric}”，另一处是{first}，这里是{second}。",
    "{part} is said to be part of {whole}, but is more.": "{part}说是{whole}的一部分，却比它多。",
    "{list} are said to be parts of {whole}, but make more.": "{list}说是{whole}的组成部分，加起来却更多。",
    "{whole} comes to {once} where {part} is {share}, but to {again} where {more} is {rate}.": (
        "“{whole}”按{part}占{share}算是{once}，按{more}占{rate}算却是{again}。"
    ),
    "The shares {shares} make {sum}, not 100.": "各部分之比 {shares} 加起来是 {sum}，不是 100。",
    "The period ends in {second}, before it begins in {first}.": "这段时间 {second} 年结束，却 {first} 年才开始。",
    "The period ends on day {second} of month {month}, before it begins on day {first}.": (
        "这段时间 {month} 月 {second} 日结束，却 {first} 日才开始。"
    ),
    "The promise is due on {day}, before the meeting of {meeting}.": "完成时限是 {day}，早于 {meeting} 的会议。",
    "Two marks in a row: {marks}.": "标点连用：{marks}",
    "{character} stands twice in a row.": "“{character}”连写了两次。",
    "{mark} has no partner.": "“{mark}”没有配对。",
    "{metric} cannot be {value}: there is no more than {most}.": "“{metric}”不可能是{value}：最多 {most}。",
    "{metric} cannot be {value}: its unit is of another kind.": "“{metric}”不可能是{value}：单位不对。",
}

# What stands for {rest}: what is reckoned.
REST = {
    "from {old} to {new} is {rate}": "从{old}到{new}是 {rate}",
    "from {old} to {new} is {rate} a year over {years} years (compound)": "从{old}到{new}，{years} 年平均每年（复合）{rate}",
    "from {old} to {new} is {rate} a year over {years} years (compound); {why}": (
        "从{old}到{new}，{years} 年平均每年（复合）{rate}；{why}"
    ),
    "from {old} to {new} is a difference of {difference}": "从{old}到{new}相差{difference}",
    "from {old} to {new} is a difference of {difference} a year": "从{old}到{new}每年相差{difference}",
    "from {old} to {new} is a rise": "从{old}到{new}是上升",
    "from {old} to {new} is a fall": "从{old}到{new}是下降",
    "from {old} to {new} is {factor} times the old value": "从{old}到{new}是原值的 {factor} 倍",
    "from {old} to {new} is {factor} times the old value: it grew to {claim}, not by {by}": (
        "从{old}到{new}是原值的 {factor} 倍：是增至{claim}，不是增长{by}"
    ),
    "amounts grow in percent, not in percentage points: {rest}": "数量的增减用百分比，不用百分点：{rest}",
    "{level} with {delta} more than before is {rate}": "{level}比原来多{delta}，是 {rate}",
    "{level} with {delta} less than before is {rate}": "{level}比原来少{delta}，是 {rate}",
    "{part} of {whole} is {rate}": "{part}占{whole}的 {rate}",
}

# What stands for {why}: how the number of the text may have come about.
WHY = {
    "{claim} is the plain mean of the total growth of {total}": "{claim}只是把总增幅 {total} 按年数平分",
    "{claim} is the growth over all {years} years": "{claim}是 {years} 年的总增幅",
    "over all it is {total}": "总增幅是 {total}",
}
