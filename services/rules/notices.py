"""Lawful alternatives: the parameter values that a legal notice offers to set at one click."""

from __future__ import annotations

from models.domain.attendance import STATUTORY_LEAVES
from services.rules.scheme import Parameter, Rule, Scheme

_STATUTORY = frozenset(code.value for code in STATUTORY_LEAVES)


def lawful_alternative(scheme: Scheme, notice: str) -> dict[str, str]:
    """Full name → value that makes the scheme harmless under that notice; {} where nothing needs to change or nothing can be set."""
    return {
        f"{rule.id}.{parameter.name}": value
        for rule in scheme.rules
        for parameter in rule.parameters
        if parameter.notice == notice and (value := _harmless(rule, parameter)) != parameter.text
    }


def _harmless(rule: Rule, parameter: Parameter) -> str:
    if parameter.name == "fines_enabled":
        return "false"
    codes = rule.names(parameter.name)
    if parameter.name == "zero_codes":
        return ", ".join(code for code in codes if code not in _STATUTORY)
    return ", ".join(dict.fromkeys((*codes, *sorted(_STATUTORY))))
