"""Draw the pictures of docs/: a review of invented articles, in Chromium.

python benchmarks/pictures.py [FOLDER]

Extracts the articles with the shipped rules and with some words and a rule edited, starts `dashiji review` on both and takes a
picture of each page. Needs chromium and Chinese fonts (apt-get install chromium fonts-noto-cjk).
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from dashiji.data import data_root
from dashiji.diff.folders import RuleFolder

ARTICLES = [
    {
        "id": "haibin-1",
        "date": "2026-03-06",
        "title": "海滨市数据局揭牌成立",
        "text": "2026年3月5日，海滨市数据局揭牌成立，成为全国首个县级数据局。市长林一舟表示，到2027年，全市数据产业规模达到500亿元。\n"
        "据介绍，海滨市数据局由海滨市人民政府设立，负责统筹数据资源整合共享。临江区政务服务中心当天挂牌运行。",
    },
    {
        "id": "dongling-2",
        "date": "2026-04-02",
        "title": "東嶺縣發布人工智能行動方案",
        "text": "4月1日，東嶺縣人民政府印發《東嶺縣人工智能行動方案》。方案提出，到2028年，全縣人工智能企業超過100家，"
        "核心產業規模突破30億元。"
        "縣長周望舒指出，要加快建設算力中心。\n東嶺縣人工智能發展局同日揭牌成立，與縣科技局合署辦公。",
    },
    {
        "id": "linjiang-3",
        "date": "2026-05-12",
        "title": "临江大学发布开源数据集",
        "text": "5月12日，临江大学发布开源数据集“江潮语料”，规模达到2000万条，为国内最大的江河水文语料。该校同时成立水文智能研究院。"
        "研究院院长许知远介绍，2025年研究院共完成项目35个，同比增长12%。",
    },
    *({"id": f"brief-{n}", "date": "2026-06-10", "text": f"6月{n}日，海滨市第{n}数据中心揭牌成立。"} for n in range(1, 7)),
]
UNKNOWN = {"揭牌成立", "指出"}
SIZE = {"width": 1120, "height": 760}
_CODE = "from dashiji.cli import main; main()"


def main() -> None:
    """Draw all pictures."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "docs"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "articles.jsonl").write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in ARTICLES), encoding="utf-8")
        _edited_rules().write(folder / "my-rules")
        _dashiji(folder, "extract", "articles.jsonl", "-o", "before.jsonl")
        _dashiji(folder, "extract", "articles.jsonl", "-o", "after.jsonl", "--rules", "my-rules")
        command = ["review", "before.jsonl", "after.jsonl", "--rules-b", "my-rules", "--articles", "articles.jsonl"]
        command += ["--port", "0", "--reviewer", "lin", "--decisions", "decisions.sqlite"]
        with subprocess.Popen([sys.executable, "-c", _CODE, *command], cwd=folder, stderr=subprocess.PIPE, text=True) as server:
            try:
                _draw(_address(server), target)
            finally:
                server.send_signal(signal.SIGINT)


def _edited_rules() -> RuleFolder:
    folder = RuleFolder.read(data_root() / "rules")
    for lexicons in folder.lexicons.values():
        for lexicon in lexicons.values():
            lexicon["words"] = [word for word in lexicon["words"] if str(word) not in UNKNOWN] or lexicon["words"]
    folder.rules["founding.established"].update(status="planned")  # type: ignore[attr-defined]
    return folder


def _dashiji(folder: Path, *arguments: str) -> None:
    subprocess.run([sys.executable, "-c", _CODE, *arguments], cwd=folder, check=True)


def _address(server: "subprocess.Popen[str]") -> str:
    for line in server.stderr or ():
        if found := re.search(r"http://\S+", line):
            return found[0].rstrip("/")
    raise SystemExit("the server did not start")


def _draw(address: str, target: Path) -> None:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"] if os.geteuid() == 0 else [])
        page = browser.new_page(base_url=address, viewport=SIZE)
        page.goto("/queue?text=東嶺")
        _shoot(page, target, "queue")
        page.keyboard.press("a")
        page.wait_for_timeout(300)
        page.goto("/queue")
        page.keyboard.press("A")
        page.wait_for_timeout(500)
        page.goto("/queue?type=organization_founded&state=")
        page.keyboard.press("e")
        _shoot(page, target, "edit")
        page.keyboard.press("Escape")
        page.goto("/")
        _shoot(page, target, "overview")
        page.goto("/list")
        _shoot(page, target, "list")
        page.click("tbody th a >> nth=0")
        page.wait_for_selector("[data-ready] article")
        page.keyboard.press("f")
        page.keyboard.press("o")
        page.wait_for_selector("text=back to the difference")
        _shoot(page, target, "article")
        page.goto("/queue")
        page.keyboard.press("?")
        _shoot(page, target, "keys")
        page.close()
        page = browser.new_page(base_url=address, viewport=SIZE, color_scheme="dark")
        page.goto("/queue")
        _shoot(page, target, "dark")
        browser.close()


def _shoot(page: Page, target: Path, name: str) -> None:
    page.wait_for_timeout(400)
    page.screenshot(path=target / f"review-{name}.png")


if __name__ == "__main__":
    main()
