"""What the shell says of itself: an introduction, and each command's help with an example."""

from __future__ import annotations

INTRO = {
    "en": (
        "Ucronía is an analysis engine for history: it replays a documented conflict, finds",
        "how likely each outcome was on every day, and plays on with another choice. Try:",
    ),
    "es": (
        "Ucronía es un motor de análisis para la historia: sigue un conflicto documentado,",
        "halla cuán probable era cada desenlace cada día, y sigue con otra decisión. Pruebe:",
    ),
}
PURPOSE = """\
Replay a documented conflict, evaluate every day of it, play on with another choice.

`ucronia COMMAND --help` shows a command's options and an example.
"""
TRY = ("ucronia board", "ucronia evaluate", "ucronia explain yungay")

HELP = {
    "board": """\
The analysis board: the record on a map, the curve, forks that you play, in a browser.

\b
It works without the network. --export writes the same as a site for the web or a USB
stick, with every recorded decision's options played beforehand.
\b
Example: ucronia board --lang es
         ucronia board --export my-site
""",
    "evaluate": """\
How likely was each outcome on every day? What turned it? Who gave what up?

\b
Prints the curve, the turning points and the graded decisions, and writes a report:
a page to open in any browser, figures, tables.
\b
Example: ucronia evaluate --replicas 100 --out my-report
""",
    "what-if": """\
What if another option had been taken, a fact were otherwise, an event forbidden?
Or an assumption: --set holds a parameter at a number in every draw of the second arm.

\b
The record's own choice and the other are played from one state, with the same random
numbers: each outcome in both, the difference, five typical histories, and why.
\b
Example: ucronia what-if paucarpata=hold_prisoner
         ucronia what-if --fact army_north.men=*2 --at 1838-07-01
         ucronia what-if --forbid quillota_mutiny
         ucronia what-if --set fog_courier=0 --at 1838-07-01
""",
    "run": """\
Play on from a day of the record: how do its histories end?

\b
Example: ucronia run --from 1837-11-17 --replicas 2000 --out ends.parquet
""",
    "compare": """\
Is 62 % different from 58 %? One outcome on two days, and whether noise explains it.

\b
Example: ucronia compare 1837-11-16 1837-11-18 --outcome union
""",
    "when": """\
When was it lost? The last day on which an outcome was likely, and what took it away.

\b
Example: ucronia when union
""",
    "believe": """\
What would I have to believe for this outcome? Parameters and readings that bring it.

\b
Example: ucronia believe union --from 1838-07-01
""",
    "sensitivity": """\
What does this answer rest on? Judged numbers, disputes between sources, dates, qualities.

\b
Of the variance of a probability (or of a what-if's difference) from draw to draw, chance told
apart: what would go were a part known, what would stay were all else known, with intervals,
and which single number would narrow the answer most. Chance outweighs all else: many histories
are needed (-n is of each of some twenty rows; intervals halve with four times as many).
\b
Example: ucronia sensitivity --outcome union --at 1837-11-17
         ucronia sensitivity paucarpata=hold_prisoner --outcome union -n 6400 --out rests.svg
""",
    "history": """\
Tell one history as a dated chronicle: by its number, typical, or with an outcome.

\b
Example: ucronia history --from 1837-11-17 --replica 7
         ucronia history --outcome union
         ucronia history --typical --lang es
""",
    "plausible": """\
Does free play do what is known from elsewhere? Coups, battles, wars, marches, revenues.

\b
Histories are played freely from ten days; each reference rate of the scenario's rates.csv is
told with what they make of it, in range or not.
\b
Example: ucronia plausible
         ucronia plausible --replicas 200 --out lines.csv
         ucronia plausible --keep
""",
    "foresee": """\
Does free play from the eve give what came, within two months, more often than at any time?

\b
Asked of the weightiest entries that the engine could give, and of every documented non-event:
what was plotted, offered or feared and did not come. Beside each stands its base rate, from ten
days over the whole span.
\b
Example: ucronia foresee
         ucronia foresee --top 50 --replicas 1000 --out foreseen.csv
""",
    "battle": """\
What were the odds of this battle? Who wins, what it costs both; or a file of battles scored.

\b
By the engine's equations, fitted on battles of 1700-1900 (CDB90). Names of commanders, armies
and wars that CDB90 knows bring what their earlier battles tell. A file to score has the columns
id,date,war,attacker,defender,men_attacker,men_defender,commander_attacker,
commander_defender,fortification,surprise,winner; commanders, fortification (0 none or hasty,
1 prepared, 2 fortified) and surprise (-3 to 3) may be empty, the winner is attacker, defender
or draw. Each row is forecast from what was known before its day.
\b
Example: ucronia battle --attacker 5267 --defender 6100 --ground hills --works prepared
         ucronia battle --attacker 68000 --defender 67000 --commander-attacker napoleon \\
                        --commander-defender wellington --year 1815
         ucronia battle --score my-battles.csv --json
""",
    "backtest": """\
How good are the forecasts? From every fork, over 30, 90 and 180 days, beside baselines.

\b
Which kinds of events come, whether decisions are taken as recorded, who holds each province,
where each army is and how strong: scored against the record, apart for what a calibration may
learn from and for what is held out, and told plainly where there is no skill.
\b
Example: ucronia backtest
         ucronia backtest --every 90d --weighty 0 --replicas 200 --out backtest
         ucronia backtest --keep
""",
    "calibrate": """\
What does the record teach of the parameters? Their posterior, and which entries taught it.

\b
The record up to a day is replayed under many draws, and weighs them by the probability that
the model gives to what then happened. The answer tells prior and posterior of each parameter,
by how much it narrowed, what taught it, and how well the record is made again. The file is
what --parameters takes. It takes some minutes; an interrupt keeps what is done.
\b
Example: ucronia calibrate
         ucronia calibrate --until 1837-12-31 --sweeps 400 --out early.parquet
         ucronia calibrate --resume
         ucronia calibrate --check 20 --sweeps 60
""",
    "learn": """\
What does the record teach of this parameter? Prior, posterior, and the entries that taught it.

\b
Example: ucronia learn battle_ratio
         ucronia learn march_pace --parameters early.parquet --lang es
""",
    "replay": """\
Tell a campaign day by day from the record, with its sources; then who stands where.

\b
Example: ucronia replay --from 1838-07-01 --to 1839-03-01
         ucronia replay --from 1841-09-01 --to 1842-01-01 --lang es
""",
    "map": """\
Draw a campaign from the record: where forces marched, sailed and fought, on one map.

\b
Only the part of the land where something happened is shown; what lies far off, or crowded,
has an inset. Sides differ in colour, dashes and sign; of many forces those that moved most are
drawn.
\b
Example: ucronia map --from 1838-07-15 --to 1838-11-10
         ucronia map --from 1841-09-01 --to 1841-12-01 --out ingavi.png --lang es
         ucronia map --from 1837-09-01 --to 1837-12-31 --force first_expedition
""",
    "record": """\
List the documented history: dated entries, each with its sources.

\b
Example: ucronia record --kind battle --from 1838-01-01
         ucronia record --person salaverry --place cusco
         ucronia record --source basadre --text tratado
\b
Capitals and accents make no difference; a place is found by its old names too.
""",
    "export": """\
Take the record, or a part of it, to the tools that historians use.

\b
csv          a table, one row a source of an entry    spreadsheets, R, pandas
geojson      entries as points, campaigns as lines    QGIS, Leaflet, geopandas
ics          entries as whole-day events              calendars
jsonld       schema.org events with EDTF dates        linked data
timelinejs   the spreadsheet of a timeline            Knight Lab's TimelineJS
\b
csv, geojson and jsonld are in both languages, the others in that of --lang. It is printed, or
goes to --out: a file, or a folder for one named after the scenario.
\b
Example: ucronia export geojson --person gamarra --out gamarra.geojson
         ucronia export timelinejs --lang es --at-least 70 --out timeline.csv
         ucronia export csv --kind battle --from 1838-01-01
""",
    "disputes": """\
What do sources disagree on? The widest first: what each says, and how much it matters.

\b
How much it matters: each reading is fixed in turn and played on, with the same random
numbers, from the day after its last entry (or --at). Where a dispute or an entry is named this
is done by itself, else with --effect; --top says for how many.
\b
Example: ucronia disputes --top 10
         ucronia disputes yungay
         ucronia disputes --effect --top 10 --replicas 1000
""",
    "explain": """\
Where does it come from? What it is, what sources say, its basis; a date: each step.

\b
A person, place, force or polity: what it is, its dated life in the record, where sources
differ. Names do with accents or without, and period names of places; kind:id says which.
\b
Without a name it lists the systems of the scenario: the sea, caudillos, news and fog …
\b
Example: ucronia explain
         ucronia explain sea
         ucronia explain yungay
         ucronia explain "La Paz" --lang es
         ucronia explain person:santa_cruz
         ucronia explain battle_skill
         ucronia explain 1837-11-17
""",
    "check": """\
Find everything wrong in a scenario's folder, one line each; exit 1 if something is.

\b
Where nothing is, the record is replayed and a few histories are played: it warns of recorded
rules that were closed when their entry came, and of outcomes that overlap.
\b
It counts where the record is thin: forces out of sight, marches that none could make, entries
on one witness, disputes with nothing to choose, texts in one language; --all lists them.
\b
Example: ucronia check my-war
         ucronia check --no-play --all
         ucronia check my-war --no-play
""",
    "new": """\
Add your own war: write a small commented scenario that can be checked and evaluated.

\b
Example: ucronia new my-war && ucronia check my-war && ucronia evaluate my-war
""",
}
"""By name of the command; a backspace alone on a line keeps the lines after it as they are."""

SHORT = {
    "board": "The analysis board, in a browser.",
    "evaluate": "How likely was each outcome, what turned it?",
    "what-if": "What if another option had been taken?",
    "run": "Play on from a day of the record.",
    "compare": "Is 62 % different from 58 %?",
    "when": "When was it lost?",
    "believe": "What would I have to believe for it?",
    "sensitivity": "What does this answer rest on?",
    "history": "Tell one history as a chronicle.",
    "plausible": "Does free play do what is known from elsewhere?",
    "foresee": "Does free play see coming what came?",
    "battle": "What were the odds of this battle?",
    "backtest": "How good are the forecasts, beside baselines?",
    "calibrate": "What does the record teach of the parameters?",
    "learn": "What does it teach of this one?",
    "replay": "Tell a campaign day by day.",
    "map": "Draw a campaign from the record.",
    "record": "List the record, with its sources.",
    "export": "Take the record to maps, timelines, calendars.",
    "disputes": "What do sources disagree on?",
    "explain": "Where does this number come from?",
    "check": "Find what is wrong in a scenario.",
    "new": "Add your own war.",
}
"""For the list of commands."""
