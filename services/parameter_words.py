"""Parameters of a scheme as a form shows them: labels, values in words instead of codes, what may be chosen, where a figure is from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from models.domain.errors import N_, Message, UserError
from models.domain.kpi import BUILT_IN, Indicator, Unit, plain
from models.domain.outcomes import OutcomeKind
from models.domain.people import POSITIONS
from models.domain.period import Cadence
from services import indicator_list, people, schemes, words
from services.rules import limits
from services.rules.scheme import RULES_OFF, SCHEME, Parameter, Scheme
from services.rules.scheme_text import BY_CONVENTION
from services.rules.values import Band, ParameterType, read_bands, read_ladder, read_list, read_weights
from services.rules.words import CONTRIBUTIONS, group_word, indicator_word, level_name, word
from services.texts import Texts
from services.workspace import Workspace

_CHOICES: Mapping[str, str] = {
    "floor": N_("round down"), "half_up": N_("round half up"), "competition": N_("1, 2, 2, 4 – places after a tie are left out"),
    "dense": N_("1, 2, 2, 3 – no place is left out"), "first": N_("the first time"), "repeat": N_("every further time"),
    "probation": words.STATUSES["probation"], "regular": words.STATUSES["regular"], "standby": words.STATUSES["standby"],
    "full_time": words.EMPLOYMENT_TYPES["full_time"], "part_time": words.EMPLOYMENT_TYPES["part_time"],
}  # fmt: skip
_FRACTIONS = frozenset({"utilisation_bands", "completion_bands"})
_SHARES = "shares"
"""Bands that give a share of a base in per cent instead of points."""
_FREE_WEIGHTS = "weights"
"""Weights of criteria that a centre names itself; `weights.GROUP` and `position_weights.POSITION` are weights of indicators."""
_INDICATOR_WEIGHTS = ("weights.", "position_weights.")
_SCALES = {indicator.code: (100, "%") if indicator.unit is Unit.PERCENT else (1000, "‰") for indicator in BUILT_IN
           if indicator.unit in (Unit.PERCENT, Unit.PERMILLE)}  # fmt: skip
_ORDERED = frozenset({"tie_breakers", "excludes"})
"""Lists chosen row by row: of the first the order counts, of the second there are too many to tick."""
_INDICATORS = frozenset({"indicator", "tie_breakers"})
_BARE = {"true": N_("yes"), "false": N_("no")}


@dataclass(frozen=True)
class Options:
    """What this centre can choose from where a scheme leaves the choice open: (value, words) of indicators, positions, award rules."""

    indicators: tuple[tuple[str, str], ...] = ()
    positions: tuple[tuple[str, str], ...] = ()
    rules: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ParameterView:
    """One parameter as the form shows it: `owner` = rule id or scheme, value as text and in words, what may be chosen.

    `source` is the source's own figure in words with its clause, '' when it gives none. `ordered`: the order of a list
    counts. `is_fraction`: bands hold fractions that are shown as percentages. `measured`: the indicator that it is a limit of.
    """

    full_name: str
    owner: str
    label: str
    parameter: Parameter
    value: str
    words: str
    source: str
    options: tuple[tuple[str, str], ...]
    ordered: bool = False
    is_fraction: bool = False
    measured: Indicator | None = None


def options(workspace: Workspace) -> Options:
    """Indicators and positions that this centre knows, in the workspace's language."""
    texts = workspace.texts
    listed = indicator_list.listed(workspace)
    indicators = tuple((i.indicator.code, i.indicator.name_zh if texts.language == "zh" else i.indicator.name_en) for i in listed)
    own = {row.position for row in people.roster(workspace, day=workspace.clock.today()) if row.position}
    names = dict.fromkeys((*POSITIONS, *sorted(own)))
    positions = tuple((name, texts.message(words.word(words.POSITIONS, name))) for name in names)
    return Options(indicators, positions, _award_rules(workspace))


def _award_rules(workspace: Workspace) -> tuple[tuple[str, str], ...]:
    """Rules that give awards, of the schemes adopted here first and then of the library."""
    language = workspace.texts.language
    held = [version.scheme for version in schemes.versions(workspace)]
    found: dict[str, str] = {}
    for scheme in (*held, *schemes.library().values()):
        for rule in scheme.rules:
            if rule.outcome is OutcomeKind.AWARD:
                found.setdefault(rule.id, f"{scheme.name.text(language)} · {rule.name.text(language)}")
    return tuple(found.items())


def parameter_views(scheme: Scheme, texts: Texts, known: Options) -> list[ParameterView]:
    """Every parameter, those of the whole scheme first, then rule by rule."""
    monthly = tuple((rule.id, rule.name.text(texts.language)) for rule in scheme.rules if rule.cadence is Cadence.MONTH)
    nominated = tuple((rule.id, rule.name.text(texts.language)) for rule in scheme.rules if rule.kind == "nomination")
    found = []
    indicators = limits.known_indicators(scheme)
    for full_name, parameter in scheme.all_parameters().items():
        rule = scheme.rule(full_name.partition(".")[0])
        offered = _options(parameter, texts, known, {"based_on": monthly, "raised_by": nominated})
        if parameter.name == RULES_OFF:
            offered = tuple((rule.id, rule.name.text(texts.language)) for rule in scheme.rules)
        if parameter.name == "excludes":
            offered = tuple(option for option in known.rules if scheme.rule(option[0]) is None)
        found.append(
            ParameterView(
                full_name, full_name.split(".", 1)[0] if not full_name.startswith(f"{SCHEME}.") else SCHEME,
                parameter.label.text(texts.language), parameter, parameter.text, value_words(parameter, parameter.text, texts, offered),
                _source(parameter, texts, offered), offered, parameter.name in _ORDERED, parameter.name in _FRACTIONS,
                indicators.get(limits.limited(rule, parameter)) if rule else None,
            )
        )  # fmt: skip
    return found


def _options(
    parameter: Parameter, texts: Texts, known: Options, rules: Mapping[str, tuple[tuple[str, str], ...]]
) -> tuple[tuple[str, str], ...]:
    if parameter.choices:
        return tuple((choice, texts.message(choice_word(choice))) for choice in parameter.choices)
    if parameter.name in _INDICATORS:
        listed = dict(known.indicators)  # a scheme may name an indicator that the centre has yet to add
        own = {name: texts.message(indicator_word(name)) for name in read_list(parameter.text) if name not in listed}
        return tuple((listed | own).items())
    if parameter.type is ParameterType.WEIGHTS and parameter.name != _FREE_WEIGHTS:
        weighs_indicators = parameter.name.startswith(_INDICATOR_WEIGHTS)
        name_of = indicator_word if weighs_indicators else word  # the dimension “quality” is not the indicator of that code
        own = {name: texts.message(name_of(name)) for name in read_weights(parameter.default or "") | read_weights(parameter.text)}
        return tuple((own | dict(known.indicators if weighs_indicators else ())).items())
    if parameter.name == "contributions":
        return tuple((name, texts.message(word(name))) for name in dict.fromkeys((*CONTRIBUTIONS, *read_list(parameter.text))))
    return {"positions": known.positions, "position": known.positions, **rules}.get(parameter.name, ())


def choice_word(choice: str) -> Message:
    """A fixed choice in words; an unknown one stands for itself."""
    if choice in _CHOICES:
        return Message(_CHOICES[choice])
    if choice in ("centre", "position", "team"):
        return group_word(choice)
    level = level_name(choice)
    return level if level.msgid != "{text}" else word(choice)


def _source(parameter: Parameter, texts: Texts, offered: tuple[tuple[str, str], ...]) -> str:
    if not parameter.clause or parameter.default is None:
        return ""
    value = value_words(parameter, parameter.default, texts, offered)
    if parameter.clause == BY_CONVENTION:
        return texts(N_("usual: {value}"), value=value)
    return texts(N_("source {clause}: {value}"), clause=parameter.clause, value=value)


def value_words(parameter: Parameter, text: str, texts: Texts, offered: tuple[tuple[str, str], ...]) -> str:
    """A value in words, a dash when empty."""
    if not text:
        return "–"
    names = dict(offered)
    makers: Mapping[ParameterType, Callable[[], str]] = {
        ParameterType.MONEY: lambda: f"¥{Decimal(text):,.2f}",
        ParameterType.PERCENT: lambda: f"{text}%",
        ParameterType.DECIMAL: lambda: typed_value(parameter, text),
        ParameterType.BOOL: lambda: texts(_BARE[text]),
        ParameterType.LIST: lambda: _joined(texts, [names.get(name, name) for name in read_list(text)]),
        ParameterType.LADDER: lambda: _ladder(parameter, text, texts),
        ParameterType.BANDS: lambda: "; ".join(band_words(parameter, band, texts) for band in read_bands(text)),
        ParameterType.WEIGHTS: lambda: _joined(
            texts, [f"{names.get(name, name)} {plain(weight)}" for name, weight in read_weights(text).items()]
        ),
    }
    return makers[parameter.type]() if parameter.type in makers else names.get(text, text)


def _joined(texts: Texts, parts: list[str]) -> str:
    return ("、" if texts.language == "zh" else ", ").join(parts)


def _ladder(parameter: Parameter, text: str, texts: Texts) -> str:
    shown = []
    for step in read_ladder(text, parameter.choices):
        gives = texts.message(level_name(step.gives)) if parameter.choices else f"¥{Decimal(step.gives):,.2f}"
        shown.append(texts(N_("{count}: {gives}"), count=step.count, gives=gives))
    return _joined(texts, shown)


def band_words(parameter: Parameter, band: Band, texts: Texts) -> str:
    """One band in words: > 50% ≤ 60%: 2 points."""
    value = band.interval(Decimal(100), "%") if parameter.name in _FRACTIONS else band.interval()
    if parameter.name == _SHARES:
        return texts(N_("{value}: {share}%"), value=value, share=band.points)
    return texts(N_("{value}: {points} points"), value=value, points=band.points)


def typed_value(parameter: Parameter, text: str) -> str:
    """A figure as people type it: the floor or target of an indicator in per cent or per mille, anything else as it is."""
    scale = _SCALES.get(parameter.name.partition(".")[2])
    return f"{plain(Decimal(text) * scale[0])}{scale[1]}" if scale and text and parameter.type is ParameterType.DECIMAL else text


def fault(view: ParameterView, text: str) -> Message | None:
    """Why a typed text cannot be the parameter's value: unreadable, or empty where a figure is needed; None when it can."""
    if not text.strip():
        if view.parameter.required:
            return Message(N_("The source gives no figure; the centre has to set one."))
        if view.parameter.is_never_empty:
            return Message(N_("A value is needed here."))
        return None
    if beyond := limits.beyond(view.measured, view.parameter, text):
        return beyond
    try:
        view.parameter.with_text(text)
    except UserError as error:
        return error.message
    return None
