"""What expressions may say, how they are typed, and that no text can do harm."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ucronia.errors import Problem
from ucronia.scenario.expressions import (
    Effect,
    Expression,
    Names,
    Number,
    Thing,
    named_things,
    parse,
    parse_effect,
    walk,
)
from ucronia.scenario.model import Mark
from ucronia.scenario.vocabulary import MATHS, STATE, VERBS

AT = Mark(file="rules/a.yaml", line=7, column=11)
NAMES = Names(
    things={
        "force": ("north_army", "south_army"),
        "place": ("lima", "puno", "la_paz"),
        "province": ("lima", "puno"),
        "polity": ("peru", "bolivia", "chile"),
        "bloc": ("north", "south", "bolivia"),
        "leader": ("santa_cruz", "gamarra"),
        "cause": ("union", "peru_whole"),
        "office": ("president_peru",),
        "assembly": ("sicuani",),
        "pact": ("tacna",),
        "rule": ("coup", "parley"),
        "option": ("treaty", "fight"),
        "variable": ("surcharge",),
    },
    parameters=("coup_rate", "boldness_weight"),
    variables=("surcharge",),
    definitions={
        "n": "ruler(north)",
        "quiet": "not in_war(peru) and surcharge < 1",
        "twice": "2 * coup_rate",
        "circle": "other + 1",
        "other": "circle * 2",
        "broken": "men(nobody_knows)",
        "big_0": "coup_rate + coup_rate",
        **{f"big_{n + 1}": f"big_{n} + big_{n}" for n in range(30)},
    },
    options={"parley": ("treaty", "fight"), "coup": ()},
)
ROLES = {"a": "army", "q": "polity", "v": "province", "x": "number"}


def read(text: str, wants: str = "number") -> Expression | list[Problem]:
    return parse(text, AT, NAMES, ROLES, wants)


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("1 + 2*coup_rate - -surcharge/3", "number"),
        ("men(a) ** 2", "number"),
        ("men(north_army) > 100 and not active(a)", "bool"),
        ("1 < x <= 3 < coup_rate", "bool"),
        ("side(a) == bolivia", "bool"),
        ("bolivia == side(a)", "bool"),
        ("place(a) == puno", "bool"),
        ("controls(q, puno) or near(a, puno, 3)", "bool"),
        ("ruler(bolivia) != none", "bool"),
        ("n == q", "bool"),
        ("twice + quiet", "number"),
        ("quiet", "bool"),
        ("at_war(q, chile) * 2", "number"),
        ("commander(a) if active(a) else none", "leader"),
        ("commander(a) if active(a) else none", "any"),
        ("q if in_war(q) else bolivia", "polity"),
        ("chosen(parley, treaty) and since(coup) > 30", "bool"),
        ("value(surcharge) == surcharge", "bool"),
        ("True", "bool"),
        ("surcharge == True", "bool"),
        ("q", "polity"),
        ("none", "place"),
        (" ( men(a)\n + 1 ) ", "number"),
        ("rains()", "number"),
        ("clip(x, 0, 1) + logistic(x) + exp(x) + log(x) + sqrt(x) + min(x, 1)", "number"),
    ],
)
def test_what_may_be_said(text: str, wants: str) -> None:
    found = read(text, wants)
    assert isinstance(found, Expression), found
    assert wants in ("any", found.type) or (wants, found.type) == ("number", "bool")


@pytest.mark.parametrize(
    ("text", "wants", "column", "says"),
    [
        ("men(nort_army)", "number", 15, '"nort_army" is not a force; did you mean "north_arm'),
        ("  mem(a)", "number", 13, '"mem" is not a function; did you mean "men"?'),
        ("coup_rte + 1", "number", 11, 'did you mean "coup_rate"?'),
        ("side(a) == chle", "bool", 22, '"chle" is not a polity; did you mean "chile"?'),
        ("men(q)", "number", 15, '"q" is a polity where a force is wanted'),
        ("treasury(q)", "bool", 11, "is a number where true or false is wanted; compare it"),
        ("at_war(q)", "bool", 11, "should be at_war(polity, polity)"),
        ("side(a) == place(a)", "bool", 11, "is a polity, the other is a place"),
        ("side(a) < q", "bool", 11, "is compared by == and != only"),
        ("1 / (2 - 2)", "number", 16, "is 0, by which nothing can be divided"),
        ("x ** x", "number", 16, "as a power should be a number from 0 to 4"),
        ("2 ** 9", "number", 16, "as a power"),
        ("bolivia == bolivia", "bool", 11, "could be any of bloc, polity"),
        ("chosen(coup, treaty)", "bool", 24, 'is not an option of "coup"'),
        ("found(q)", "number", 11, "is not a function (it is an effect)"),
        ("rains", "number", 11, "without its brackets: rains(…)"),
        ("x if q else 1", "number", 16, '"q" is a polity where true or false is wanted'),
        ("x is 1", "bool", 11, "should be compared by"),
        ("x // 2", "number", 11, "should be made of + - * / **"),
        ("'men'", "number", 11, "is not a number"),
        ("1e999", "number", 11, "is larger than 1e+15"),
        ("1j", "number", 11, "is not a number"),
        ("[x for x in a]", "number", 11, "is not part of the language"),
        ("a.men", "number", 11, "is not part of the language"),
        ("(lambda: 1)()", "number", 11, "is not part of the language"),
        ("men(a, *a)", "number", 11, "should be men(force)"),
        ("men(force=a)", "number", 11, "should be men(force)"),
        ("x := 2", "number", 13, "can't be read"),
        ("x +", "number", 14, "can't be read"),
        ("", "number", 11, "an expression is missing"),
        ("mén(a)", "number", 12, "can't stand in an expression"),
        ("x # men", "number", 13, "can't stand in an expression"),
        ("x\0", "number", 12, "can't stand in an expression"),
        ("circle", "number", 11, "circle"),
        ("broken", "number", 11, "is a definition that can't be read"),
        ("big_11 * 2", "number", 11, "too much to work out"),
        ("big_30 * 2", "number", 11, "definition"),
    ],
)
def test_what_may_not(text: str, wants: str, column: int, says: str) -> None:
    found = read(text, wants)
    assert isinstance(found, list)
    assert says in found[0].text
    assert (found[0].file, found[0].line, found[0].column) == ("rules/a.yaml", 7, column)


def test_every_problem_of_an_expression_is_told() -> None:
    found = read("men(nobody) + guns(nothing) > skil(gamarra)", "bool")
    assert isinstance(found, list)
    assert [problem.column for problem in found] == [15, 30, 41]


HOSTILE = [
    "(" * 1000 + "1" + ")" * 999,
    "-" * 1999 + "1",
    "not " * 499 + "x",
    "~" * 1999,
    "2**" * 600 + "2",
    "9" * 2000,
    "1 if 1 else " * 160 + "1",
    "[" * 2000,
    "f(" * 900,
    "1<(" * 38 + "x<x<x" + "<x)" * 38,
    "min(1," * 41 + "1" + ")" * 41,
    "if(" * 500,
    "if(quiet, " * 30 + "found(q)" + ")" * 30,
    "\0",
    "\ud800",
    "\u202e1",
    "ｍｅｎ(a)",
    "1if 1else 2",
    "x" * 2000,
    "x" * 10**6,
    "__import__('os').system('true')",
    "().__class__.__bases__[0]",
    "f'{x}'",
    "1\\\n+1",
    " and ".join(f"big_{n}" for n in range(31)),
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_only_refused(text: str) -> None:
    began = time.perf_counter()
    for found in (read(text, "any"), read(text, "bool"), parse_effect(text, AT, NAMES, ROLES)):
        assert isinstance(found, list)
        assert found and all(isinstance(problem, Problem) for problem in found)
        assert all(len(problem.text) < 500 for problem in found)
    assert time.perf_counter() - began < 1


WORDS = st.sampled_from(
    [*MATHS, *STATE, *VERBS, *NAMES.definitions, *ROLES, "none", "True", "if", "else", "and"]
    + [ident for ids in NAMES.things.values() for ident in ids]
    + list("()()()()+-*/<>=!,. 0123456789")
    + ["**", "==", "not ", " in ", "lambda ", "1e9"]
)


@given(st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=40).map("".join)))
@example("a" * 3000)
@example("x<y<(z<w<(x<y<x)<w)<z")
@settings(max_examples=400, deadline=None)
def test_any_text_is_an_expression_or_problems(text: str) -> None:
    for wants in ("number", "bool", "any", "polity"):
        found = read(text, wants)
        assert isinstance(found, Expression) or (
            found and all(isinstance(problem, Problem) for problem in found)
        )
    found_effect = parse_effect(text, AT, NAMES, ROLES)
    assert isinstance(found_effect, (Effect, list)) and found_effect


def test_effects() -> None:
    effect = parse_effect("if(men(a) > 10, raise_column(q, lima, 200, none))", AT, NAMES, ROLES)
    assert isinstance(effect, Effect)
    assert (effect.verb, effect.condition is None) == ("raise_column", False)
    assert [part.type for part in effect.arguments] == ["polity", "place", "number", "leader"]
    plain = parse_effect("set(surcharge, surcharge + 1)", AT, NAMES, ROLES)
    assert isinstance(plain, Effect)
    assert plain.arguments[0] == Thing("variable", id="surcharge")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("fond(q)", '"fond" is not an effect; did you mean "found"?'),
        ("men(a)", "is not an effect (it is a function)"),
        ("found(q); found(q)", "can't be read"),
        ("if(found(q))", "should be if(condition, verb(argument, …))"),
        ("if(men(a), found(q))", "is a number where true or false is wanted"),
        ("set(coup_rate, 1)", "is a number where a variable is wanted"),
        ("q", "is not an effect; write verb(argument, …)"),
    ],
)
def test_effects_that_are_none(text: str, says: str) -> None:
    found = parse_effect(text, AT, NAMES, ROLES)
    assert isinstance(found, list) and says in found[0].text


def test_named_things() -> None:
    found = read(
        "at(a, puno) and (is_head(gamarra) or controls(chile, lima)) and quiet", "bool"
    )
    assert isinstance(found, Expression)
    assert named_things(found) == ("puno", "gamarra", "chile", "lima", "peru")
    effect = parse_effect("if(exists(bolivia), exile(gamarra))", AT, NAMES, ROLES)
    assert isinstance(effect, Effect)
    assert named_things(effect) == ("bolivia", "gamarra")


def test_walk_reads_from_left_to_right() -> None:
    found = read("1 + 2 * 3")
    assert isinstance(found, Expression)
    assert [n.value for n in walk(found) if isinstance(n, Number)] == [1, 2, 3]
    assert found.constant == 7
