"""Invented persons with their truth, drawn from hand-written pools; the same seed gives the same persons.

A person is a JSON Resume record with `x_current` on running entries, `x_level` on languages and an object `x`
(nationality, dateOfBirth, availability, permit, drivingLicence, civilStatus, neutralSkills, id, lang, country, trade).
"""

from __future__ import annotations

import re
import unicodedata
from random import Random
from typing import Any

import data_jobs
import data_names as names
import data_orgs as orgs
import data_places as places
from layouts.base import LEVEL_WORDS
from trades import Trade, filled, for_country, gendered, listed, trades

Person = dict[str, Any]
Entry = dict[str, Any]

NOW = 2025 * 12 + 10  # November 2025, counted in months
LANGS = ("de", "en", "fr")
INDEX = {"de": 0, "en": 1, "fr": 2}
# one letter a person, in turn, so that any number of persons is mixed
MIX_ORDER = {
    "de": ("CHde", "DE", "CHde", "AT", "CHde", "DE", "CHde", "DE", "CHde", "AT", "DE", "CHde"),
    "en": ("GB", "CHen", "GB", "IE", "GB", "CHen", "GB", "CHen", "IE", "GB", "CHen"),
    "fr": ("FR", "CHfr", "FR", "FR", "CHfr"),
}
FREELANCE_TRADES = {
    "dev",
    "sysadmin",
    "erp",
    "pm",
    "data",
    "graphic",
    "marketing",
    "architect",
    "hr",
    "accounting",
    "law",
}
SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"


def people(seed: int, count: int) -> list[Person]:
    """`count` persons, German, English and French in turn."""
    crowd: list[Person] = []
    taken: set[str] = set()
    for index in range(count):
        lang, number = LANGS[index % 3], index // 3 + 1
        for attempt in range(20):
            maker = Maker(seed, lang, number, attempt)
            if maker.name not in taken:
                break
        taken.add(maker.name)
        crowd.append(maker.person())
    return crowd


def jobs(seed: int, count: int) -> list[dict[str, Any]]:
    """`count` job profiles, German, English and French in turn (see `data_jobs`)."""
    return data_jobs.profiles(seed, count)


def trade_for(seed: int, lang: str, number: int) -> Trade:
    """Each trade of a language once before any comes again."""
    everything = list(trades(lang).values())
    lap, place = divmod(number - 1, len(everything))
    return Random(f"{seed}/{lang}/trades/{lap}").sample(everything, len(everything))[place]


class Maker:
    """Draws one person."""

    def __init__(self, seed: int, lang: str, number: int, attempt: int) -> None:
        self.rng = Random(f"{seed}/{lang}/{number}/{attempt}")
        self.lang = lang
        self.id = f"{lang}{number:03d}" if seed == 1 else f"{lang}s{seed}p{number:03d}"
        self.mix = MIX_ORDER[lang][(number - 1) % len(MIX_ORDER[lang])]
        self.country = places.COUNTRY_OF[self.mix]
        self.trade = trade_for(seed, lang, number)
        self.female = self.rng.random() < 0.5
        self.origin = self.weighted(self.mix_weights())
        self.mother, self.nation, males, females, lasts = names.ORIGINS[self.origin]
        self.foreign = self.nation != self.country
        self.first = self.word(females if self.female else males)
        self.last = self.surname(lasts)
        self.name = f"{self.first} {self.last}"
        self.age = self.rng.choice([21, 24, 26, 28, 30, 31, 33, 35, 36, 38, 40, 42, 44, 46, 48, 50, 52, 54, 57, 59, 62])
        self.birth = (2025 - self.age) * 12 + self.rng.randrange(10)
        self.came = self.foreign and self.rng.random() < 0.5 and self.nation in orgs.ABROAD
        self.neutral: list[str] = []
        self.terms: list[str] = []
        self.tasks = self.rng.sample(self.trade.tasks, len(self.trade.tasks))
        self.home = self.town()

    # ------------------------------------------------------------ small draws

    def chance(self, probability: float) -> bool:
        """True with this probability."""
        return self.rng.random() < probability

    def pick(self, text: str) -> str:
        """One of 'a; b; c'."""
        return self.rng.choice(listed(text))

    def word(self, text: str) -> str:
        """One of 'a b c'; a middle dot stands for a blank inside a word."""
        return self.rng.choice(text.split()).replace("·", " ")

    def weighted(self, weights: dict[str, int]) -> str:
        """A key by weight."""
        return self.rng.choices(list(weights), list(weights.values()))[0]

    def mix_weights(self) -> dict[str, int]:
        """The origins of the people of a country."""
        pairs = [part.partition("*") for part in names.MIXES[self.mix].split()]
        return {name: int(weight or 1) for name, _, weight in pairs}

    def surname(self, lasts: str) -> str:
        """A surname, now and then a double one."""
        chosen = gendered_last(self.word(lasts), self.female)
        local = {
            "CHde": "swiss_de",
            "DE": "german",
            "AT": "austrian",
            "GB": "british",
            "IE": "irish",
            "CHen": "british",
            "FR": "french",
            "CHfr": "swiss_fr",
        }[self.mix]
        if self.female and self.chance(0.14) and "-" not in chosen and " " not in chosen:
            other = self.word(names.ORIGINS[local][4])
            if "-" not in other and " " not in other and other != chosen:
                chosen = f"{chosen}-{other}"
        return chosen

    def local_surname(self) -> str:
        """A surname for an employer or a referee."""
        pool = {
            "CHde": "swiss_de",
            "DE": "german",
            "AT": "austrian",
            "GB": "british",
            "IE": "irish",
            "CHen": "british",
            "FR": "french",
            "CHfr": "swiss_fr",
        }[self.mix]
        return self.word(names.ORIGINS[pool][4])

    def town(self) -> tuple[str, str]:
        """(post code, town) of the person's country."""
        code, town = self.pick(places.TOWNS[self.mix]).split(" ", 1)
        if self.country == "GB":
            code += f" {self.rng.randint(1, 9)}ZZ"
        elif self.country == "IE":
            code += f" {self.rng.choice('ACDEFHKNPRTVWXY')}{self.rng.randint(0, 9)}Z{self.rng.randint(0, 9)}"
        return code, town

    def swiss(self, text: str) -> str:
        """Swiss spelling without sharp s."""
        return text.replace("ß", "ss") if self.lang == "de" and self.country == "CH" else text

    def text(self, raw: str, female: bool | None = None) -> str:
        """A pool text filled in; its marked terms are noted."""
        done, terms = filled(gendered(raw, self.female if female is None else female), self.rng)
        self.neutral += [self.swiss(term) for term in terms]
        self.terms += [self.swiss(term) for term in terms if term[0].isupper() or term[0].isdigit()]
        return self.swiss(done)

    # ------------------------------------------------------------ employers and schools

    def pattern(self, raw: str, town: str = "") -> str:
        """An employer or school pattern filled in."""
        fantasy = orgs.FANTASY[self.lang]
        regions = orgs.REGIONS[self.mix]
        acronym = "".join(self.rng.choice("ABDEGHIKLMNPRSTVWZ") for _ in range(3))
        legal = self.rng.choice(orgs.LEGAL[self.mix]) if self.chance(0.66) else ""
        values = {
            "T": town,
            "N": self.local_surname().split(" ")[-1],
            "M": self.local_surname().split(" ")[-1],
            "F": self.word(fantasy),
            "A": acronym,
            "L": legal,
            "R": self.rng.choice(regions.split("|")) if "|" in regions else self.word(regions),
        }
        done = re.sub(r"\{([A-Z])\}", lambda mark: values[mark.group(1)], raw)
        return self.swiss(orgs.french_article(" ".join(done.split())) if self.lang == "fr" else " ".join(done.split()))

    def employer(self, sector: str, abroad: bool = False) -> tuple[str, str]:
        """(employer, town)."""
        if abroad:
            towns, forms = orgs.ABROAD[self.nation].split("|")
            last = gendered_last(self.word(names.ORIGINS[self.origin][4]), False)
            return f"{last} {self.word(forms)}", self.word(towns)
        town = self.home[1] if self.chance(0.4) else self.town()[1]
        return self.pattern(self.pick(orgs.EMPLOYERS[self.lang][sector]), town), town

    def school(self, kind: str) -> str:
        """A school of a kind: voc, high, acad, gym, base."""
        if self.came and kind in ("acad", "gym"):
            town = self.word(orgs.ABROAD[self.nation].split("|")[0])
            word = {
                "acad": ("Universität", "University of", "Université de"),
                "gym": ("Gymnasium", "High School", "Lycée"),
            }
            return orgs.french_article(f"{word[kind][INDEX[self.lang]]} {town}")
        return self.pattern(self.pick(orgs.SCHOOLS[self.mix][kind]), self.town()[1])

    # ------------------------------------------------------------ training

    def training(self) -> tuple[list[Entry], int, list[tuple[int, int]]]:
        """(education, month in which working life begins, periods of apprenticeship)."""
        rng, path = self.rng, self.weighted(self.trade.paths)
        vocational = for_country(self.trade.degrees.get("v", []), self.country)
        higher = for_country(self.trade.degrees.get("h", []), self.country)
        if self.came and path in ("voc", "high"):
            higher = for_country(self.trade.degrees.get("h", []), "XX") or higher
        if path in ("acad", "phd") and (not self.trade.areas or (path == "acad" and self.age < 23)):
            path = "voc"
        if path == "high" and not higher or self.age < 25 and path == "high":
            path = "voc" if vocational else "acad"
        if path == "voc" and not vocational:
            path = "high" if higher and self.age >= 24 else "acad"
        entries: list[Entry] = []
        apprenticeship: list[tuple[int, int]] = []
        autumn = (self.birth // 12 + 16) * 12 + (8 if self.lang == "en" or self.mix == "FR" else 7)
        if path in ("acad", "phd") or (path == "high" and not vocational):
            end = autumn + 12 * (2 if self.lang in ("en",) or self.mix == "FR" else 3) - rng.choice([1, 2, 3])
            if self.chance(0.6):
                entries.append(self.gymnasium(end))
            begin = end + rng.choice([2, 3, 3, 15])
            begin = begin // 12 * 12 + rng.choice([8, 9])
            if path == "high":
                start, begin = begin, self.study(entries, begin, rng.choice(higher), rng.choice([3, 3, 2]), "high")
                return entries, begin + rng.choice([1, 2, 3]), apprenticeship
            begin = self.academic(entries, begin, path == "phd")
        elif path == "none":
            entries.append(self.base_school(autumn - 1))
            begin = autumn + rng.choice([1, 12])
        else:
            if self.chance(0.25):
                entries.append(self.base_school(autumn - 1))
            years = rng.choice([3, 3, 4]) if self.lang != "fr" or self.country == "CH" else rng.choice([2, 3])
            start, begin = autumn, self.study(entries, autumn, rng.choice(vocational), years, "voc")
            apprenticeship.append((start, begin))
            if self.country == "CH" and self.lang != "en" and self.chance(0.2):
                entries.append(
                    dated(
                        {
                            "institution": entries[-1]["institution"],
                            "studyType": {"de": "Berufsmaturität", "fr": "Maturité professionnelle"}[self.lang],
                        },
                        begin - 12 * years,
                        begin,
                    )
                )
            begin += rng.choice([1, 1, 2, 4])
            if path == "high":
                start = begin + 12 * rng.randint(2, 7)
                start = start // 12 * 12 + rng.choice([1, 7, 8, 9])
                self.study(entries, min(start, NOW - 36), rng.choice(higher), rng.choice([2, 2, 3]), "high")
        self.further(entries, begin)
        return entries, begin, apprenticeship

    def study(self, entries: list[Entry], start: int, degree: str, years: int, school: str) -> int:
        """Adds one training; its end."""
        end = min(start + 12 * years - self.rng.choice([1, 1, 2, 3]), NOW - 1)
        entry = self.degree(degree)
        entry["institution"] = self.school(school)
        entries.append(dated(entry, start, end))
        return end

    def degree(self, raw: str) -> Entry:
        """'Meister : Metall' as studyType and area."""
        title, _, area = gendered(raw, self.female).partition(" : ")
        entry = {"institution": "", "studyType": self.swiss(title)}
        if area or " : " in raw:
            entry["area"] = self.swiss(area or raw.partition(" : ")[2])
        return entry

    def gymnasium(self, end: int) -> Entry:
        """School leaving certificate before university."""
        rng = self.rng
        title, area = {
            "CHde": (
                rng.choice(["Matura", "Gymnasiale Maturität", "Matura Typus B"]),
                rng.choice(["", "Schwerpunkt Wirtschaft und Recht", ""]),
            ),
            "DE": (rng.choice(["Abitur", "Allgemeine Hochschulreife", "Fachabitur"]), ""),
            "AT": (rng.choice(["Matura", "Reifeprüfung"]), ""),
            "GB": (
                rng.choice(["A-levels", "A-Levels", "International Baccalaureate", "Scottish Highers"]),
                rng.choice(["Biology, Chemistry, Maths", "History, English, French", "Maths, Physics, Art", ""]),
            ),
            "IE": ("Leaving Certificate", ""),
            "CHen": (rng.choice(["International Baccalaureate", "High School Diploma"]), ""),
            "FR": (
                rng.choice(["Baccalauréat", "Bac", "Baccalauréat général"]),
                rng.choice(["Scientifique", "Série ES", "Série L", "STMG", ""]),
            ),
            "CHfr": (rng.choice(["Maturité gymnasiale", "Maturité fédérale", "Maturité spécialisée"]), ""),
        }[self.mix]
        entry = {"institution": self.school("gym"), "studyType": title, "area": area}
        return dated({key: value for key, value in entry.items() if value}, end - 12 * rng.choice([3, 4, 6]), end)

    def base_school(self, end: int) -> Entry:
        """School leaving certificate at sixteen."""
        title = {
            "CHde": ["Volksschule", "Sekundarschule"],
            "DE": ["Mittlere Reife", "Realschulabschluss", "Qualifizierender Hauptschulabschluss"],
            "AT": ["Pflichtschulabschluss"],
            "GB": ["GCSEs", "7 GCSEs", "Standard Grades"],
            "IE": ["Junior Certificate"],
            "CHen": ["Secondary school certificate"],
            "FR": ["Brevet des collèges"],
            "CHfr": ["Certificat de fin de scolarité obligatoire", "École obligatoire"],
        }[self.mix]
        return dated({"institution": self.school("base"), "studyType": self.rng.choice(title)}, end - 36, end)

    def academic(self, entries: list[Entry], begin: int, doctor: bool) -> int:
        """University degrees; the month after the last."""
        rng, area, kind = self.rng, self.rng.choice(self.trade.areas), self.trade.kind
        old = begin // 12 < 2003
        place = self.school("acad")
        steps = first_degrees(self.mix if not self.came else "CHen" if self.lang == "en" else self.mix, kind, old, rng)
        end = begin
        for title, years in steps:
            end = begin + 12 * years - rng.choice([1, 2, 3, 3])
            if end > NOW - 10:
                if begin < NOW - 1:
                    entry = {"institution": place, "area": self.swiss(area), "studyType": title}
                    entries.append(dated(entry, begin, None))
                return begin
            entries.append(dated({"institution": place, "area": self.swiss(area), "studyType": title}, begin, end))
            self.neutral.append(self.swiss(area))
            begin = end + rng.choice([1, 2, 2, 3])
            if self.chance(0.3):
                place = self.school("acad")
            if self.chance(0.25):
                area = rng.choice(self.trade.areas)
        if doctor and begin + 48 < NOW:
            title = rng.choice(
                {
                    "CHde": ["Dr. sc. nat.", "Dr. phil.", "PhD", "Dr. sc. ETH"],
                    "DE": ["Dr. rer. nat.", "Promotion", "Dr.-Ing."],
                    "AT": ["Dr. techn.", "Dr. phil.", "PhD"],
                    "FR": ["Doctorat", "Thèse de doctorat"],
                    "CHfr": ["Doctorat", "PhD", "Doctorat ès sciences"],
                }.get(self.mix, ["PhD", "Ph.D.", "DPhil"])
            )
            end = begin + rng.randint(36, 56)
            entries.append(
                dated({"institution": self.school("acad"), "area": self.swiss(area), "studyType": title}, begin, end)
            )
            self.doctor = True
        return end + rng.choice([1, 2, 3])

    doctor = False

    def further(self, entries: list[Entry], begin: int) -> None:
        """Further training beside work."""
        options = for_country(self.trade.degrees.get("w", []), self.country)
        if self.country in ("DE", "FR"):
            options = [option for option in options if not re.match(r"CAS|DAS|MAS\b", option)]
            options += FURTHER_ABROAD[self.lang] if self.lang in FURTHER_ABROAD else []
        for raw in self.rng.sample(options, min(len(options), self.rng.choice([0, 0, 0, 1, 1, 2]))):
            if NOW - begin < 50:
                return
            entry = self.degree(raw)
            entry["institution"] = self.school(
                "acad" if re.match(r"CAS|DAS|MAS|MBA|MSc|MA|LL|Post|Master|DU|DEUST|Exec", raw) else "high"
            )
            start = begin + self.rng.randint(30, NOW - begin - 12)
            length = self.rng.choice([4, 8, 10, 12, 20])
            if self.chance(0.15):
                start, length = NOW - self.rng.randint(1, 9), 24
            entries.append(dated(entry, start, start + length if start + length < NOW else None))

    # ------------------------------------------------------------ working life

    def career(self, begin: int, apprenticeship: list[tuple[int, int]]) -> list[Entry]:
        """Work entries, newest first."""
        rng, entries = self.rng, []
        begin = min(begin, NOW - rng.randint(8, 14))
        end = NOW if self.chance(0.86) else NOW - rng.randint(1, 9)
        self.current = end == NOW
        first = self.service(entries, begin)
        span = end - first
        count = max(1, min(rng.choice([2, 3, 3, 4, 4, 5, 6]), span // 10))
        cuts = segments(rng, span, count)
        self.freelance = self.trade.name in FREELANCE_TRADES and self.chance(0.45) and span > 72
        abroad_until = first + span // 3 if self.came else 0
        month = first
        for index, length in enumerate(cuts):
            start = month if not index else max(first, month + self.joint())
            month += length
            last = index == len(cuts) - 1
            stop = None if last and self.current else month - 1 if not last else end
            sector = rng.choice(self.trade.sectors)
            if last and self.freelance:
                self.freelance_entry(entries, start, stop)
                continue
            name, place = self.employer(sector, abroad=bool(abroad_until and start < abroad_until))
            self.stay(entries, name, place, start, stop, first, last)
        if apprenticeship and "a" in self.trade.functions and self.chance(0.55):
            name, place = self.employer(self.trade.sectors[0])
            start, stop = apprenticeship[0]
            entries.append(dated({"name": name, "position": self.apprentice(), "location": place}, start, stop))
        elif self.chance(0.3) and begin - self.birth > 12 * 20:
            self.side_job(entries, begin)
        if self.chance(0.1) and span > 60:
            self.sideline(entries)
        if len(entries) < 2:
            self.side_job(entries, begin)
        entries.sort(key=lambda entry: (entry.get("x_current", False), entry["startDate"]), reverse=True)
        entries = entries[:8]
        self.describe(entries)
        return entries

    def apprentice(self) -> str:
        """The apprentice's function in the words of the country."""
        text = self.text(self.rng.choice(self.trade.functions["a"]))
        if self.mix == "CHde":
            return text.replace("Auszubildender", "Lernender").replace("Auszubildende", "Lernende")
        if self.mix == "DE":
            return text.replace("Lernender", "Auszubildender").replace("Lernende", "Auszubildende")
        if self.mix == "AT":
            text = re.sub(r"Kaufmännische Lernende\b", "Kaufmännischer Lehrling", text)
            return re.sub(r"(Lernende|Auszubildende)r?\b", "Lehrling", text)
        return text

    def joint(self) -> int:
        """Months between two posts: none, a gap, or a short overlap."""
        return self.rng.choices([0, self.rng.randint(2, 9), -self.rng.randint(1, 3)], [72, 20, 8])[0]

    def service(self, entries: list[Entry], begin: int) -> int:
        """Military or civilian service before the first post; when the career goes on."""
        likely = (
            0.35
            if not self.female and not self.foreign and self.mix in ("CHde", "CHfr", "DE", "AT")
            else 0.05
            if not self.foreign
            else 0
        )
        if not self.chance(likely) or NOW - begin < 40:
            return begin
        name, _, position = self.pick(orgs.SERVICE[self.mix]).partition("|")
        length = self.rng.choice([5, 6, 9, 10, 12])
        town = self.town()[1]
        entry = {"name": self.pattern(name, town), "position": position}
        if self.chance(0.6):
            entry["location"] = town
        entries.append(dated(entry, begin, begin + length - 1))
        return begin + length

    def side_job(self, entries: list[Entry], around: int) -> None:
        """A job before or beside studies."""
        *positions, name = self.pick(orgs.SIDE_JOBS[self.lang]).split("|")
        position = self.swiss(gendered("|".join(positions), self.female))
        town = self.town()[1]
        start = around - self.rng.randint(6, 30)
        entries.append(
            dated(
                {"name": self.pattern(name, town), "position": position, "location": town},
                start,
                min(start + self.rng.choice([2, 3, 8, 12]), NOW - 1),
            )
        )

    def sideline(self, entries: list[Entry]) -> None:
        """A small post held beside the main one."""
        *positions, name = self.pick(orgs.SIDELINES[self.lang]).split("|")
        town = self.town()[1]
        start = NOW - self.rng.randint(14, 60)
        stop = None if self.current and self.chance(0.5) else start + self.rng.randint(6, 12)
        position = self.swiss(gendered("|".join(positions), self.female))
        entries.append(dated({"name": self.pattern(name, town), "position": position, "location": town}, start, stop))

    def stay(
        self, entries: list[Entry], name: str, place: str, start: int, stop: int | None, first: int, last: bool
    ) -> None:
        """One employer, in one role or in several."""
        rng = self.rng
        length = (stop or NOW) - start
        roles = 1 if length < 40 or self.chance(0.62) else 2 if length < 90 or self.chance(0.7) else 3
        cuts = segments(rng, length, roles)
        month, before = start, ""
        for index, part in enumerate(cuts):
            begin, month = month, month + part
            final = index == len(cuts) - 1
            position = self.position(begin - first, month - first, index, before)
            before = position
            entry = {"name": name, "position": position, "location": place}
            entries.append(dated(entry, begin, (stop if final else month - 1)))
            if self.chance(0.12):
                entries[-1]["x_workload"] = rng.choice([40, 50, 60, 70, 80, 80, 90, 100])

    def position(self, served: int, later: int, step: int, before: str) -> str:
        """A function that fits the months served; further roles at one employer are not the same again."""
        level = (
            "j"
            if served < 24 and later < 90
            else "s"
            if (served > 110 and self.chance(0.6)) or (step and served > 50)
            else "m"
        )
        options = for_country(self.trade.functions[level], self.country) or self.trade.functions[level]
        options = [option for option in options if self.swiss(gendered(option, self.female)) != before] or options
        chosen = gendered(self.rng.choice(options), self.female)
        if self.lang == "de" and chosen == gendered(chosen, False) and self.chance(0.02):
            chosen += " (m/w/d)" if "(" not in chosen else ""
        if self.chance(0.05):
            chosen += (
                {"de": " (Teilzeit)", "en": " (part-time)", "fr": " (temps partiel)"}[self.lang]
                if "(" not in chosen
                else ""
            )
        elif self.chance(0.03) and level == "m":
            chosen = (
                {"de": "Stv. ", "en": "Acting "}.get(self.lang, "")
                + chosen
                + (" (remplacement)" if self.lang == "fr" else "")
            )
        return self.swiss(chosen)

    def freelance_entry(self, entries: list[Entry], start: int, stop: int | None) -> None:
        """Self-employment; the assignments stand under projects."""
        name = self.pattern(self.rng.choice(orgs.SELF_EMPLOYED[self.lang]).replace("{N}", self.last))
        title = self.swiss(gendered(self.rng.choice(orgs.FREELANCE_TITLES[self.lang]), self.female))
        own = for_country(self.trade.functions["m"], self.country)
        if self.chance(0.5) and own:
            title = self.swiss(gendered(self.rng.choice(own), self.female))
        entries.append(dated({"name": name, "position": title, "location": self.home[1]}, start, stop))
        self.freelance_start = start
        if self.chance(0.5):
            entries[-1]["summary"] = {
                "de": "Mandate siehe Projekte",
                "en": "Assignments are listed under projects",
                "fr": "Missions détaillées sous Projets",
            }[self.lang]

    def describe(self, entries: list[Entry]) -> None:
        """Tasks for the entries: many for the newest, few or none for old ones."""
        bare = self.chance(0.06)
        for index, entry in enumerate(entries):
            old = entry.get("endDate", "2025")[:4] < "2010"
            fits = any(word in entry["position"] for word in self.function_words())
            wanted = (
                0
                if bare or not fits or entry.get("summary")
                else self.rng.choice([2, 3, 3, 4, 5])
                if index < 2
                else self.rng.choice([0, 1, 2, 2, 3])
            )
            wanted = min(wanted, 1) if old else wanted
            lines = [self.text(self.tasks.pop()) for _ in range(min(wanted, len(self.tasks)))]
            if len(lines) == 1 and self.chance(0.4):
                entry["summary"] = lines[0]
            elif lines:
                entry["highlights"] = lines

    def function_words(self) -> list[str]:
        """The functions of the trade as printed, to tell its posts from side jobs and service."""
        options = [option for level in "jms" for option in self.trade.functions.get(level, [])]
        plain = [re.sub(r"^[a-z]{2}:", "", option) for option in options]
        return [self.swiss(gendered(option, self.female)) for option in plain]

    # ------------------------------------------------------------ the rest of a person

    def person(self) -> Person:
        """The whole record."""
        education, begin, apprenticeship = self.training()
        work = self.career(begin, apprenticeship)
        education.sort(key=lambda entry: (entry.get("endDate") or "9999", entry["startDate"]), reverse=True)
        self.coarse_dates(work, education)
        projects = self.projects() if self.freelance else []
        skills = self.skills()
        languages = self.languages()
        certificates = self.certificates(begin)
        person: Person = {"$schema": SCHEMA, "basics": self.basics(work), "work": work, "education": education}
        if projects:
            person["projects"] = projects
        person.update({"skills": skills, "languages": languages})
        if certificates:
            person["certificates"] = certificates
        if self.chance(0.22):
            person["volunteer"] = self.volunteer()
        if self.chance(0.65):
            pool = listed(orgs.INTERESTS[self.lang])
            person["interests"] = [{"name": self.swiss(name)} for name in self.rng.sample(pool, self.rng.randint(1, 5))]
        if self.chance(0.2):
            person["references"] = self.references(work)
        person["x"] = self.extras(skills)
        return person

    def coarse_dates(self, work: list[Entry], education: list[Entry]) -> None:
        """Some people know only the years of their schooling, or of their first posts."""
        if self.chance(0.18):
            for entry in education:
                cut_months(entry)
        if self.chance(0.06):
            for entry in education:
                entry.pop("startDate") if entry.get("endDate") else None
        if self.chance(0.08):
            for entry in work[3:]:
                cut_months(entry)

    def basics(self, work: list[Entry]) -> dict[str, Any]:
        """Name, label, contact, summary, address."""
        rng, code, town = self.rng, *self.home
        name = self.name
        if self.doctor and self.chance(0.6):
            name = {"de": "Dr. ", "en": "Dr ", "fr": "Dr "}[self.lang] + name
        elif self.lang == "de" and self.trade.kind == "eng" and self.chance(0.15) and self.country in ("DE", "AT"):
            name = "Dipl.-Ing. " + name
        result: dict[str, Any] = {"name": name}
        if self.chance(0.72):
            result["label"] = (
                re.sub(r" \((Teilzeit|part-time|temps partiel|remplacement|m/w/d)\)", "", work[0]["position"])
                if self.chance(0.7)
                else self.label()
            )
        result["email"] = self.email()
        result["phone"] = self.phone()
        if self.chance(0.25):
            result["url"] = f"https://{ascii_name(self.last)}.example.{rng.choice(['com', 'org', 'net'])}"
        if self.chance(0.68):
            lines = rng.sample(self.trade.summaries, rng.choice([1, 1, 2]))
            lines += [rng.choice(GENERIC_SUMMARIES[self.lang])] if self.chance(0.4) else []
            result["summary"] = " ".join(self.text(line) for line in lines)
        street = self.swiss(self.pick(places.STREETS[self.mix]))
        number = f"{rng.randint(1, 140)}{rng.choice(['', '', '', '', 'a', 'b', ' bis' if self.mix == 'FR' else ''])}"
        location = {
            "address": f"{number} {street}" if self.mix in ("GB", "IE", "FR") else f"{street} {number}",
            "postalCode": code,
            "city": town,
            "countryCode": self.country,
        }
        if self.chance(0.1):
            del location["address"]
        result["location"] = location
        return result

    def label(self) -> str:
        """A job title with a field or tool behind it."""
        options = for_country(self.trade.functions["m"], self.country) or self.trade.functions["m"]
        title = gendered(self.rng.choice(options), self.female)
        group = self.rng.choice(self.trade.skills)[1]
        return self.swiss(
            self.rng.choice([f"{title} | {self.rng.choice(group)}", f"{title}, {self.rng.choice(group)}", title])
        )

    def email(self) -> str:
        """An address under a reserved domain."""
        rng, first, last = self.rng, ascii_name(self.first), ascii_name(self.last)
        local = rng.choice(
            [
                f"{first}.{last}",
                f"{first[0]}.{last}",
                f"{last}.{first}",
                f"{first}{last}",
                f"{first}_{last}",
                f"{last}{self.birth // 12 % 100:02d}",
                f"{first}.{last}{rng.randint(2, 99)}",
                f"kontakt.{last}" if self.lang == "de" else f"contact.{last}",
                f"{first}-{last}",
            ]
        )
        word = rng.choice(["", "", "", "mail.", "post.", "inbox.", f"{last}.", "web."])
        return f"{local}@{word}example.{rng.choice(['com', 'org', 'net'])}"

    def phone(self) -> str:
        """A number from a range reserved for fiction, in one of the ways people write it."""
        rng = self.rng
        two = [f"{rng.randint(0, 99):02d}" for _ in range(2)]
        a, b = two
        if self.country == "CH":
            op = rng.choice(["79", "78", "76"])
            return rng.choice(
                [
                    f"0{op} 555 {a} {b}",
                    f"+41 {op} 555 {a} {b}",
                    f"+41 (0){op} 555 {a} {b}",
                    f"0041 {op} 555 {a} {b}",
                    f"0{op} 555 {a}{b}",
                    f"0{op}/555 {a} {b}",
                    f"+41{op}555{a}{b}",
                ]
            )
        if self.country == "DE":
            return rng.choice(
                [
                    f"0171 39200{a}",
                    f"+49 171 39200{a}",
                    f"0171/39200{a}",
                    f"+49 (0)171 39200{a}",
                    f"030 23125{rng.randint(0, 999):03d}",
                    f"0171-39200{a}",
                ]
            )
        if self.country == "AT":
            return rng.choice([f"+43 1 555 {a}{b}", f"01 555 {a} {b}", f"+43 (0)1 555 {a}{b}", f"0043 1 555{a}{b}"])
        if self.country == "FR":
            return rng.choice(
                [
                    f"06 39 98 {a} {b}",
                    f"+33 6 39 98 {a} {b}",
                    f"06.39.98.{a}.{b}",
                    f"+33 (0)6 39 98 {a} {b}",
                    f"063998{a}{b}",
                ]
            )
        if self.country == "IE":
            return f"+353 20 91{rng.randint(0, 9)} {a}{b}"
        tail = f"{rng.randint(0, 999):03d}"
        return rng.choice(
            [
                f"07700 900{tail}",
                f"+44 7700 900{tail}",
                f"07700 900 {tail}",
                f"+44 (0)7700 900{tail}",
                f"07700-900-{tail}",
            ]
        )

    def skills(self) -> list[dict[str, Any]]:
        """Two to four groups, or one list without a name; sometimes a term of the tasks is listed too."""
        rng = self.rng
        groups = []
        for name, words in self.trade.skills:
            groups.append(
                {
                    "name": self.swiss(name),
                    "keywords": [self.swiss(word) for word in rng.sample(words, min(len(words), rng.randint(3, 6)))],
                }
            )
        if self.terms and self.chance(0.5):
            term = rng.choice(self.terms)
            group = rng.choice(groups)
            if all(term not in other["keywords"] for other in groups):
                group["keywords"].append(term)
        if self.chance(0.35):
            office = {
                "de": ["MS Office", "Word", "Excel", "PowerPoint", "Outlook"],
                "en": ["MS Office", "Word", "Excel", "Outlook"],
                "fr": ["Pack Office", "Word", "Excel", "Outlook"],
            }[self.lang]
            known = {word for group in groups for word in group["keywords"]}
            words = [word for word in rng.sample(office, rng.randint(1, 3)) if word not in known]
            if words:
                groups.append(
                    {"name": {"de": "Office", "en": "Office", "fr": "Bureautique"}[self.lang], "keywords": words}
                )
        if self.chance(0.3):
            words = [word for group in groups for word in group["keywords"]]
            rng.shuffle(words) if self.chance(0.5) else None
            return [{"name": "", "keywords": words[: rng.randint(5, 14)]}]
        return groups[: rng.choice([2, 3, 4, 4])]

    def languages(self) -> list[dict[str, str]]:
        """Mother tongue, the language of the CV, and what is spoken around."""
        rng = self.rng
        levels: dict[str, str] = {self.mother: "native"}
        if self.mother != self.lang:
            levels[self.lang] = (
                rng.choice(["native", "C2", "C1"]) if not self.came else rng.choice(["C2", "C1", "C1", "B2", "B2"])
            )
        around = {
            "CHde": ["en", "fr", "it"],
            "DE": ["en", "fr", "es", "ru"],
            "AT": ["en", "it", "fr"],
            "GB": ["fr", "es", "de", "cy"],
            "IE": ["ga", "fr", "de"],
            "CHen": ["de", "fr", "it", "es"],
            "FR": ["en", "es", "de", "it"],
            "CHfr": ["en", "de", "it"],
        }[self.mix]
        if self.mix == "CHde" and self.chance(0.12):
            levels["gsw"] = "native" if not self.came else "B1"
        for code in around[: rng.choice([1, 2, 2, 3])]:
            levels.setdefault(
                code,
                rng.choice(
                    ["A1", "A2", "A2", "B1", "B1", "B2", "B2", "C1", "C1", "C2"]
                    if code == "en"
                    else ["A1", "A2", "A2", "B1", "B1", "B2", "C1"]
                ),
            )
        if self.lang == "en" and self.mix in ("GB", "IE") and self.mother == "en" and self.chance(0.35):
            levels = {"en": "native"}
        in_words = self.chance(0.5)
        rows = []
        for code, level in levels.items():
            name = self.swiss(names.LANGUAGE_NAMES[code][INDEX[self.lang]])
            words = rng.choice(LEVEL_WORDS[self.lang][level])
            if self.lang == "de" and self.country != "CH":
                words = words.replace("fliessend", "fließend")
            printed = words if in_words or level == "native" else level
            shown = {"C2": "C1", "A1": "A2"}.get(level, level) if in_words and level != "native" else level
            rows.append({"language": name, "fluency": printed, "x_level": shown})
        return rows

    def certificates(self, begin: int) -> list[dict[str, str]]:
        """Up to four, newest first."""
        count = min(len(self.trade.certificates), self.rng.choice([0, 1, 1, 2, 2, 3, 4]))
        rows = []
        years_only = self.chance(0.3)
        for raw in self.rng.sample(self.trade.certificates, count):
            name, _, issuer = raw.partition(" @")
            row = {"name": self.swiss(name)}
            month = self.rng.randint(min(begin + 10, NOW - 3), NOW - 1)
            if self.chance(0.88):
                row["date"] = iso(month)[:4] if years_only else iso(month)
            if issuer and self.chance(0.75):
                row["issuer"] = issuer
            rows.append(row)
        return sorted(rows, key=lambda row: row.get("date", ""), reverse=True)

    def projects(self) -> list[Entry]:
        """Assignments of a freelancer, newest first."""
        rng, month, rows = self.rng, self.freelance_start, []
        while month < NOW - 3 and len(rows) < 6:
            length = rng.randint(5, 26)
            stop = month + length if month + length < NOW - 1 else None
            stop = stop if stop or self.current else NOW - 1
            entity, _ = self.employer(
                rng.choice(
                    ["bank", "insurance", "industry", "retail", "public", "hospital", "energy", "school", "transport"]
                )
            )
            what, on_what = PROJECT_WORDS[self.lang]
            position = gendered(
                rng.choice(for_country(self.trade.functions["m"], self.country) or self.trade.functions["m"]),
                self.female,
            )
            words = [word for _, group in self.trade.skills for word in group]
            keywords = [self.swiss(word) for word in rng.sample(words, rng.randint(3, 5))]
            self.neutral += keywords
            tasks = self.tasks or self.rng.sample(self.trade.tasks, len(self.trade.tasks))
            rows.append(
                dated(
                    {
                        "name": f"{rng.choice(what)} {rng.choice(on_what)}",
                        "entity": entity,
                        "roles": [self.swiss(position)],
                        "description": self.text(tasks.pop()),
                        "keywords": keywords,
                    },
                    month,
                    stop,
                )
            )
            month += length + rng.choice([1, 1, 2, 4])
        order = ("name", "entity", "roles", "description", "startDate", "endDate", "x_current", "keywords")
        return [{key: row[key] for key in order if key in row} for row in reversed(rows)]

    def volunteer(self) -> list[Entry]:
        """One or two engagements."""
        rows = []
        for raw in self.rng.sample(listed(orgs.VOLUNTEER[self.lang]), self.rng.choice([1, 1, 2])):
            name, _, position = raw.partition("|")
            position = gendered(position, self.female)
            start = NOW - self.rng.randint(20, 120)
            stop = None if self.chance(0.6) else start + self.rng.randint(6, 18)
            rows.append(dated({"organization": self.pattern(name, self.town()[1]), "position": position}, start, stop))
        return rows

    def references(self, work: list[Entry]) -> list[dict[str, str]]:
        """One or two referees of former employers."""
        rows = []
        for entry in work[: self.rng.choice([1, 2])]:
            female = self.chance(0.5)
            pool = names.ORIGINS[{"de": "swiss_de", "en": "british", "fr": "french"}[self.lang]]
            first = self.word(pool[3] if female else pool[2])
            role = gendered_role(self.pick(orgs.REFEREES[self.lang]), female).replace("{X}", entry["name"])
            rows.append({"name": f"{first} {self.local_surname()}", "reference": role})
        return rows

    def extras(self, skills: list[dict[str, Any]]) -> dict[str, Any]:
        """Nationality, date of birth, permit and the like, as printed."""
        rng, lang = self.rng, self.lang
        x: dict[str, Any] = {}
        if self.chance({"de": 0.8, "en": 0.3, "fr": 0.6}[lang]):
            x["nationality"] = self.nationality()
        if self.chance({"de": 0.75, "en": 0.2, "fr": 0.6}[lang]):
            x["dateOfBirth"] = f"{iso(self.birth)}-{rng.randint(1, 28):02d}"
        if lang != "en" and self.chance(0.35):
            status = self.pick(orgs.CIVIL[lang]).replace("(e)", "e" if self.female else "")
            x["civilStatus"] = status
        if self.foreign and self.chance(0.6):
            pool = {"CH": lang, "DE": "eu", "AT": "eu", "FR": "frfr"}.get(self.country, "gb")
            if not (self.nation in names.EFTA and pool != lang):
                x["permit"] = rng.choice(orgs.PERMITS[pool])
        if self.chance(0.55):
            x["drivingLicence"] = self.pick(orgs.DRIVING[lang])
        if self.chance(0.5):
            x["availability"] = (
                self.swiss(self.pick(orgs.AVAILABILITY[lang]))
                if self.current
                else {"de": "sofort", "en": "Immediately", "fr": "de suite"}[lang]
            )
        listed_words = {word for group in skills for word in group["keywords"]}
        neutral = dict.fromkeys(term for term in self.neutral if term not in listed_words)
        x.update(
            {
                "id": self.id,
                "lang": lang,
                "country": self.country,
                "trade": self.trade.name,
                "neutralSkills": list(neutral),
            }
        )
        return x

    def nationality(self) -> str:
        """The country, the adjective or the person, sometimes two of them."""
        row, rng = names.NATIONS[self.nation], self.rng
        both = self.foreign and not self.came and self.chance(0.25)
        home = names.NATIONS[self.country]
        if self.lang == "de":
            form = rng.choice([0, 0, 1, 2])
            words = [gendered(pair[form], self.female) for pair in ((home, row) if both else (row,))]
            return self.swiss(rng.choice([" / ", " und ", ", "]).join(words))
        if self.lang == "en":
            words = [pair[4] for pair in ((home, row) if both else (row,))]
            return rng.choice([" / ", " and "]).join(words)
        form = rng.choice([6, 6, 5])
        words = [pair[form].split("|")[0] if form == 6 else pair[5] for pair in ((home, row) if both else (row,))]
        return rng.choice([" et ", " / "]).join(words)


# ---------------------------------------------------------------- small functions

GENERIC_SUMMARIES = {
    "de": [
        "Sucht eine Aufgabe mit Verantwortung in der Region.",
        "Lernt gern dazu und gibt Wissen weiter.",
        "Arbeitet selbständig und im Team.",
        "Offen für Teilzeit ab 80 %.",
        "Schätzt klare Absprachen und kurze Wege.",
        "Möchte künftig mehr Führungsaufgaben übernehmen.",
        "Bisher ohne Führungsverantwortung.",
        "Interessiert an Automatisierung, noch ohne Praxis darin.",
    ],
    "en": [
        "Looking for a role with responsibility close to home.",
        "I learn fast and like to pass things on.",
        "Happy on my own and in a team.",
        "Open to part-time work.",
        "I would like to move into a lead role.",
        "No line management so far.",
        "Curious about automation, no hands-on practice yet.",
    ],
    "fr": [
        "Recherche un poste à responsabilités dans la région.",
        "Aime apprendre et transmettre.",
        "Autonomie et esprit d'équipe.",
        "Ouvert à un temps partiel.",
        "Souhaite évoluer vers l'encadrement.",
        "Apprécie les consignes claires.",
        "Sans expérience d'encadrement à ce jour.",
        "Curiosité pour l'automatisation, sans pratique pour l'instant.",
    ],
}
FURTHER_ABROAD = {
    "de": [
        "Zertifikatslehrgang (IHK) : Projektmanagement",
        "Ausbildereignungsprüfung (IHK)",
        "Fernlehrgang : Betriebswirtschaft",
    ],
    "fr": ["Titre professionnel : Formateur d'adultes", "Diplôme universitaire : Gestion d'équipe"],
}
PROJECT_WORDS = {
    "de": (
        ["Einführung", "Ablösung", "Neugestaltung", "Begleitung", "Aufbau", "Prüfung", "Erweiterung"],
        [
            "Kundenportal",
            "Archiv",
            "Berichtswesen",
            "Lagerverwaltung",
            "Intranet",
            "Spesenwesen",
            "Mitarbeiter-App",
            "Mietverwaltung",
            "Filialauftritt",
            "Energieabrechnung",
        ],
    ),
    "en": (
        ["Roll-out of", "Replacement of", "Redesign of", "Review of", "Set-up of", "Support for"],
        [
            "customer portal",
            "archive",
            "reporting",
            "stock control",
            "intranet",
            "expenses",
            "staff app",
            "tenant portal",
            "branch network",
            "billing",
        ],
    ),
    "fr": (
        ["Mise en place", "Remplacement", "Refonte", "Accompagnement", "Audit", "Extension"],
        [
            "portail clients",
            "archivage",
            "reporting",
            "gestion des stocks",
            "intranet",
            "notes de frais",
            "application interne",
            "espace locataires",
            "réseau d'agences",
            "facturation",
        ],
    ),
}


def first_degrees(mix: str, kind: str, old: bool, rng: Random) -> list[tuple[str, int]]:
    """(title, years) of the degrees of a course of study."""
    go_on = rng.random() < 0.62
    if mix == "CHde":
        if old:
            return [
                (
                    rng.choice(
                        {"eng": ["Dipl. Ing. FH", "Dipl. Ing. ETH"], "law": ["lic. iur."], "art": ["lic. phil."]}.get(
                            kind, ["Lizenziat", "Diplom", "Dipl. FH"]
                        )
                    ),
                    5,
                )
            ]
        bachelor = {"art": ["Bachelor of Arts", "BA"], "law": ["Bachelor of Law", "BLaw"]}.get(
            kind, ["BSc", "Bachelor of Science", "Bachelor of Science FH", "B.Sc."]
        )
        master = {"art": ["Master of Arts", "MA"], "law": ["Master of Law", "MLaw"]}.get(
            kind, ["MSc", "Master of Science", "Master of Science FH"]
        )
    elif mix == "DE":
        if kind == "law":
            return [("Erstes Staatsexamen", 5), ("Zweites Staatsexamen", 2)][: 2 if go_on else 1]
        if old:
            return [
                (
                    rng.choice(
                        ["Diplom", "Diplom (FH)", "Magister Artium"]
                        if kind == "art"
                        else ["Diplom", "Diplom (FH)", "Diplom (Univ.)"]
                    ),
                    5,
                )
            ]
        bachelor = {"art": ["B.A.", "Bachelor of Arts"], "eng": ["B.Eng.", "B.Sc."]}.get(
            kind, ["B.Sc.", "Bachelor of Science", "Bachelor"]
        )
        master = {"art": ["M.A.", "Master of Arts"], "eng": ["M.Eng.", "M.Sc."]}.get(
            kind, ["M.Sc.", "Master of Science", "Master"]
        )
    elif mix == "AT":
        if old or kind == "law":
            return [
                (
                    rng.choice(
                        {"eng": ["Dipl.-Ing.", "Dipl.-Ing. (FH)"], "law": ["Mag. iur."]}.get(
                            kind, ["Magister", "Mag. phil.", "Mag. rer. soc. oec."]
                        )
                    ),
                    5,
                )
            ]
        bachelor = {"art": ["BA", "Bakk. phil."]}.get(kind, ["BSc", "Bachelor", "Bakk. techn."])
        master = {"eng": ["Dipl.-Ing.", "MSc"], "art": ["MA"]}.get(kind, ["MSc", "Master", "Dipl.-Ing."])
    elif mix in ("GB", "IE"):
        bachelor = {"art": ["BA (Hons)", "BA"], "eng": ["BEng (Hons)", "BEng"], "law": ["LLB (Hons)", "BA (Hons)"]}.get(
            kind, ["BSc (Hons)", "BSc", "Bachelor of Science"]
        )
        master = {"art": ["MA"], "eng": ["MSc", "MEng"], "law": ["LLM", "MA"]}.get(kind, ["MSc", "MRes", "MPhil"])
        go_on = rng.random() < 0.4
    elif mix == "CHen":
        bachelor = {
            "art": ["Bachelor of Arts", "BA"],
            "eng": ["Bachelor of Engineering", "BEng", "Bachelor of Technology"],
        }.get(kind, ["BSc", "Bachelor of Science", "Bachelor's degree"])
        master = {"art": ["Master of Arts", "MA"]}.get(kind, ["MSc", "Master of Science", "Master's degree"])
    elif mix == "FR":
        if kind == "eng" and go_on:
            return [("Diplôme d'ingénieur", 5 if rng.random() < 0.5 else 3)]
        if old:
            return [(rng.choice(["Maîtrise", "DESS", "DEA"]), 5)]
        bachelor, master = ["Licence"], ["Master", "Master 2", "Master professionnel"]
    else:
        if old:
            return [(rng.choice(["Licence", "Licence universitaire", "Diplôme HES"]), 5)]
        bachelor = {"law": ["Bachelor en droit"], "art": ["Bachelor of Arts", "Bachelor ès lettres"]}.get(
            kind, ["Bachelor HES-SO", "Bachelor of Science", "Bachelor"]
        )
        master = {"law": ["Master en droit"]}.get(kind, ["Master", "Master of Science", "Maîtrise universitaire"])
    steps = [(rng.choice(bachelor), 3)]
    return steps + ([(rng.choice(master), 1 if mix in ("GB", "IE") else 2)] if go_on else [])


def segments(rng: Random, span: int, count: int) -> list[int]:
    """A span of months cut into `count` parts, none shorter than half a year where there is room."""
    if count < 2:
        return [span]
    floor = min(8, span // count)
    weights = [rng.uniform(0.35, 1.6) for _ in range(count)]
    free = span - floor * count
    parts = [floor + int(free * weight / sum(weights)) for weight in weights]
    parts[-1] += span - sum(parts)
    return parts


def iso(month: int) -> str:
    """Months counted from year nought as 'YYYY-MM'."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def dated(entry: Entry, start: int, stop: int | None) -> Entry:
    """The entry with its dates; without an end it is running."""
    entry["startDate"] = iso(start)
    if stop is None:
        entry["x_current"] = True
    else:
        entry["endDate"] = iso(max(stop, start))
    return entry


def cut_months(entry: Entry) -> None:
    """Leaves the years."""
    for key in ("startDate", "endDate"):
        if entry.get(key):
            entry[key] = entry[key][:4]


def gendered_last(last: str, female: bool) -> str:
    """'Nowicka|Nowicki': feminine form first."""
    first, _, second = last.partition("|")
    return first if female or not second else second


def gendered_role(text: str, female: bool) -> str:
    """'Leiter|Leiterin {X}': the word with two forms by gender, the rest kept."""
    return re.sub(
        r"([^|,;]+?)\|([^|,{]+?)(?= bei|,| \{|$)", lambda forms: forms.group(2) if female else forms.group(1), text
    )


def ascii_name(text: str) -> str:
    """A name as it stands in an address."""
    for letter, plain in (
        ("ä", "ae"),
        ("ö", "oe"),
        ("ü", "ue"),
        ("ß", "ss"),
        ("ø", "o"),
        ("ł", "l"),
        ("đ", "d"),
        ("œ", "oe"),
        ("æ", "ae"),
        ("ı", "i"),
    ):
        text = text.lower().replace(letter, plain)
    text = "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9-]+", "", text)
