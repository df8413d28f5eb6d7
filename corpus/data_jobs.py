"""Job profiles: titles, criteria and tasks by language, and how a profile is drawn from them.

A block: `== title | sector | kinds of unit`; `m` musts, `s` shoulds, `t` tasks. A criterion may end in
`=Language:Level`, which fills the list of languages as well.
"""

from __future__ import annotations

import re
from random import Random
from typing import Any

import data_names as names
import data_orgs as orgs
import data_places as places

DE = """
== Java-Entwickler/in | bank | Team Zahlungsverkehr; Applikationen Kredit
m Mindestens vier Jahre Erfahrung in der Entwicklung mit Java
m Abgeschlossenes Studium der Informatik oder gleichwertige Ausbildung
m Sehr gute Kenntnisse in Spring Boot und REST
m Erfahrung mit relationalen Datenbanken (Oracle oder PostgreSQL)
m Deutsch verhandlungssicher =Deutsch:C1
m Erfahrung in agilen Teams (Scrum)
m Sicherer Umgang mit Git und Build-Pipelines
s Kenntnisse in Angular
s Erfahrung mit Kafka
s Erfahrung im Bankenumfeld
s Englisch mindestens B2 =Englisch:B2
s Kenntnisse in Kubernetes
t Weiterentwicklung der Zahlungsplattform
t Entwurf und Dokumentation von Schnittstellen
t Code Reviews und Betreuung von Lernenden
t Analyse und Behebung von Störungen in der Produktion
t Mitarbeit bei der Ablösung des Altsystems
== Dipl. Pflegefachperson HF/FH | hospital | Station Innere Medizin; Abteilung Chirurgie 3B
m Diplom als Pflegefachperson HF oder FH
m Mindestens zwei Jahre Berufserfahrung im Akutspital
m Deutsch mindestens B2 =Deutsch:B2
m Bereitschaft zu Schicht- und Wochenenddienst
m Erfahrung mit elektronischer Pflegedokumentation
m SRK-Anerkennung bei ausländischem Diplom
s Weiterbildung in Wundmanagement
s Erfahrung in der Anleitung von Lernenden
s Französisch mindestens A2 =Französisch:A2
s Kenntnisse in Kinästhetik
t Bezugspflege von Patientinnen und Patienten
t Tagesverantwortung auf der Station
t Zusammenarbeit mit Ärzten und Therapien
t Anleitung von Lernenden und Studierenden
t Mitarbeit in Qualitätsprojekten
== Leiter/in Rechnungswesen | industry | Finanzen & Controlling; Corporate Services
m Fachausweis Finanz- und Rechnungswesen oder Bilanzbuchhalter
m Mindestens sieben Jahre Erfahrung in der Finanzbuchhaltung
m Führungserfahrung mit einem Team von mindestens drei Personen
m Sehr gute Kenntnisse in Abacus oder SAP FI
m Abschlüsse nach Swiss GAAP FER oder HGB
m Stilsicheres Deutsch, C1 =Deutsch:C1
s Erfahrung in der Konsolidierung
s Englisch mindestens B2 =Englisch:B2
s Kenntnisse in Power BI
s Erfahrung mit der Einführung digitaler Belegprozesse
t Führung des Teams mit vier Mitarbeitenden
t Monats- und Jahresabschlüsse
t Ansprechperson für Revision und Steuerverwaltung
t Budgetierung und Liquiditätsplanung
t Weiterentwicklung des Berichtswesens
== Bauleiter/in Hochbau | build | Hochbau Ost; Regionalleitung Mitte
m Ausbildung als Bauführer, Bautechniker oder Architekt
m Fünf Jahre Erfahrung in der örtlichen Bauleitung
m Kenntnisse der SIA-Normen oder der VOB
m Führerausweis Kategorie B
m Deutsch in Wort und Schrift (mindestens C1) =Deutsch:C1
m Sicherer Umgang mit MS Project
s Erfahrung mit Umbauten in bewohntem Zustand
s Kenntnisse in Messerli oder iTWO
s Italienisch mindestens A2 =Italienisch:A2
s Weiterbildung in Lean Construction
t Leitung von zwei bis drei Baustellen
t Ausschreibung und Vergabe
t Termin- und Kostenkontrolle
t Abnahmen und Mängelbehebung
t Betreuung der Bauherrschaft
== Projektleiter/in SAP S/4HANA | consulting | Practice Industrie; Bereich ERP
m Mindestens fünf Jahre Erfahrung als Projektleiter im ERP-Umfeld
m Mindestens zwei abgeschlossene SAP-S/4HANA-Projekte
m Zertifizierung nach PMP, IPMA oder PRINCE2
m Deutsch und Englisch verhandlungssicher =Deutsch:C1 =Englisch:C1
m Reisebereitschaft bis 50 %
m Erfahrung in der Fertigungsindustrie
s Kenntnisse in den Modulen MM und SD
s Französisch mindestens B1 =Französisch:B1
s Erfahrung mit SAP Activate
s Verhandlungserfahrung mit Lieferanten
t Gesamtprojektleitung beim Kunden
t Steuerung der Teilprojekte und Lieferanten
t Berichte an den Lenkungsausschuss
t Planung von Migration und Go-live
t Unterstützung im Vorverkauf
== Elektroprojektleiter/in | electric | Abteilung Installation; Standort Süd
m Elektroprojektleiter mit eidg. Fachausweis oder Elektromeister
m Mehrjährige Erfahrung in der Leitung von Elektroprojekten
m Kenntnisse der NIN oder der DIN VDE 0100
m Führerausweis Kat. B
m Gute Deutschkenntnisse, mindestens B2 =Deutsch:B2
s Erfahrung mit Photovoltaik
s KNX-Partner
s Kenntnisse in Messerli Elektro
s Kontrolltätigkeit mit Bewilligung
t Planung und Abrechnung von Installationen
t Führung der Monteure
t Offerten und Nachkalkulation
t Abnahmen und Sicherheitsnachweise
== HR Business Partner | insurance | Human Resources; People & Culture
m Fachausweis HR oder Studium der Arbeitspsychologie
m Mindestens fünf Jahre Erfahrung als HR-Generalist
m Fundierte Kenntnisse im Arbeitsrecht
m Erfahrung in der Beratung von Führungskräften
m Deutsch auf Niveau C2 =Deutsch:C2
m Englisch auf Niveau B2 =Englisch:B2
s Erfahrung mit SuccessFactors oder Workday
s Coaching-Ausbildung
s Französisch auf Niveau B1 =Französisch:B1
t Beratung der Linie in allen Personalfragen
t Rekrutierung von Fach- und Führungskräften
t Begleitung von Veränderungen
t Lohnrunde und Personalplanung
t Ausbildung der Lernenden
== Spezialist/in Qualitätssicherung GMP | pharma | Quality Operations; QA Sterile
m Studium der Pharmazie, Chemie oder Biotechnologie
m Mindestens drei Jahre Erfahrung im GMP-Umfeld
m Erfahrung mit Abweichungen und CAPA
m Englisch mindestens C1 =Englisch:C1
m Deutsch mindestens B2 =Deutsch:B2
m Kenntnisse in TrackWise oder Veeva
s Erfahrung mit aseptischer Herstellung
s Erfahrung als Auditor
s Kenntnisse in Annex 1
s Ausbildung als Fachtechnisch verantwortliche Person
t Freigabe von Chargen
t Bearbeitung von Abweichungen
t Begleitung von Inspektionen
t Schulung der Produktion
t Pflege des Qualitätssystems
== Teamleiter/in Lager | logistics | Distribution Nord; Betrieb Lager 2
m Abgeschlossene Ausbildung als Logistiker/in oder Fachkraft für Lagerlogistik
m Drei Jahre Führungserfahrung im Lager
m Staplerausweis
m Gute Kenntnisse in SAP EWM oder einem anderen Lagersystem
m Deutsch mindestens B1 =Deutsch:B1
m Bereitschaft zu Zweischichtbetrieb
s Kenntnisse im Gefahrgut (ADR)
s Erfahrung mit Lean-Methoden
s Englisch mindestens A2 =Englisch:A2
t Führung von 18 Mitarbeitenden
t Einsatzplanung und Kennzahlen
t Sicherheit und Ordnung im Lager
t Inventuren
== Sozialarbeiter/in | public | Soziale Dienste; Fachstelle Familie
m Abschluss in Sozialer Arbeit (FH oder HF)
m Mindestens zwei Jahre Erfahrung in der gesetzlichen Sozialarbeit
m Kenntnisse im Sozialhilferecht
m Deutsch mindestens C1 =Deutsch:C1
m Gute Kenntnisse in Word und Excel
s Erfahrung mit KLIB
s Weiterbildung in systemischer Beratung
s Erfahrung mit Migrationsfamilien
t Fallführung in der Sozialhilfe
t Beratung von Familien
t Zusammenarbeit mit Behörden
t Mitarbeit in Projekten
"""

EN = """
== Senior Data Engineer | retail | Data Platform; Analytics
m At least five years of experience in data engineering
m Strong SQL and Python
m Hands-on experience with Snowflake or BigQuery
m Experience with Airflow or a similar scheduler
m Degree in computer science, statistics or a related field
m English at level C1 =English:C1
s dbt
s Experience in retail or logistics
s German at level B1 =German:B1
s Streaming with Kafka
t Build and run the data warehouse
t Take over the ingestion of till data
t Coach two junior engineers
t Agree data contracts with product teams
t Keep costs under control
== Registered Nurse, Community Team | care | Community North; District Nursing
m Current NMC registration
m At least two years of community nursing
m Experience of wound care and end of life care
m Full driving licence
m Fluent English (C1) =English:C1
m Willingness to work weekends
s Non-medical prescribing
s Experience with SystmOne
s Mentoring of students
s Another community language
t Visit patients at home and in care homes
t Plan and review care
t Supervise healthcare assistants
t Work with GPs and hospices
t Keep records up to date
== Project Manager, Housing Systems | housing | Transformation Office; Digital
m Five years of managing IT projects
m PRINCE2 Practitioner or equivalent
m Budgets of more than £500,000
m Experience of supplier management
m Written English at level C2 =English:C2
s Knowledge of social housing
s Agile delivery experience
s Experience with Power BI
s Change management qualification
t Lead the replacement of the repairs system
t Report to the programme board
t Manage three suppliers
t Plan training and data migration
t Own risks and issues
== Site Manager | build | Region West; Public Sector
m SMSTS and CSCS Black Card
m Five years as site manager on housing projects
m Degree or HNC in construction
m First aid at work certificate
m Driving licence category B
s Experience of timber frame
s NEBOSH Construction Certificate
s Knowledge of Procore
s Temporary works coordinator
t Run a site of 60 homes
t Lead subcontractors and site team
t Keep programme, cost and quality
t Hold safety briefings
t Hand homes over to residents
== Sous Chef | hotel | Kitchen; Food & Beverage
m Three years of experience in a fresh-food kitchen
m Level 2 food safety certificate
m Leadership of a team of at least four
m English at level B1 =English:B1
m Willingness to work split shifts
s Pastry skills
s Experience with allergen management
s French at level A2 =French:A2
t Run the pass in the head chef's absence
t Train commis chefs
t Plan menus and order goods
t Keep hygiene records
== Compliance Officer | bank | Legal & Compliance; Financial Crime
m At least four years in compliance at a bank
m Sound knowledge of AML and KYC
m University degree in law, economics or finance
m English at level C1 =English:C1
m German at level B2 =German:B2
m Experience with transaction monitoring
s ICA or ACAMS certification
s French at level B1 =French:B1
s Experience with Avaloq
s Knowledge of cross-border rules
t Review client files
t Advise relationship managers
t Report suspicious activity
t Update policies and training
t Support audits
== Teacher of Mathematics | school | Secondary School; Mathematics Department
m Recognised teaching qualification (PGCE or equivalent)
m Three years of teaching mathematics at secondary level
m Native or near-native English (C2) =English:C2
m Enhanced background check
m Experience with mixed-ability classes
s Experience of the International Baccalaureate
s German at level A2 =German:A2
s Ability to teach physics
s Google Classroom
t Teach years 7 to 13
t Run the maths club
t Mark and report
t Work with parents
t Share in school trips
== Analytical Chemist | chem | Quality Control; Method Development
m BSc in chemistry or a related subject
m Two years of hands-on HPLC
m Experience in a GMP or GLP laboratory
m English at level B2 =English:B2
m Method validation
s Experience with GC-MS
s Empower software
s German at level B1 =German:B1
s ISO 17025
t Test raw materials and finished products
t Validate methods
t Maintain instruments
t Write and review reports
== Digital Marketing Manager | charity | Fundraising; Communications
m Five years in digital marketing
m Proven experience with Google Ads and GA4
m Copywriting in English at level C2 =English:C2
m Experience with a CRM such as HubSpot or Raiser's Edge
m Budget responsibility
s Experience in the charity sector
s Graphic skills (Adobe Creative Cloud)
s French at level B1 =French:B1
s CIM qualification
t Plan and run campaigns
t Manage one assistant and two agencies
t Report results each month
t Grow the newsletter
t Look after the website
== Licensed Aircraft Engineer B1 | aviation | Line Maintenance; Night Shift
m EASA or UK CAA Part-66 licence B1.1
m Type rating Airbus A320 family
m At least three years of line maintenance
m English at level B2 =English:B2
m Willingness to work nights
m Category B driving licence
s Type rating Boeing 737
s Experience with AMOS
s German at level A2 =German:A2
s Boroscope certificate
t Certify line maintenance work
t Troubleshoot defects
t Train mechanics
t Complete technical logs
"""

FR = """
== Infirmier·ère en soins à domicile | spitex | Secteur Est; Équipe de nuit
m Diplôme d'infirmier·ère reconnu
m Deux ans d'expérience en soins à domicile ou en EMS
m Permis de conduire B
m Français niveau C1 =Français:C1
m Maîtrise des pansements complexes
m Disponibilité un week-end sur deux
s Formation en soins palliatifs
s Connaissance d'interRAI
s Portugais niveau B1 =Portugais:B1
s Expérience de l'encadrement d'apprentis
t Assurer les soins à domicile
t Évaluer les besoins et tenir les dossiers
t Collaborer avec les médecins et les proches
t Encadrer les auxiliaires
== Comptable général·e | trust | Pôle PME; Comptabilité
m Brevet fédéral en finance et comptabilité, DCG ou titre équivalent
m Cinq ans d'expérience en comptabilité
m Maîtrise d'Abacus, Crésus ou Sage
m Expérience des décomptes de TVA
m Français niveau C2 =Français:C2
s Connaissances en paie
s Anglais niveau B1 =Anglais:B1
s Expérience en fiduciaire
s Power BI
t Tenir la comptabilité de vingt mandats
t Établir les bouclements
t Préparer les déclarations fiscales
t Conseiller les clients
== Chef·fe de projet numérique | public | Direction des systèmes d'information; Service numérique
m Trois ans d'expérience en conduite de projets informatiques
m Formation supérieure en informatique ou en gestion
m Connaissance de HERMES ou de PRINCE2
m Expérience des marchés publics
m Français niveau C1 =Français:C1
s Expérience d'une collectivité
s Certification Scrum
s Allemand niveau B1 =Allemand:B1
s Connaissance de la gestion électronique de documents
t Piloter la dématérialisation des courriers
t Animer les comités de projet
t Rédiger les cahiers des charges
t Former les utilisateurs
t Suivre le budget
== Data scientist | insurance | Actuariat et données; Innovation
m Master en statistique, mathématiques ou informatique
m Trois ans d'expérience en modélisation
m Maîtrise de Python et de SQL
m Anglais niveau B2 =Anglais:B2
m Expérience de mise en production de modèles
s Connaissance de l'assurance
s Databricks ou Spark
s Allemand niveau B1 =Allemand:B1
s R ou SAS
t Construire des modèles de risque
t Documenter et surveiller les modèles
t Présenter les résultats aux métiers
t Participer à la gouvernance des données
== Responsable RH | industry | Ressources humaines; Site de production
m Brevet fédéral RH, master RH ou titre jugé équivalent
m Sept ans d'expérience dans une fonction RH généraliste
m Solides connaissances du droit du travail
m Expérience de la gestion d'équipe
m Français niveau C2 =Français:C2
m Anglais niveau B2 =Anglais:B2
s Expérience en milieu industriel
s Allemand niveau B1 =Allemand:B1
s Connaissance de Workday ou de SAP HR
t Conduire la politique RH du site
t Encadrer trois personnes
t Négocier avec les partenaires sociaux
t Superviser la paie
t Développer la formation
== Électricien·ne de maintenance | energy | Exploitation; Maintenance réseaux
m CFC d'installateur-électricien, bac pro ou équivalent
m Trois ans d'expérience en maintenance
m Habilitations électriques à jour
m Permis de conduire B
m Participation au service de piquet
s Connaissance des automates Siemens ou Schneider
s CACES nacelle
s Allemand niveau A2 (lecture de schémas) =Allemand:A2
s Expérience en moyenne tension
t Dépanner les installations
t Réaliser les contrôles périodiques
t Tenir les schémas à jour
t Proposer des améliorations
== Juriste en droit du travail | law | Droit social; Département conseil
m Master en droit ou brevet d'avocat
m Quatre ans de pratique en droit du travail
m Excellente rédaction en français (C2) =Français:C2
m Anglais niveau B2 =Anglais:B2
m Expérience du contentieux
s Allemand niveau B2 =Allemand:B2
s Connaissances en protection des données
s Expérience en entreprise
t Conseiller les employeurs
t Rédiger contrats et règlements
t Représenter les clients
t Animer des formations
== Éducateur·rice spécialisé·e | social | Foyer des adolescents; Accueil de jour
m Diplôme d'éducateur social ES, HES ou DEES
m Deux ans d'expérience auprès d'adolescents
m Permis de conduire B depuis deux ans
m Extrait spécial du casier judiciaire
m Bonne maîtrise du français, C1 =Français:C1
s Formation à l'approche systémique
s Expérience du travail de nuit
s Brevet de sauvetage
t Accompagner les jeunes au quotidien
t Rédiger les bilans
t Collaborer avec les familles et le réseau
t Organiser des camps
== Responsable logistique | logistics | Entrepôt central; Supply chain
m Formation supérieure en logistique (BTS, BUT ou brevet fédéral)
m Cinq ans d'expérience dont deux d'encadrement
m Maîtrise d'un WMS
m Bonnes connaissances d'Excel
m Français niveau C1 =Français:C1
s Permis cariste ou CACES
s Connaissance de SAP MM
s Anglais niveau B1 =Anglais:B1
s Expérience du froid
t Diriger une équipe de 25 personnes
t Piloter les indicateurs
t Négocier avec les transporteurs
t Garantir la sécurité
t Préparer les inventaires
== Ingénieur·e systèmes et réseaux | school | Service informatique; Centre de calcul
m Diplôme en informatique (CFC, BTS ou supérieur)
m Quatre ans d'administration de serveurs Windows et Linux
m Expérience de VMware ou Proxmox
m Connaissance des pare-feu
m Français niveau B2 =Français:B2
s Scripts PowerShell ou Ansible
s Expérience en milieu scolaire
s Anglais technique, A2 au moins =Anglais:A2
s Certification Cisco CCNA
t Exploiter les serveurs et le réseau
t Assurer le support de deuxième niveau
t Planifier les sauvegardes
t Documenter l'infrastructure
"""

SOURCES = {"de": DE, "en": EN, "fr": FR}
MIXES = {"de": ("CHde", "CHde", "DE", "AT"), "en": ("GB", "CHen", "GB", "IE"), "fr": ("FR", "CHfr", "CHfr")}
ORIGIN = {
    "CHde": "swiss_de",
    "DE": "german",
    "AT": "austrian",
    "GB": "british",
    "CHen": "british",
    "IE": "irish",
    "FR": "french",
    "CHfr": "swiss_fr",
}
MONTHS = {
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
    "en": "January February March April May June July August September October November December".split(),
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
}
FORMATS = ("docx", "pdf", "txt", "docx", "docx", "pdf", "txt", "pdf", "docx", "docx")
SUFFIXES = {
    "de": ["", "", " (m/w/d)", " (w/m/d)", " 80–100 %"],
    "en": ["", "", " (m/f/d)", ""],
    "fr": ["", "", " (H/F)", " (f/h)"],
}


def profiles(seed: int, count: int) -> list[dict[str, Any]]:
    """`count` profiles, the languages in turn; each block of a language once before any comes again."""
    return [profile(seed, ("de", "en", "fr")[index % 3], index // 3) for index in range(count)]


def profile(seed: int, lang: str, number: int) -> dict[str, Any]:
    """One profile with everything that is printed; `files` names the file."""
    rng = Random(f"{seed}/job/{lang}/{number}")
    blocks = re.split(r"^== ", SOURCES[lang], flags=re.M)[1:]
    lap, place = divmod(number, len(blocks))
    block = Random(f"{seed}/jobs/{lang}/{lap}").sample(blocks, len(blocks))[place]
    head, *lines = block.strip().split("\n")
    title, sector, units = [part.strip() for part in head.split("|")]
    mix = rng.choice(MIXES[lang])
    town = rng.choice(places.TOWNS[mix].split(";")).strip().split(" ", 1)[1]
    pools = {mark: [line[2:] for line in lines if line.startswith(mark + " ")] for mark in "mst"}
    languages: list[dict[str, str]] = []
    must = criteria(rng, pools["m"], rng.randint(4, 6), "M", "must", languages)
    should = criteria(rng, pools["s"], rng.randint(2, 4), "S", "should", languages)
    start, start_iso = start_words(rng, lang)
    low = rng.choice([50, 60, 80, 80, 90, 100, 100, 100])
    high = rng.choice([100, 100, 90 if low < 90 else 100]) if low < 100 else 100
    prefix = {"de": "jde", "en": "jen", "fr": "jfr"}[lang] + ("" if seed == 1 else f"s{seed}p")
    identifier = f"{prefix}{number + 1:02d}"
    result = {
        "id": identifier,
        "lang": lang,
        "title": spelled(title, lang, mix) + rng.choice(SUFFIXES[lang]).replace(" 80–100 %", ""),
        "company": company(rng, lang, mix, sector, town),
        "location": town,
        "start": start,
        "workload": {"min": low, "max": high},
        "duration": duration(rng, lang),
        "must": must,
        "should": should,
        "tasks": keep_order(rng, pools["t"], rng.randint(3, 5)),
        "languages": languages,
        "files": [f"{identifier}.{FORMATS[number % len(FORMATS)]}"],
        "print": {"unit": rng.choice(units.split(";")).strip(), "reference": reference(rng), "mix": mix},
    }
    if start_iso:
        result["start_iso"] = start_iso
    return result


def criteria(
    rng: Random, pool: list[str], count: int, letter: str, kind: str, languages: list[dict[str, str]]
) -> list[dict[str, str]]:
    """Some of a pool in its order, numbered; their languages are added to `languages`."""
    rows = []
    for number, line in enumerate(keep_order(rng, pool, count), 1):
        text, *marks = line.split(" =")
        rows.append({"id": f"{letter}{number}", "text": text})
        for mark in marks:
            language, _, level = mark.partition(":")
            languages.append({"language": language, "level": level, "type": kind})
    return rows


def keep_order(rng: Random, pool: list[str], count: int) -> list[str]:
    """`count` of a list, in the order of the list."""
    chosen = set(rng.sample(range(len(pool)), min(count, len(pool))))
    return [line for index, line in enumerate(pool) if index in chosen]


def company(rng: Random, lang: str, mix: str, sector: str, town: str) -> str:
    """An employer of a sector."""
    regions = orgs.REGIONS[mix]
    lasts = [last.split("|")[0] for last in names.ORIGINS[ORIGIN[mix]][4].split() if "·" not in last]
    values = {
        "T": town,
        "N": rng.choice(lasts),
        "M": rng.choice(lasts),
        "F": rng.choice(orgs.FANTASY[lang].split()),
        "A": "".join(rng.choice("ABDEGHIKLMNPRSTVWZ") for _ in range(3)),
        "L": rng.choice(orgs.LEGAL[mix]),
        "R": rng.choice(regions.split("|") if "|" in regions else regions.split()),
    }
    raw = rng.choice(orgs.EMPLOYERS[lang][sector].split(";")).strip()
    done = re.sub(r"\{([A-Z])\}", lambda mark: values[mark.group(1)], raw)
    return spelled(orgs.french_article(done) if lang == "fr" else done, lang, mix)


def spelled(text: str, lang: str, mix: str) -> str:
    """Swiss spelling without sharp s."""
    return text.replace("ß", "ss") if lang == "de" and mix == "CHde" else text


def start_words(rng: Random, lang: str) -> tuple[str, str | None]:
    """(words, ISO date where one is given)."""
    month, year = rng.randint(1, 9), 2026
    name = MONTHS[lang][month - 1]
    first = {"de": f"1. {name} {year}", "en": f"1 {name} {year}", "fr": f"1er {name} {year}"}[lang]
    day = f"{year}-{month:02d}-01"
    return rng.choice(
        [
            (first, day),
            (first, day),
            (f"01.{month:02d}.{year}", day) if lang != "en" else (f"{name} {year}", day[:7]),
            (f"{name} {year}", day[:7]),
            ({"de": "per sofort", "en": "as soon as possible", "fr": "de suite"}[lang], None),
            ({"de": "nach Vereinbarung", "en": "by arrangement", "fr": "à convenir"}[lang], None),
        ]
    )


def duration(rng: Random, lang: str) -> str:
    """How long the post or the assignment lasts."""
    number = rng.choice([6, 9, 12, 12, 18, 24])
    return rng.choice(
        {
            "de": [
                "unbefristet",
                "unbefristet",
                "Festanstellung",
                f"{number} Monate",
                f"befristet auf {number} Monate",
                f"{number} Monate mit Option auf Verlängerung",
            ],
            "en": [
                "permanent",
                "permanent",
                f"{number} months",
                f"{number} months with an option to extend",
                f"fixed term, {number} months",
            ],
            "fr": [
                "durée indéterminée",
                "CDI",
                f"{number} mois",
                f"CDD de {number} mois",
                f"{number} mois, prolongation possible",
            ],
        }[lang]
    )


def reference(rng: Random) -> str:
    """A number as clients print it."""
    return rng.choice(
        [
            f"2026-{rng.randint(10, 999):03d}",
            f"REQ{rng.randint(10000, 99999)}",
            f"{rng.choice('ABCKPS')}-{rng.randint(100, 999)}/26",
            f"JOB-{rng.randint(1000, 9999)}",
        ]
    )
