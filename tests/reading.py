"""Reading inputs in tests of the stage `read`."""

import json
from pathlib import Path

from dashiji.article import Article
from dashiji.stages.read import Columns, Failure, read
from dashiji.stages.read.rows import DEFAULT_COLUMNS

SIMPLIFIED = "海滨市数据管理局3月5日揭牌成立，局长表示，到2027年底培育企业超过三百家。"
TRADITIONAL = "臺中一所大學昨日發布「晨星」語料庫，收錄逾兩百萬句，主持人強調將免費開放。"


def articles(*inputs: object, columns: Columns = DEFAULT_COLUMNS) -> list[Article]:
    items = list(read([str(entry) for entry in inputs], columns))
    assert all(isinstance(item, Article) for item in items), items
    return [item for item in items if isinstance(item, Article)]


def failures(*inputs: object, columns: Columns = DEFAULT_COLUMNS) -> list[Failure]:
    return [item for item in read([str(entry) for entry in inputs], columns) if isinstance(item, Failure)]


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def jsonl(*rows: object) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
