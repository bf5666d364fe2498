"""Write docs/schemes.md from the scheme files: each scheme rule by rule, its sentence, its parameters, the sentence of the source."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from models.domain.kpi import BUILT_IN  # noqa: E402
from models.domain.people import POSITIONS  # noqa: E402
from services import words  # noqa: E402
from services.parameter_words import Options, ParameterView, parameter_views  # noqa: E402
from services.rules.scheme import SCHEME, Rule, Scheme  # noqa: E402
from services.rules.scheme_text import BY_CONVENTION  # noqa: E402
from services.rules.sentences import notice_sentence, rule_sentence, with_rule_names  # noqa: E402
from services.schemes import library  # noqa: E402
from services.texts import Texts  # noqa: E402

TARGET = ROOT / "docs" / "schemes.md"
LANGUAGES = (Texts("zh"), Texts("en"))
HEAD = """# 方案目录 · Catalogue of schemes

Written by `installer/scheme_catalogue.py` from the files in `resources/schemes/`; change those, then run it again.
由 `installer/scheme_catalogue.py` 根据 `resources/schemes/` 中的方案文件生成；请修改方案文件后重新运行。

`000`–`003` are whole source documents, `004#k` is the k-th article of document 004; a value without a source is our own convention where
the source is silent. “–” is empty; parameters in **bold** have to be set at adoption, because the source gives no figure.
`000`–`003` 指来源文档全文，`004#k` 指来源文档 004 的第 k 篇；
未注明出处的值为来源未作规定时本软件的约定；“–” 为空；**粗体**参数来源未给数值，采用方案时须设定。
"""


def catalogue() -> str:
    """The whole catalogue as Markdown; the same files give the same text."""
    schemes = sorted(library().values(), key=lambda scheme: (_place(scheme), scheme.id))
    contents = [f"- [{scheme.name.zh} · {scheme.name.en}](#{scheme.id}) – {scheme.clause}" for scheme in schemes]
    lines = [HEAD, *contents, "", *_covering(schemes[0]), *(line for scheme in schemes for line in _scheme(scheme))]
    return "\n".join(lines).rstrip() + "\n"


def _place(scheme: Scheme) -> tuple[str, int]:
    """Source document and article; a whole document has no article."""
    document, _, article = scheme.clause.partition(",")[0].partition("#")
    return document, int(article or 0)


def _views(scheme: Scheme) -> list[tuple[ParameterView, ParameterView]]:
    """Each parameter in Chinese and in English."""
    chinese, english = (parameter_views(scheme, texts, _options(texts)) for texts in LANGUAGES)
    return list(zip(chinese, english, strict=True))


def _options(texts: Texts) -> Options:
    indicators = tuple((indicator.code, indicator.name(texts.language)) for indicator in BUILT_IN)
    return Options(indicators, tuple((position, texts.message(words.word(words.POSITIONS, position))) for position in POSITIONS))


def _covering(scheme: Scheme) -> Iterator[str]:
    yield "## 每个方案都有的参数 · Parameters of every scheme"
    yield ""
    yield from _table([pair for pair in _views(scheme) if pair[0].owner == SCHEME])


def _scheme(scheme: Scheme) -> Iterator[str]:
    views = _views(scheme)
    yield f'<a id="{scheme.id}"></a>'
    yield ""
    yield f"## {scheme.name.zh} · {scheme.name.en}"
    yield ""
    yield f"`{scheme.id}` · {scheme.clause} {scheme.source}"
    yield ""
    yield from (scheme.purpose.zh, "", scheme.purpose.en, "")
    for rule in scheme.rules:
        yield from _rule(scheme, rule, [pair for pair in views if pair[0].owner == rule.id])


def _rule(scheme: Scheme, rule: Rule, views: Sequence[tuple[ParameterView, ParameterView]]) -> Iterator[str]:
    yield f"### {rule.name.zh} · {rule.name.en}"
    yield ""
    yield f"`{rule.id}` · `{rule.kind}` · {rule.clause}"
    yield ""
    yield from (f"> {rule.clause_text_zh}", "")
    for texts in LANGUAGES:
        yield from (texts.message(with_rule_names(rule_sentence(rule), scheme, texts.language)), "")
    for key in dict.fromkeys(key for key in (rule.notice, *(p.notice for p in rule.parameters)) if key):
        for texts in LANGUAGES:
            yield from (f"*{texts.message(notice_sentence(key))}*", "")
    if views:
        yield from _table(views)


def _table(views: Sequence[tuple[ParameterView, ParameterView]]) -> Iterator[str]:
    yield "| 参数 | Parameter | 值 | Value | 出处 Source |"
    yield "| --- | --- | --- | --- | --- |"
    for zh, en in views:
        name = f"**{zh.label}**" if zh.parameter.required else zh.label
        cells = (name, f"{en.label} `{zh.parameter.name}`", zh.words, en.words, _clause(zh))
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
    yield ""


def _clause(view: ParameterView) -> str:
    clause = view.parameter.clause if view.value else ""
    return "" if clause == BY_CONVENTION else clause


if __name__ == "__main__":
    TARGET.write_text(catalogue(), encoding="utf-8", newline="\n")
