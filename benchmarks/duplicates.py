"""Mark duplicates in archives, and find out how many mirrors of their articles are found.

python benchmarks/duplicates.py [FILE…] [--mirrors 1000] [--pairs 0] [--seed 1]

Without files: the news archives beside the repository where they are, else the seeds. Prints how many articles repeat another, the
first differences of so many pairs drawn at random, for a person to judge, and for every way in which mirrors are spoilt the share
of so many that is found.
"""

import random
import time
from collections import Counter
from collections.abc import Callable
from difflib import SequenceMatcher

import sampling

from dashiji.article import Article
from dashiji.duplicates import mark
from dashiji.duplicates.fingerprint import take_fingerprint
from dashiji.duplicates.originals import Originals
from dashiji.stages.script import fold

_SHOWN = 4


def _pinyin(text: str, chance: random.Random) -> str:
    return "".join(f"{character}(yè)" if character > "\u3400" and chance.random() < 0.1 else character for character in text)


def _marked_up(text: str, chance: random.Random) -> str:
    return text.replace("。", "。</p>\n<p class='f14'>&nbsp;&nbsp;")


def _reprinted(text: str, chance: random.Random) -> str:
    return f"本文转载自海滨日报，记者林一舟\n{text}\n（责任编辑：周望川）版权归原作者所有，如有侵权请联系我们删除"


def _cut(text: str, chance: random.Random) -> str:
    return text[: len(text) * 9 // 10]


def _misread(text: str, chance: random.Random) -> str:
    return "".join("囗" if chance.random() < 0.01 else character for character in text)


SPOILERS: dict[str, Callable[[str, random.Random], str]] = {
    "simplified": lambda text, chance: fold(text),
    "pinyin after one character in ten": _pinyin,
    "markup left in": _marked_up,
    "reprint with a head and a foot": _reprinted,
    "last tenth missing": _cut,
    "one character in a hundred misread": _misread,
}


def main() -> None:
    """Mark, show, spoil."""
    parser = sampling.parser(__doc__, articles=None)
    parser.add_argument("--mirrors", type=int, default=1000, metavar="N")
    parser.add_argument("--pairs", type=int, default=0, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    articles = sampling.articles(options.files, 0)
    started = time.process_time()
    marked = [item for item in mark(articles) if isinstance(item, Article)]
    micros = 1e6 * (time.process_time() - started) / len(articles)
    kinds = Counter(article.duplicate.kind.value for article in marked if article.duplicate)
    print(f"{len(articles):,} articles: {kinds['exact']} exact and {kinds['near']} near duplicates, {micros:.0f} µs of CPU an article")
    _show_pairs(marked, options.pairs, chance)
    originals = [article for article in marked if article.duplicate is None]
    chosen = chance.sample(originals, min(options.mirrors, len(originals)))
    with Originals() as seen:
        for article in originals:
            seen.add(take_fingerprint(article.text), article.id, article.published)
        for name, spoil in SPOILERS.items():
            found = [(article.id, seen.find(take_fingerprint(spoil(article.text, chance)), article.published)) for article in chosen]
            right = sum(duplicate is not None and duplicate.of == doc_id for doc_id, duplicate in found)
            print(f"{name}: {right:,} of {len(found):,} mirrors found ({100 * right / len(found):.1f} %)", flush=True)


def _show_pairs(marked: list[Article], count: int, chance: random.Random) -> None:
    by_id = {article.id: article for article in marked}
    repeats = [article for article in marked if article.duplicate]
    for article in chance.sample(repeats, min(count, len(repeats))):
        first = by_id[article.duplicate.of]  # type: ignore[union-attr]
        matcher = SequenceMatcher(None, first.text, article.text, autojunk=False)
        print(f"\n{_named(first)} | {_named(article)}: {matcher.ratio():.2f}")
        for _, a, b, c, d in [opcode for opcode in matcher.get_opcodes() if opcode[0] != "equal"][:_SHOWN]:
            print(f"  {first.text[a:b][:60]!r} → {article.text[c:d][:60]!r}")


def _named(article: Article) -> str:
    return f"{article.id} {article.published} {article.title[:40]}"


if __name__ == "__main__":
    main()
