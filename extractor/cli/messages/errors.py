"""What goes wrong, in English and Chinese: {name} is filled in; what is said of a file stands behind its name and a colon."""

from __future__ import annotations

ERRORS = {
    "interrupted": "已中断",
    "{count} documents, {rate} a second": "已处理 {count} 篇，每秒 {rate} 篇",
    "standard output": "标准输出",
    "internal error ({error}); please report it": "程序内部出错（{error}），请报告给开发者",
    # The arguments
    "{message}; see extract --help": "{message}；用法见 extract --help",
    "{message}; if the file {name} is meant, write ./{same}": "{message}；如果是指文件 {name}，请写成 ./{same}",
    "No such option: {option}": "没有选项 {option}",
    "No such option: {option} (Possible options: {list})": "没有选项 {option}（是否想用：{list}）",
    "No such option: {option} Did you mean {list}?": "没有选项 {option}，是否想用 {list}？",
    "Option '{option}' requires an argument": "选项 {option} 后面要有值",
    "Option '{option}' does not take a value": "选项 {option} 后面不能有值",
    "Invalid value for {option}: {message}": "{option} 的值不对：{message}",
    "Value error, '{value}' is not one of {list}": "“{value}”不在可选范围之内：{list}",
    "--jobs takes a number of processes and '{text}' is none; give 1 or more": "--jobs 后面是进程数，“{text}”不是；请写 1 以上的整数",
    "'{value}' is not one of {list}": "“{value}”不在可选范围之内：{list}",
    "there is no text encoding '{encoding}'; give one that Python knows, such as gb18030": (
        "没有名为“{encoding}”的文字编码；请写 gb18030 之类的编码名"
    ),
    "'{day}' is no date; give --date as YYYY-MM-DD": "“{day}”不是日期；--date 请按 2024-07-08 的样子写",
    "brat makes files for files and {corpus} holds others; unpack it into a folder, or use --format doccano": (
        "brat 是一个文件对一组文件，{corpus} 里装的不是单个文件；请先解到文件夹里，或改用 --format doccano"
    ),
    "--schema takes the name of one table, error, or none: {list}": "--schema 后面至多写一张表的名字或 error：{list}",
    "--schema goes with --table and --lang only; leave {option} out": "--schema 只能与 --table、--lang 同用；请去掉 {option}",
    # What is asked for
    "no input; name a file or a folder, or send text through a pipe (see extract --help)": (
        "没有输入；请写上文件或文件夹，或者用管道送入文字（用法见 extract --help）"
    ),
    "{path}: no bulletins in this folder; it needs files that end in {list}": "{path}：这个文件夹里没有公文；要有以 {list} 结尾的文件",
    "{form} is one document and there are {count}; {message}": "{form} 只能放一篇，现有 {count} 篇；{message}",
    "use --format jsonl": "请改用 --format jsonl",
    "{form} is one document and {path} may hold many; {message}": "{form} 只能放一篇，{path} 里可能有多篇；{message}",
    "make {form} of each in turn": "请逐篇输出 {form}",
    "no format goes by the suffix '{suffix}'; choose one with --format": "后缀“{suffix}”不对应任何格式；请用 --format 指定",
    "--table needs --format jsonl, csv, tsv, parquet or arrow; the others hold all tables": (
        "--table 只能与 --format jsonl、csv、tsv、parquet 或 arrow 同用；其他格式总是包含全部表"
    ),
    "--indent goes with --format json only": "--indent 只能与 --format json 同用",
    "{option} goes with --format csv or tsv only": "{option} 只能与 --format csv 或 tsv 同用",
    "--encoding goes with text and html only; {form} says itself how it is encoded": (
        "--encoding 只能与 text 和 html 同用；{form} 自带编码信息"
    ),
    "'{text}' is no size; give bytes, or as 500K, 64M or 1G": "“{text}”不是大小；请写字节数，或按 500K、64M、1G 的样子写",
    "{option} goes with JSON Lines, CSV and Parquet only; no input is one of these (see --input-format)": (
        "{option} 只能与 JSON Lines、CSV 和 Parquet 同用；现有输入都不是（参见 --input-format）"
    ),
    "standard input is one thing only: a document or the list of --files-from": "标准输入只能用作一处：或是文档，或是 --files-from 的清单",
    "{path}: there are no paths in this list; write one a line": "{path}：清单里没有路径；请一行写一个",
    "--part-size and --resume go with --format jsonl or parquet only": "--part-size 和 --resume 只能与 --format jsonl 或 parquet 同用",
    "--part-size and --resume need a folder; name it with --output": "--part-size 和 --resume 要有文件夹；请用 --output 指定",
    "{path}: there is a dataset in it already; go on with --resume, or name another folder": (
        "{path}：里面已有一个数据集；请用 --resume 继续，或另写一个文件夹"
    ),
    "{path}: it was begun with other documents; name another folder": "{path}：上次处理的是别的文档；请另写一个文件夹",
    "--headers goes with --format csv, tsv or xlsx only; in the others the fields keep their names": (
        "--headers 只能与 --format csv、tsv 或 xlsx 同用；其他格式的字段名不变"
    ),
    "{form} on standard output is one table; choose it with --table, or a folder for all with --output": (
        "{form} 输出到屏幕或管道时只能是一张表；请用 --table 选定，或用 --output 指定文件夹存放全部表"
    ),
    "sqlite needs a file to add to; name it with --output": "sqlite 要写入文件；请用 --output 指定",
    "{form} is not for a terminal; name a file with --output, or send it on": (
        "{form} 不能显示在终端里；请用 --output 指定文件，或转给别的程序"
    ),
    "{count} documents are named {name} and {form} needs to tell them apart; name the folder that holds them": (
        "有 {count} 篇都叫 {name}，{form} 无法区分；请改为指定它们所在的文件夹"
    ),
    "{count} documents are named {name}; to tell their rows apart, name the folder that holds them": (
        "有 {count} 篇都叫 {name}；要区分各自的行，请改为指定它们所在的文件夹"
    ),
    "passed over in folders, by their suffix or as links to folders: {count} ({names}); name one itself to have it read": (
        "文件夹里有 {count} 项因后缀不符或是指向文件夹的链接而没有读（{names}）；要读其中的一个，请直接写出它的路径"
    ),
    "this is a folder, one file a table; with --table it is one file": "这是文件夹，每张表一个文件；加上 --table 就是一个文件",
    "{place}: needs {library}; install it with {command}": "{place}：需要 {library}；请先安装：{command}",
    "{path}: its folder does not exist; make it first": "{path}：所在的文件夹不存在；请先建立",
    "{path}: a folder cannot take the place of a file; name another, or for tables choose one with --table": (
        "{path}：这是文件，不能改成文件夹；请换个名字，如果是表，也可用 --table 只选一张"
    ),
    "{path}: this is a folder; name a file for --output": "{path}：这是文件夹；--output 请写文件名",
    "{path}: the output would overwrite the input; name another file for --output": "{path}：输出会覆盖输入的文件；--output 请换个文件名",
    "{path}: the output would overwrite the input; name another folder for --output": (
        "{path}：输出会覆盖输入的文件；--output 请换个文件夹"
    ),
    "brat needs a folder for its files; name it with --output": "brat 要写入文件夹；请用 --output 指定",
    # Words of the user's own
    'this is no TOML ({reason}); write [slot], then group = ["word", "word"] with half-width marks': (
        '不是 TOML 格式（{reason}）；请写成 [词类]，下一行 组 = ["词", "词"]，方括号、引号、等号用半角'
    ),
    'there are no words in it; write [slot], then group = ["word", "word"]': ('里面没有词；请写成 [词类]，下一行 组 = ["词", "词"]'),
    "there is no slot [{slot}]; these are: {list}": "没有 [{slot}] 这个词类；现有：{list}",
    '[{slot}] has to be a table with lines of the form group = ["word"]': '[{slot}] 下面应是一行行的 组 = ["词"]',
    "[{slot}] has no group {group}; these are: {list}": "[{slot}] 没有 {group} 这个组；现有：{list}",
    "[{slot}] {group} takes no words from outside: each of its words has further values": (
        "[{slot}] {group} 不能外加词：其中每个词另有附加值"
    ),
    '[{slot}] {group} has to be a list of words, as in {name} = ["word", "word"]': (
        '[{slot}] {group} 应是一列词，如 {name} = ["词", "词"]'
    ),
    "[{slot}] {group}: '{word}' is no word; it needs 1 to {longest} characters and no blanks": (
        "[{slot}] {group}：“{word}”不是词；应为 1 到 {longest} 个字，中间没有空格"
    ),
    "[{slot}] {group}: '{word}' is in the group {other} already; a word has one meaning in a slot": (
        "[{slot}] {group}：“{word}”已在 {other} 组；一个词在一类里只有一个意思"
    ),
    # Reading
    "standard input is closed; name a file instead": "标准输入已关闭；请改为写上文件名",
    "there is no such file; check its name": "没有这个文件；请检查文件名",
    "this is a folder; name a file": "这是文件夹；请写文件名",
    "it cannot be read ({reason}); check its permissions": "无法读取（{reason}）；请检查权限",
    "it is larger than {limit} bytes; allow more with --max-size, or split it": "超过 {limit} 字节；请用 --max-size 放宽，或先拆分",
    "the file is damaged or cut short; fetch it again": "文件已损坏或不完整；请重新获取",
    "there are no documents in it; give a file that holds some": "里面没有文档；请给出有文档的文件",
    "no bulletins in this archive; it needs files that end in {list}": "这个压缩包里没有公文；要有以 {list} 结尾的文件",
    "this line is no JSON; mend or remove it": "这一行不是 JSON；请改正或删去",
    "from here on this is no array of JSON; mend it, or write one object a line": "从这里起不是 JSON 数组；请改正，或改为一行一个对象",
    "this line of JSON is no object; it needs fields with names": "这一行 JSON 不是对象；要有带名字的字段",
    "its field '{field}' is empty": "字段“{field}”是空的",
    "its field '{field}' holds no text; name another with --text-field": "字段“{field}”里不是文字；请用 --text-field 另选",
    "its field '{field}' names no document; give every record one, or leave --id-field out": (
        "字段“{field}”里没有名称；请给每条记录都写上，或去掉 --id-field"
    ),
    "there is no field '{field}'; choose one with --text-field or --id-field: {list}": (
        "没有字段“{field}”；请用 --text-field 或 --id-field 选一个：{list}"
    ),
    "it is empty; give a file with text in it": "文件是空的；请给出有文字的文件",
    "there is nothing but blanks in it; give a text": "只有空白；请给出文字",
    "there is nothing but blanks in it; give a file with text in it": "文件里只有空白；请给出有文字的文件",
    "this is {kind}, not plain text; save it as text (.txt) first": "这是{kind}，不是纯文本；请先另存为文本文件（.txt）",
    "a PDF file": " PDF 文件",
    "a zipped file (DOCX, XLSX, ODT)": "压缩格式的文件（DOCX、XLSX、ODT）",
    "an old Office or WPS file (DOC, XLS, WPS)": "旧版 Office 或 WPS 文件（DOC、XLS、WPS）",
    "an RTF file": " RTF 文件",
    "a gzip file": " gzip 压缩文件",
    "a 7z file": " 7z 压缩文件",
    "a RAR file": " RAR 压缩文件",
    "a picture (PNG)": "图片（PNG）",
    "a picture (JPEG)": "图片（JPEG）",
    "a picture (GIF)": "图片（GIF）",
    "this is {kind}, which says itself how it is encoded; leave --encoding out for it": "这是{kind}，自带编码信息；读它请去掉 --encoding",
    "this is not {kind}; leave --input-format out, or name the one that it is in": (
        "这不是{kind}；请去掉 --input-format，或写上它真正的格式"
    ),
    "a Parquet file": " Parquet 文件",
    "a zip archive": " zip 压缩包",
    "a tar archive": " tar 压缩包",
    "an OFD file": " OFD 文件",
    "a DOCX file": " DOCX 文件",
    "the bytes cannot be read as {encoding}; leave --encoding out or name another": (
        "不能按 {encoding} 解码；请去掉 --encoding，或换一种编码"
    ),
    "this is binary data, not text; save it as text (.txt) first, or name its encoding with --encoding": (
        "这是二进制数据，不是文字；请先另存为文本文件（.txt），或用 --encoding 写明编码"
    ),
    "the file is damaged or cut short; fetch it again, or open it in its own program and save it anew": (
        "文件已损坏或不完整；请重新获取，或用原来的程序打开后另存"
    ),
    "it is protected by a password; save it without one first": "文件有密码保护；请先去掉密码再保存",
    "it is protected by a password; open it in Word or WPS and save it without one": (
        "文件有密码保护；请用 Word 或 WPS 打开，去掉密码再保存"
    ),
    "it unpacks to far more than a document holds (a zip bomb?); open it in its own program and save it anew": (
        "解压后远远超过一篇文档的大小（可能是压缩炸弹）；请用原来的程序打开后另存"
    ),
    "its elements are nested more than {depth} deep; open it in its own program and save it anew": (
        "内部元素嵌套超过 {depth} 层；请用原来的程序打开后另存"
    ),
    "its XML declares entities of its own, which no document needs; open it in its own program and save it anew": (
        "XML 中自行声明了实体，正常文档没有这种内容；请用原来的程序打开后另存"
    ),
    "this is {kind}; open it in WPS, Word or LibreOffice and save it as .docx (soffice --headless --convert-to docx FILE)": (
        "这是{kind}；请用 WPS、Word 或 LibreOffice 打开，另存为 .docx（soffice --headless --convert-to docx 文件）"
    ),
    "a WPS document (.wps)": " WPS 文档（.wps）",
    "an old Word document (.doc)": "旧版 Word 文档（.doc）",
    "an old DOC or WPS file": "旧版 DOC 或 WPS 文件",
    "{form} needs {library}; install it with {command}": "读取 {form} 需要 {library}；请先安装：{command}",
    "there is no text in this page; if a script fetches it, save the page from a browser once it is shown": (
        "网页里没有正文；如果正文由脚本载入，请在浏览器里显示出来以后再保存网页"
    ),
    "this PDF holds pictures of pages (a scan) and no text; run character recognition (OCR) on it first, as with ocrmypdf": (
        "这份 PDF 是扫描件，只有页面图片，没有文字；请先做文字识别（OCR），例如用 ocrmypdf"
    ),
    "there is no text in this document; if it holds pictures of pages (a scan), run character recognition (OCR) on them": (
        "文档里没有文字；如果是页面图片（扫描件），请先做文字识别（OCR）"
    ),
    "this OFD holds pictures of pages (a scan) and no text; run character recognition (OCR) on it first": (
        "这份 OFD 是扫描件，只有页面图片，没有文字；请先做文字识别（OCR）"
    ),
    "there is no text in this OFD; save it anew from the program that made it": "这份 OFD 里没有文字；请用制作它的程序重新保存",
    "there is no text in this PDF; save it anew from the program that made it": "这份 PDF 里没有文字；请用制作它的程序重新保存",
    "it has more than {pages} pages; split it first": "超过 {pages} 页；请先拆分",
    "its fonts do not say which characters they show; run character recognition (OCR) on it, as with ocrmypdf": (
        "其中的字体没有注明对应的文字；请做文字识别（OCR），例如用 ocrmypdf"
    ),
    # What the system says
    "No such file or directory": "没有这个文件或文件夹",
    "Permission denied": "没有权限",
    "Operation not permitted": "不允许这样做",
    "No space left on device": "磁盘已满",
    "Disk quota exceeded": "超出磁盘配额",
    "Read-only file system": "磁盘只能读",
    "Bad file descriptor": "输出已关闭",
    "File name too long": "文件名太长",
    "Is a directory": "这是文件夹",
    "Not a directory": "这不是文件夹",
    "Input/output error": "磁盘读写出错",
    "Too many open files": "打开的文件太多",
    "the process that read it was killed twice, mostly for want of memory; try it alone with --jobs 1, or split it": (
        "读取它的进程两次被终止，多半是内存不足；请用 --jobs 1 单独处理，或先拆分"
    ),
    "another document of this run has its name; choose an --id-field that tells them apart, or a form without keys": (
        "已有一篇同名；请换一个能区分各篇的 --id-field，或换一种不用名称作键的格式"
    ),
    # Writing
    "there are carriage returns in {count} of the documents, and {tool} may not count them; save them with line feeds alone first": (
        "有 {count} 篇的换行含回车符，{tool} 可能不计这个字符；请先另存为只用换行符（LF）的文件"
    ),
    "there are characters beyond U+FFFF in {count} of the documents, and {tool} counts each twice;"
    " its page shows the marks behind them shifted, in the file they are right": (
        "有 {count} 篇含 U+FFFF 以外的字，{tool} 把每个算作两个；它的网页上后面的标注会错位，文件里的位置是对的"
    ),
    "control characters of the text ({count}) cannot stand in XML; U+FFFD stands for them": (
        "有 {count} 个控制字符不能写入 XML，已用 U+FFFD 代替"
    ),
    "it cannot be written ({reason}); make room or choose another place": "无法写入（{reason}）；请腾出空间，或换个地方",
    "the sheet {name} is full at {rows} rows; use sqlite or parquet, or fewer documents": (
        "工作表“{name}”已满 {rows} 行；请改用 sqlite 或 parquet，或减少文件"
    ),
    "needs SQLite 3.34 or later and this Python has {version}; use another form, or a newer Python": (
        "需要 SQLite 3.34 以上版本，这个 Python 带的是 {version}；请换一种格式，或换较新的 Python"
    ),
    "a database is a file, and this is none; name another": "数据库应是文件，这里不是；请另写一个",
    "another document named {name} is in it, and nothing was added; name the folder that holds both, or a new file": (
        "里面已有另一篇也叫 {name}，这次什么也没有写入；请改为指定两篇所在的文件夹，或另写一个新文件名"
    ),
    "this is no database; name a new file": "这不是数据库；请另写一个新文件名",
    "there are parts in it and no journal; name another folder": "里面有分片文件却没有日志；请另写一个文件夹",
    "its {name} is damaged; name another folder": "其中的 {name} 已损坏；请另写一个文件夹",
    "it was begun with another {name} ({old}, not {new}); give the same, or name another folder": (
        "上次开始时的 {name} 不同（{old}，不是 {new}）；请写成一样的，或另写一个文件夹"
    ),
    "{name} is not as the journal has it; name another folder": "{name} 与日志所记不符；请另写一个文件夹",
    "SQLite says: {message}": "SQLite 报告：{message}",
    "this is a database of another program; name a new file": "这是别的程序的数据库；请另写一个新文件名",
    "its tables have version {old}, this program writes {new}; name a new file": (
        "其中各表的版本是 {old}，本程序写的是 {new}；请另写一个新文件名"
    ),
    "{count} texts are longer than the {longest} characters of a cell and end in …; the other formats have them whole": (
        "有 {count} 段文字超过单元格的 {longest} 字，截断处以……结尾；其他格式里是完整的"
    ),
}
