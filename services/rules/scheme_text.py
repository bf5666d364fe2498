"""A scheme as TOML text and back: `parse` tells every fault at once with its line, `dump` writes what `parse` reads to an equal scheme."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from models.domain.errors import N_, Message, UserError
from models.domain.kpi import plain
from models.domain.outcomes import OutcomeKind
from models.domain.period import Cadence
from services.rules import own_indicators
from services.rules.kinds import KINDS, NOTICES, SCHEME_PARAMETERS, Kind, ParameterSpec
from services.rules.scheme import Parameter, Rule, Scheme, Words
from services.rules.toml_lines import Path, line_of, lines_of
from services.rules.values import NUMERIC, canonical

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SCHEME_KEYS = {"id", "name", "purpose", "clause", "source", "tried_first", "labels", "indicators", "parameters", "rules"}
_RULE_KEYS = {"id", "kind", "name", "clause", "clause_text_zh", "outcome", "title", "cadence", "notice", "parameters"}
_PARAMETER_KEYS = {"default", "clause", "label", "required", "notice", "value", "minimum", "maximum"}
_NO_WORDS = Words("", "")
_SCORED = ("bonus_share", "scored_levels", "scored_prizes")
USUAL_LABELS = {
    "records": Words("等同于已采纳提名的成长记录", "Growth records that count like an approved nomination"),
    "evidence": Words("说明中列出的成长记录", "Growth records named in the explanation"),
    "excludes": Words("不与其他方案重复奖励的规则", "Rules of other schemes whose awards do not add to these"),
    "rules_off": Words("本中心不执行的规则", "Rules that this centre does not apply"),
    "counted": Words("计入的情形", "What is counted"),
    "span": Words("累计周期", "Added up over"),
    "every": Words("评选周期", "How often it is given"),
    "side": Words("不达标的方向", "Which side misses the standard"),
    "threshold": Words("标准值", "Limit of the standard"),
    "measure": Words("措施", "Measure"),
    "below_standard.months": Words("连续月数", "Months in a row"),
    "below_standard.indicator": Words("指标", "Indicator"),
    "who": Words("奖励对象", "Who is rewarded"),
}
"""Labels of parameters that were added after scheme files were written."""
BASES = {"sustained_rank": ("rank_share",), "scored_levels": _SCORED, "scored_prizes": _SCORED, "early_warning": _SCORED}
"""Kinds of rule that a rule of this kind may be based on."""
_NEVER_ALONE = "sustained_rank"
BY_CONVENTION = "domain"
"""Clause of a figure that is the house's own convention and stands in no source."""


@dataclass(frozen=True)
class Finding:
    """One fault of a scheme text: line (1-based, 0 = the whole text), what is wrong, what to do about it."""

    line: int
    message: Message
    advice: Message


class SchemeFaults(UserError):
    """A scheme text that does not load; `findings` names every fault in order of line."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        first = findings[0]
        super().__init__(
            N_("The scheme text has {count} faults; the first is on line {line}: {reason}"),
            count=len(findings),
            line=first.line,
            reason=first.message,
        )
        self.findings = findings


def parse(text: str) -> Scheme:
    """The scheme that a TOML text describes; SchemeFaults with all findings otherwise."""
    scheme, findings = read(text)
    if findings:
        raise SchemeFaults(findings)
    return scheme


def read(text: str) -> tuple[Scheme, tuple[Finding, ...]]:
    """As much of a scheme as a text in work tells, and its findings by line; SchemeFaults when it is no TOML at all."""
    try:
        table = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as fault:
        line = re.search(r"line (\d+)", str(fault))
        finding = Finding(
            int(line[1]) if line else len(text.splitlines()),
            Message(N_("This is not valid TOML: {reason}"), {"reason": str(fault)}),
            Message(N_("Check quotes, brackets and commas on this line and the one before.")),
        )
        raise SchemeFaults((finding,)) from None
    reader = _Reader(lines_of(text))
    return reader.scheme(table), tuple(sorted(reader.findings, key=lambda finding: finding.line))


@dataclass
class _Reader:
    lines: Mapping[Path, int]
    findings: list[Finding] = field(default_factory=list)
    labels: dict[str, Words] = field(default_factory=dict)

    def fault(self, path: Path, message: str, advice: str, **facts: Any) -> None:
        self.findings.append(Finding(line_of(self.lines, path), Message(message, facts), Message(advice, facts)))

    def scheme(self, table: dict[str, Any]) -> Scheme:
        self.known_keys(table, _SCHEME_KEYS, ())
        for name, label in self.table(table, "labels", ()).items():
            self.labels[name] = self.words({"label": label}, "label", ("labels", name))
        rules = self.rules(table.get("rules"))
        scheme = Scheme(
            parameters=self.parameters(self.table(table, "parameters", ()), SCHEME_PARAMETERS, ("parameters",)),
            id=self.identifier(table, ()),
            name=self.words(table, "name", ("name",)),
            purpose=self.words(table, "purpose", ("purpose",)),
            clause=self.string(table, "clause", ()),
            source=self.string(table, "source", ()),
            rules=rules,
            indicators=own_indicators.read(self.table(table, "indicators", ()), self.fault),
            tried_first=table.get("tried_first") is True,
        )
        self.check_references(scheme)
        return scheme

    def rules(self, tables: object) -> tuple[Rule, ...]:
        if not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
            self.fault(("rules",), N_("The scheme has no rules."), N_("Write at least one [[rules]] table."))
            return ()
        rules = tuple(rule for index, table in enumerate(tables) if (rule := self.rule(table, ("rules", index))))
        seen: set[str] = set()
        for index, table in enumerate(tables):
            if (name := str(table.get("id"))) in seen:
                self.fault(("rules", index, "id"), N_("The rule id “{id}” stands twice."), N_("Give each rule its own id."), id=name)
            seen.add(name)
        return rules

    def rule(self, table: dict[str, Any], path: Path) -> Rule | None:
        self.known_keys(table, _RULE_KEYS, path)
        name = self.string(table, "kind", path)
        kind = KINDS.get(name)
        if kind is None:
            choices = ", ".join(KINDS)
            self.fault((*path, "kind"), N_("“{kind}” is not a kind of rule."), N_("The kinds are: {choices}."), kind=name, choices=choices)
            return None
        specs = self.parameters(self.table(table, "parameters", path), kind.parameters, (*path, "parameters"))
        return Rule(
            parameters=specs,
            id=self.identifier(table, path),
            kind=name,
            name=self.words(table, "name", (*path, "name")),
            clause=self.string(table, "clause", path),
            clause_text_zh=self.string(table, "clause_text_zh", path),
            outcome=self.outcome(table, kind, path),
            title=self.words(table, "title", (*path, "title")) if "title" in table else _NO_WORDS,
            cadence=self.cadence(table, kind, path),
            needs=kind.needs,
            notice=self.notice(table, path),
        )

    def outcome(self, table: dict[str, Any], kind: Kind, path: Path) -> OutcomeKind:
        allowed = {outcome.value for outcome in kind.outcomes}
        return OutcomeKind(self.word(table, "outcome", allowed, path) or kind.outcomes[0])

    def cadence(self, table: dict[str, Any], kind: Kind, path: Path) -> Cadence | None:
        allowed = {cadence.value for cadence in kind.cadences}
        if not allowed:
            if "cadence" in table:
                self.fault((*path, "cadence"), N_("This kind of rule works in every period."), N_("Remove the line “cadence”."))
            return None
        word = self.word(table, "cadence", allowed, path)
        return Cadence(word) if word else None

    def notice(self, table: dict[str, Any], path: Path) -> str:
        return self.word(table, "notice", set(NOTICES), path) if "notice" in table else ""

    def word(self, table: dict[str, Any], key: str, allowed: Iterable[str], path: Path) -> str:
        word = self.string(table, key, path)
        if word and word not in allowed:
            choices = ", ".join(sorted(allowed))
            self.fault(
                (*path, key), N_("“{text}” cannot stand for “{key}”."), N_("Write one of: {choices}."), text=word, key=key, choices=choices
            )
            return ""
        return word

    def parameters(self, table: dict[str, Any], specs: tuple[ParameterSpec, ...], path: Path) -> tuple[Parameter, ...]:
        found = []
        for spec in specs:
            if spec.name.endswith("*"):
                begins = spec.name[:-1]
                found += [self.parameter(table, name, spec, path) for name in table if name.startswith(begins)]
            else:
                found.append(self.parameter(table, spec.name, spec, path))
        names = {parameter.name for parameter in found}
        choices = ", ".join(spec.name for spec in specs)
        for name in table:
            if name not in names:
                message, advice = N_("There is no parameter “{name}” here."), N_("The parameters are: {choices}.")
                self.fault((*path, name), message, advice, name=name, choices=choices)
        return tuple(found)

    def parameter(self, table: dict[str, Any], name: str, spec: ParameterSpec, path: Path) -> Parameter:
        given = self.table(table, name, path)
        here = (*path, name)
        self.known_keys(given, _PARAMETER_KEYS, here)
        minimum = self.bound(given, "minimum", spec.minimum, here)
        maximum = self.bound(given, "maximum", spec.maximum, here)
        default = self.value(given, "default", spec, (minimum, maximum), here) if "default" in given else spec.default
        clause = self.string(given, "clause", here) if "clause" in given else ("" if "default" in given else BY_CONVENTION)
        if default and not clause and spec.type in NUMERIC:
            self.fault(
                here, N_("The figure of “{name}” has no clause."), N_('Add clause = "…", the place in the source, or "domain".'), name=name
            )
        return Parameter(
            name=name,
            type=spec.type,
            default=default or None,
            required=given.get("required") is True,
            label=self.label(given, name, here),
            clause=clause if default else "",
            minimum=minimum,
            maximum=maximum,
            choices=spec.choices,
            notice=self.notice(given, here),
            value=self.value(given, "value", spec, (minimum, maximum), here) if "value" in given else None,
        )

    def bound(self, table: dict[str, Any], key: str, fallback: Decimal | None, path: Path) -> Decimal | None:
        value = table.get(key, fallback)
        if value is None or isinstance(value, Decimal):
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return Decimal(value)
        self.fault((*path, key), N_("“{key}” is not a number."), N_("Write a number without quotes."), key=key)
        return fallback

    def value(self, table: dict[str, Any], key: str, spec: ParameterSpec, bounds: tuple[Decimal | None, Decimal | None], path: Path) -> str:
        try:
            return canonical(spec.type, _as_text(table[key]), choices=spec.choices, minimum=bounds[0], maximum=bounds[1])
        except UserError as fault:
            self.findings.append(
                Finding(
                    line_of(self.lines, (*path, key)),
                    fault.message,
                    Message(N_("“{name}” takes a value of type {type}."), {"name": spec.name, "type": spec.type.value}),
                )
            )
            return ""

    def label(self, table: dict[str, Any], name: str, path: Path) -> Words:
        if "label" in table:
            return self.words(table, "label", (*path, "label"))
        if name not in self.labels and not table:
            # a kind may learn a parameter after a text was stored; the text must load for ever
            return USUAL_LABELS.get(name, Words(name, name))
        if name not in self.labels:
            advice = N_('Add {name} = {{ zh = "…", en = "…" }} under [labels].')
            self.fault(path, N_("The parameter “{name}” has no label."), advice, name=name)
        return self.labels.get(name, _NO_WORDS)

    def words(self, table: dict[str, Any], key: str, path: Path) -> Words:
        given = table.get(key)
        if not isinstance(given, dict) or set(given) != {"zh", "en"} or not all(isinstance(w, str) and w for w in given.values()):
            self.fault(path, N_("“{key}” has no wording in both languages."), N_('Write {key} = {{ zh = "…", en = "…" }}.'), key=key)
            half = given if isinstance(given, dict) else {}
            return Words(str(half.get("zh", "")), str(half.get("en", "")))
        return Words(given["zh"], given["en"])

    def identifier(self, table: dict[str, Any], path: Path) -> str:
        name = self.string(table, "id", path)
        if name and not _ID.fullmatch(name):
            self.fault((*path, "id"), N_("“{id}” is not an id."), N_("Use small letters a–z, figures and single hyphens."), id=name)
        return name

    def string(self, table: dict[str, Any], key: str, path: Path) -> str:
        value = table.get(key)
        if not isinstance(value, str) or not value.strip():
            self.fault((*path, key), N_("“{key}” is missing or not a text."), N_('Write {key} = "…".'), key=key)
            return ""
        return value

    def table(self, table: dict[str, Any], key: str, path: Path) -> dict[str, Any]:
        value = table.get(key, {})
        if not isinstance(value, dict):
            self.fault((*path, key), N_("“{key}” is not a table."), N_("Write {key} = {{ default = …, clause = … }}."), key=key)
            return {}
        return value

    def known_keys(self, table: dict[str, Any], known: set[str], path: Path) -> None:
        for key in table:
            if key not in known:
                choices = ", ".join(sorted(known))
                self.fault((*path, key), N_("The key “{key}” is unknown here."), N_("The keys are: {choices}."), key=key, choices=choices)

    def check_references(self, scheme: Scheme) -> None:
        for index, rule, wanted in wrong_bases(scheme):
            self.fault(
                ("rules", index, "parameters", "based_on"),
                N_("“{name}” is not a rule of this scheme that this one can be based on."),
                N_("Name a rule of kind {kind}."),
                name=rule.text("based_on"),
                kind=", ".join(wanted),
            )


def wrong_bases(scheme: Scheme) -> Iterator[tuple[int, Rule, tuple[str, ...]]]:
    """Place of each rule that is based on none or on a wrong one, the rule, and the kinds that it may be based on."""
    for index, rule in enumerate(scheme.rules):
        wanted = BASES.get(rule.kind, ())
        if not wanted or (rule.kind != _NEVER_ALONE and not rule.text("based_on")):
            continue
        base = scheme.rule(rule.text("based_on"))
        if base is None or base.kind not in wanted:
            yield index, rule, wanted


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return plain(value) if isinstance(value, Decimal) else str(value)


def dump(scheme: Scheme) -> str:
    """The scheme as TOML with every parameter written out; `parse` reads it back to an equal scheme."""
    lines = [
        f"id = {_quoted(scheme.id)}",
        f"name = {_words(scheme.name)}",
        f"purpose = {_words(scheme.purpose)}",
        f"clause = {_quoted(scheme.clause)}",
        f"source = {_quoted(scheme.source)}",
        *(["tried_first = true"] if scheme.tried_first else []),
        "",
        "[parameters]",
        *map(_parameter, scheme.parameters),
    ]
    if scheme.indicators:
        lines += ["", "[indicators]", *(own_indicators.written(indicator, _quoted) for indicator in scheme.indicators)]
    for rule in scheme.rules:
        lines += ["", "[[rules]]", *_rule(rule), "[rules.parameters]", *map(_parameter, rule.parameters)]
    return "\n".join(lines) + "\n"


def _rule(rule: Rule) -> list[str]:
    lines = [f"{key} = {_quoted(str(getattr(rule, key)))}" for key in ("id", "kind", "clause", "clause_text_zh", "outcome")]
    lines.append(f"name = {_words(rule.name)}")
    if rule.title != _NO_WORDS:
        lines.append(f"title = {_words(rule.title)}")
    if rule.cadence:
        lines.append(f"cadence = {_quoted(rule.cadence.value)}")
    if rule.notice:
        lines.append(f"notice = {_quoted(rule.notice)}")
    return lines


def _parameter(parameter: Parameter) -> str:
    parts = [f"default = {_quoted(parameter.default or '')}"]
    if parameter.clause:
        parts.append(f"clause = {_quoted(parameter.clause)}")
    parts.append(f"label = {_words(parameter.label)}")
    if parameter.required:
        parts.append("required = true")
    parts += [f"{key} = {plain(bound)}" for key in ("minimum", "maximum") if (bound := getattr(parameter, key)) is not None]
    if parameter.notice:
        parts.append(f"notice = {_quoted(parameter.notice)}")
    if parameter.value is not None:
        parts.append(f"value = {_quoted(parameter.value)}")
    return f"{_quoted(parameter.name)} = {{ {', '.join(parts)} }}"


def _words(words: Words) -> str:
    return f"{{ zh = {_quoted(words.zh)}, en = {_quoted(words.en)} }}"


def _quoted(text: str) -> str:
    clean = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda match: f"\\u{ord(match[0]):04x}", clean) + '"'
