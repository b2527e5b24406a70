"""What is known of the years 1835 to 1842, as tables: what every draw's replay is held to."""

from __future__ import annotations

from collections.abc import Mapping

NORTH = "piura la_libertad amazonas huaylas lima junin".split()
SOUTH = "ayacucho huanta cuzco puno arequipa moquegua tacna arica tarapaca".split()
BOLIVIA = [
    *"la_paz oruro potosi chuquisaca cochabamba".split(),
    *"santa_cruz tarija litoral_boliviano mojos".split(),
]
FOREIGN = "chile_norte chile_centro chile_sur jujuy salta tucuman guayas".split()


def all_of(provinces: list[str], polity: str) -> dict[str, str]:
    """Give every province of a list to one polity."""
    return dict.fromkeys(provinces, polity)


HELD: list[tuple[str, Mapping[str, str]]] = [
    ("1835-02-22", all_of(NORTH + SOUTH, "peru") | all_of(BOLIVIA, "bolivia")),
    ("1835-02-25", {"lima": "peru_salaverry", "arequipa": "peru", "cuzco": "peru"}),
    ("1835-06-10", {"cuzco": "peru_gamarra", "puno": "peru_gamarra", "tacna": "peru"}),
    ("1835-07-29", {"puno": "peru", "cuzco": "peru_salaverry", "arequipa": "peru"}),
    ("1835-08-21", {"cuzco": "peru", "lima": "peru_salaverry", "piura": "peru_salaverry"}),
    ("1835-09-24", {"litoral_boliviano": "peru_salaverry", "potosi": "bolivia"}),
    ("1835-11-20", {"litoral_boliviano": "bolivia"}),
    ("1835-12-31", {"arequipa": "peru_salaverry", "cuzco": "peru"}),
    ("1836-01-10", {"lima": "peru", "junin": "peru", "arequipa": "peru_salaverry"}),
    ("1836-02-20", all_of(NORTH + SOUTH, "peru") | all_of(BOLIVIA, "bolivia")),
    ("1836-03-20", all_of(NORTH, "peru") | all_of(SOUTH, "sud_peruano")),
    ("1836-08-12", all_of(NORTH, "nor_peruano") | all_of(SOUTH, "sud_peruano")),
    ("1836-10-30", all_of(NORTH, "nor_peruano") | all_of(BOLIVIA, "bolivia")),
    ("1837-10-05", all_of(SOUTH, "sud_peruano")),
    ("1837-10-20", {"arequipa": "chile", "arica": "sud_peruano", "cuzco": "sud_peruano"}),
    ("1837-12-01", all_of(SOUTH, "sud_peruano")),
    ("1838-08-01", all_of(NORTH, "nor_peruano") | all_of(SOUTH, "sud_peruano")),
    ("1838-08-22", {"lima": "chile", "arequipa": "sud_peruano"}),
    ("1838-08-26", {"lima": "peru", "cuzco": "sud_peruano"}),
    ("1838-10-05", {"lima": "peru", "piura": "peru", "la_libertad": "peru"}),
    ("1838-11-11", {"lima": "nor_peruano", "junin": "nor_peruano", "piura": "peru"}),
    ("1839-01-21", {"huaylas": "peru", "lima": "nor_peruano", "puno": "sud_peruano"}),
    ("1839-02-21", {"arequipa": "peru", "cuzco": "sud_peruano", "la_paz": "bolivia"}),
    ("1839-02-25", {"lima": "peru"}),
    ("1839-03-14", {p: "peru" for p in NORTH + SOUTH if p != "huanta"}),
    ("1839-07-10", {"huanta": "iquicha", "la_paz": "bolivia_ballivian", "potosi": "bolivia"}),
    ("1839-08-20", all_of(BOLIVIA, "bolivia")),
    ("1839-11-16", all_of(NORTH + SOUTH, "peru") | all_of(BOLIVIA, "bolivia")),
    ("1841-01-10", {"arequipa": "peru_vivanco", "cuzco": "peru_vivanco", "lima": "peru"}),
    ("1841-04-20", all_of(NORTH + SOUTH, "peru")),
    ("1841-06-20", {"cochabamba": "bolivia_regeneracion", "la_paz": "bolivia_regeneracion"}),
    ("1841-09-30", all_of(BOLIVIA, "bolivia")),
    ("1841-10-22", {"la_paz": "peru", "oruro": "bolivia", "cochabamba": "bolivia"}),
    ("1841-11-19", all_of(BOLIVIA, "bolivia") | all_of(SOUTH, "peru")),
    ("1841-12-15", {"puno": "bolivia", "tacna": "bolivia", "arica": "bolivia"}),
    ("1842-01-04", {"tarapaca": "bolivia", "arica": "bolivia", "arequipa": "peru"}),
    ("1842-01-10", {"tarapaca": "peru", "tacna": "bolivia"}),
    ("1842-02-20", {"tacna": "peru", "arica": "peru", "puno": "bolivia"}),
    ("1842-04-05", {"puno": "bolivia", "moquegua": "peru", "cuzco": "peru"}),
    ("1842-06-15", all_of(NORTH + SOUTH, "peru") | all_of(BOLIVIA, "bolivia")),
]
"""Evenings, and who controlled provinces."""

STATES = {"chile", "argentina", "ecuador"}
STOOD: list[tuple[str, set[str], Mapping[str, str]]] = [
    ("1835-02-22", {"peru", "bolivia", "iquicha"}, {"peru": ""}),
    ("1835-06-10", {"peru", "peru_salaverry", "peru_gamarra", "bolivia", "iquicha"}, {}),
    ("1835-08-01", {"peru", "peru_salaverry", "bolivia", "iquicha"}, {}),
    ("1836-02-20", {"peru", "bolivia", "iquicha"}, {}),
    ("1836-03-20", {"peru", "sud_peruano", "bolivia", "iquicha"}, {"sud_peruano": ""}),
    (
        "1837-01-01",
        {"nor_peruano", "sud_peruano", "bolivia", "confederacion", "iquicha", "emigrados"},
        all_of(["nor_peruano", "sud_peruano", "bolivia"], "confederacion"),
    ),
    (
        "1838-08-01",
        {"nor_peruano", "sud_peruano", "bolivia", "confederacion", "iquicha", "emigrados"},
        {"nor_peruano": "", "sud_peruano": "confederacion", "bolivia": "confederacion"},
    ),
    (
        "1838-11-12",
        {"peru", "nor_peruano", "sud_peruano", "bolivia", "confederacion", "iquicha"},
        {"nor_peruano": "confederacion", "peru": ""},
    ),
    (
        "1839-02-21",
        {"peru", "nor_peruano", "sud_peruano", "bolivia", "iquicha"},
        {"bolivia": "", "nor_peruano": ""},
    ),
    ("1839-03-15", {"peru", "bolivia", "iquicha"}, {}),
    ("1840-06-01", {"peru", "bolivia"}, {}),
    ("1841-02-01", {"peru", "peru_vivanco", "bolivia"}, {}),
    ("1841-06-20", {"peru", "bolivia", "bolivia_regeneracion", "bolivia_ballivian"}, {}),
    ("1841-09-30", {"peru", "bolivia"}, {}),
    ("1842-06-15", {"peru", "bolivia"}, {"peru": "", "bolivia": ""}),
]
"""Evenings, the polities that stood beside the neighbours, and of what they were members."""

RULED: list[tuple[str, Mapping[str, str]]] = [
    ("1835-02-25", {"president_peru": "orbegoso", "chief_salaverry": "salaverry"}),
    ("1835-09-22", {"minister_chile": "portales", "governor_buenos_aires": "rosas"}),
    ("1836-10-29", {"supreme_protector": "santa_cruz", "president_bolivia": "calvo"}),
    ("1837-06-07", {"minister_chile": "", "president_chile": "prieto"}),
    ("1838-08-01", {"president_nor_peruano": "orbegoso"}),
    ("1838-11-11", {"president_peru": "gamarra", "president_nor_peruano": "riva_aguero"}),
    ("1839-02-12", {"president_bolivia": "velasco", "supreme_protector": "santa_cruz"}),
    ("1839-07-10", {"president_bolivia": "velasco", "chief_ballivian": "ballivian"}),
    ("1841-06-12", {"chief_regeneracion": "agreda"}),
    ("1841-09-29", {"president_bolivia": "ballivian", "president_chile": "bulnes"}),
    ("1841-11-20", {"president_peru": "menendez"}),
]
"""Evenings, and who held offices."""

FOUGHT: list[tuple[str, str, str, bool]] = [
    ("1835-03-01", "peru", "peru_salaverry", True),
    ("1835-07-30", "bolivia", "peru_salaverry", True),
    ("1836-02-20", "bolivia", "peru", False),
    ("1837-01-01", "chile", "confederacion", True),
    ("1837-06-01", "argentina", "confederacion", True),
    ("1837-11-20", "chile", "confederacion", True),  # the treaty waits for Santiago
    ("1838-08-03", "nor_peruano", "chile", False),
    ("1838-08-21", "nor_peruano", "chile", True),
    ("1839-02-25", "bolivia", "peru", False),
    ("1839-05-01", "argentina", "bolivia", False),
    ("1840-06-01", "peru", "bolivia", False),
    ("1841-10-02", "peru", "bolivia", True),
    ("1842-06-07", "peru", "bolivia", False),
]
"""Evenings, two polities, and whether they were at war."""

IN_FIELD: list[tuple[str, str, str, float, float]] = [
    ("1835-08-13", "united_army", "yanacocha", 3500, 5000),
    ("1836-02-08", "united_army", "arequipa", 2600, 6500),
    ("1837-10-20", "first_expedition", "arequipa", 2400, 3000),
    ("1838-08-07", "second_expedition", "ancon", 5400, 5900),
    ("1838-08-21", "nor_peruvian_army", "portada_de_guias", 2000, 3000),
    ("1838-11-10", "protectoral_army", "lima", 7000, 8000),
    ("1839-01-20", "second_expedition", "yungay", 3000, 4700),
    ("1841-10-15", "fifth_battalion", "la_paz", 600, 750),
    ("1841-11-18", "bolivian_army", "ingavi", 2200, 3500),
    ("1842-02-20", "rojas_column", "moquegua", 150, 250),
    ("1842-06-15", "bolivian_army", "guaqui", 700, 1000),
]
"""Evenings, forces, where they stood, and between how many men."""

BROKEN = {
    "yanacocha_1835": "gamarra_army",
    "socabaya_1836": "salaverry_army",
    "montenegro": "paz_column",
    "yungay": "protectoral_army",
    "cuevillas_1841": "vivanco_army",
    "ingavi_1841": "peru_army",
    "motoni_1842": "motoni_column",
    "orurillo_1842": "orurillo_column",
}
"""Battles after which one side's force was no more."""

NONEVENTS_CHOSEN = 139929316
"""CRC-32 of the ids of the non-events, in order, with blanks between."""
