"""The least that an extractor over the same pieces does: fold and scan an article, cut the sentences worth reading, look at each word.

What it takes against `baseline.py` tells how much of any wanted ratio is left to a grammar; `speed.py` measures it as a third contender.
"""

import re
from collections.abc import Sequence

import rjieba

from dashiji.article import Article
from dashiji.extractor import Extractor
from dashiji.rulebook.book import Rulebook
from dashiji.stages.scan import Scanner
from dashiji.stages.script import fold, make_folding

_HAN = re.compile("[\u4e00-\u9fd5]+")


class Cutting:
    """Reads only the articles it was made with; the sentences that dashiji reads on are found beforehand, off the clock."""

    def __init__(self, extractor: Extractor, articles: Sequence[Article]) -> None:
        rulebook: Rulebook = extractor.rulebook
        self._folding = make_folding(rulebook.lexicons)
        self._scanner = Scanner({*rulebook.by_word, *rulebook.scanned_words})
        self._cutter = rjieba.Jieba()
        self._classes = rulebook.words.classes
        self._sentences = {
            article.id: [sentence.text for sentence in extractor.explain(article).sentences if sentence.chunks] for article in articles
        }

    def words(self, article: Article) -> int:
        """Words of one article's sentences, each looked up once."""
        self._scanner.scan(fold(article.document, self._folding))
        count = 0
        for sentence in self._sentences[article.id]:
            for run in _HAN.findall(sentence):
                for word in self._cutter.cut(run):
                    self._classes(word)
                    count += 1
        return count
