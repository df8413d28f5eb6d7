"""Patterns of invented employers and schools, and the small pools of a person's life.

Places in a pattern: {T} town of the post, {N} and {M} surnames, {F} an invented word, {A} an acronym, {L} a legal form
(often left out), {R} an invented region.
"""

import re

FANTASY = {
    "de": "Nordlicht Silberstreif Kompass Kranich Lichtung Morgentau Bergwerk Findling Kastanie Wegwarte Ankerplatz "
    "Zweigwerk Blauquell "
    "Steinadler Felsenfest Rundum Taktgeber Sonnwend Auenland Federleicht Uferzone Hochform Windfang Klarwerk "
    "Alpstein Rotmilan",
    "en": "Brightwater Copperfield Foxglove Harbourlight Ironbridge Kestrel Larkspur Millstone Northgate Oakhaven "
    "Pinnacle Quayside Redwing "
    "Silverbirch Tidewater Umber Wayfarer Yarrow Beacon Cobalt Drumlin Evergreen Fernhill Goldcrest Heron Juniper",
    "fr": "Horizon Aubépine Boréale Clairière Déclic Équinoxe Florescence Galaxie Hirondelle Iris Jasmin Kairos "
    "Lumière Méridien Nacelle "
    "Odyssée Passerelle Quartz Rivage Sarcelle Trèfle Verveine Alizé Belvédère Cascade Estuaire",
}
REGIONS = {
    "CHde": "Seetal Rheinwinkel Oberland Mittelland Birsfeld Aaretal Suhrental Linthebene Rafzerfeld Thurgau Hasli "
    "Surbtal Emmenwald Rottal",
    "DE": "Nordheide Elbaue Rheinbogen Oberpfalz Münsterland Eifel Lausitz Vogelsberg Hegau Allgäu Wesermarsch "
    "Sauerland Teltow Spessart",
    "AT": "Ennstal Mühlviertel Pinzgau Weinviertel Lavanttal Innkreis Walgau Murtal Steinfeld",
    "GB": "Severn Vale|Pennine|Fenland|Solway|Tyne Valley|Mersey|Cotswold|North Moors|Wensum|Trent|South "
    "Downs|Clyde|Ribble|Tamar",
    "IE": "Shannon|Burren|Corrib|Blackwater|Boyne|Slaney|Erne|Munster|West Coast",
    "CHen": "Lakeside|Rhine|Alpine|Leman|Helvetia|Jura",
    "FR": "Val-de-Seille|Haut-Jura|Bocage|Trégor|Vercors|Cévennes|Val d'Authie|Pays de "
    "Caux|Livradois|Haute-Saône|Marais|Avre|Bugey|Lauragais",
    "CHfr": "Broye|Gros-de-Vaud|Chablais|Lavaux|Jorat|Riviera|Val-de-Ruz|Ajoie|Gruyère|Entremont|Plateau",
}
LEGAL = {
    "CHde": ["AG", "GmbH", "AG", "KlG"],
    "DE": ["GmbH", "AG", "GmbH & Co. KG", "KG", "e. K.", "SE", "mbH", "eG"],
    "AT": ["GmbH", "AG", "KG", "e.U.", "Ges.m.b.H."],
    "GB": ["Ltd", "plc", "Limited", "LLP", "CIC"],
    "IE": ["Ltd", "DAC", "Limited"],
    "CHen": ["AG", "SA", "GmbH", "Ltd"],
    "FR": ["SAS", "SARL", "SA", "SCOP", "EURL"],
    "CHfr": ["SA", "Sàrl", "SA", "Coopérative"],
}

# language: sector: patterns
EMPLOYERS: dict[str, dict[str, str]] = {
    "de": {
        "it": "{F} Software {L}; {N} Informatik {L}; {A} Systems {L}; {F} IT; Rechenzentrum {R}; "
        "{N} & {M} Webwerk {L}; Informatikdienste {T}; "
        "{F} Labs {L}; {A}; Datenhafen {T}; {F}soft {L}; Swiss{F} Digital {L}",
        "consulting": "{N} & Partner Unternehmensberatung; {F} Consulting {L}; {A} Beratung {L}; {N} Advisory {L}; "
        "Beratergruppe {R}; {F} Management Partners",
        "bank": "Regionalbank {R}; Sparkasse {R}; Bank {N} & Cie {L}; {R}er Kantonalkasse; Volksbank {R} eG; "
        "Privatbank {N}; Kreditbank {T} {L}",
        "insurance": "{F} Versicherungen; {R} Versicherung {L}; Krankenkasse {F}; {N} Assekuranz {L}; {F} Leben {L}; "
        "Pensionskasse {R}",
        "industry": "{N} Maschinenbau {L}; {N} & Söhne {L}; {F} Technik {L}; {A} Anlagenbau {L}; "
        "Metallwerke {T} {L}; {N} Präzision {L}; "
        "Gießerei {N}; {F} Verpackungen {L}; {N} Kunststofftechnik; Walzwerk {R} {L}; {A} Antriebe {L}; "
        "Gebrüder {N} {L}",
        "trust": "Treuhand {N} {L}; {F} Treuhand; Steuerkanzlei {N} & {M}; {N} Revisionen {L}; "
        "Wirtschaftsprüfung {R} {L}; {A} Treuhand {L}",
        "build": "{N} Bau {L}; Baugeschäft {N}; {N} & {M} Hoch- und Tiefbau {L}; Bauunternehmung {R} {L}; "
        "{F} Generalunternehmung {L}; {A} Tiefbau",
        "retail": "{F} Markt {L}; Kaufhaus {N}; Landgenossenschaft {R}; {F} Drogerie; Möbelhaus {N} {L}; "
        "{N} Sport und Mode; Konsum {T}; "
        "Buchhandlung {N}; {F} Discount {L}; Bäckerei {N}; Baumarkt {F}",
        "hospital": "Kantonsspital {R}; Spital {T}; Klinikum {R}; Klinik {F}; Kreiskrankenhaus {T}; Rehaklinik {F}; "
        "Spitalverbund {R}; "
        "Privatklinik {N}; Psychiatrie {R}; St.-Josefs-Krankenhaus {T}",
        "care": "Alterszentrum {F}; Pflegeheim {N}-Stift; Stiftung {F}; Seniorenresidenz {F}; Haus {F}; "
        "Pflegezentrum {T}; Altersheim {R}",
        "spitex": "Spitex {R}; Ambulanter Pflegedienst {N}; Sozialstation {T}; Spitex-Verein {T}; Pflegedienst {F} {L}",
        "practice": "Praxis Dr. med. {N}; Gemeinschaftspraxis {N} & {M}; Hausarztpraxis {T}; Ärztezentrum {F}; "
        "Zahnarztpraxis Dr. {N}; "
        "Kinderarztpraxis {F}; MVZ {R}",
        "electric": "Elektro {N} {L}; {N} Elektroanlagen; {F} Energietechnik {L}; Elektrohaus {N}; {A} Elektro {L}; "
        "{N} + {M} Elektro {L}",
        "energy": "Stadtwerke {T}; Elektrizitätswerk {R}; {A}; {F} Energie {L}; Kraftwerke {R} {L}; Gemeindewerke {T}",
        "public": "Gemeinde {T}; Stadt {T}; Kanton {R}; Landratsamt {R}; Bezirkshauptmannschaft {R}; "
        "Einwohnergemeinde {T}; Amt für Umwelt {R}; "
        "Landesamt für Vermessung; Stadtverwaltung {T}; Zweckverband {R}",
        "pharma": "{F} Pharma {L}; {N} Arzneimittel {L}; {F} Biotech {L}; {R} Biologics {L}; "
        "{A} Pharmaceuticals {L}; Serumwerk {T}",
        "chem": "{N} Chemie {L}; {F} Analytik {L}; Labor {N} + {M}; {R} Feinchemie {L}; {A} Laboratorien {L}; "
        "Wasserlabor {R}",
        "research": "Forschungsinstitut {F}; Institut für Schneeforschung {R}; Universität {T}; {F}-Institut {R}; "
        "{F} Institut; Zentrum für Materialkunde {T}",
        "uni": "Universität {T}; Technische Hochschule {T}; Hochschule {R}; Pädagogische Hochschule {R}",
        "school": "Primarschule {T}; Schule {T}; Gymnasium {F}; Sekundarschule {R}; Gesamtschule {T}; "
        "Berufsbildungszentrum {R}; Grundschule {F}; Volksschule {T}",
        "social": "Stiftung {F}; Verein {F}; Hilfswerk {R}; Sozialdienst {T}; Wohnheim {F}; Jugendhilfe {R} e. V.; "
        "Kita {F}; Miteinander {R} e. V.",
        "agency": "{F} Kommunikation {L}; Agentur {N} & {M}; {F}grafik; Studio {N}; {N} Werbung {L}; Büro {F}; "
        "{A} Design",
        "media": "{R}er Tagblatt; Verlag {N}; Radio {F}; {F} Medien {L}; Druckerei {N} {L}; {R} Zeitung",
        "telecom": "{F} Telekom {L}; {R}net {L}; {A} Mobile {L}; Kabelnetz {T}",
        "hotel": "Hotel {F}; Hotel Alpenblick; Gasthof {N}; Hotel zum {F}; Grand Hotel {T}; Landhotel {N}; "
        "Kurhotel {F}; Berghaus {R}; Hotel Drei Könige {T}",
        "restaurant": "Restaurant {F}; Gasthaus zum Hirschen; Wirtschaft {N}; Pizzeria {F}; Kantine {A}; "
        "{F} Catering {L}; Bistro {F}; Landgasthof Rössli",
        "law": "Kanzlei {N} & {M}; {N} {M} Rechtsanwälte; Notariat {T}; Advokatur {F}; Bezirksgericht {T}; "
        "Amtsgericht {T}; {N} Legal {L}",
        "architecture": "{N} {M} Architekten {L}; Atelier {N}; Büro {F} Architektur; {N} Architektur {L}; "
        "{A} Architekten; Planwerk {R} {L}",
        "salon": "Coiffure {N}; Salon {F}; Haarwerk {N}; Friseur {F}; Coiffeur Team {T}; Haarstudio {F}; Beauty {F}",
        "joinery": "Schreinerei {N} {L}; Tischlerei {N}; Holzbau {N} {L}; {N} Innenausbau {L}; Zimmerei {N} & Söhne; "
        "{F} Küchen {L}; Möbelwerkstatt {F}",
        "garden": "Gartenbau {N} {L}; {N} Gärten; Gärtnerei {F}; Baumschule {N}; Stadtgärtnerei {T}; "
        "{F} Landschaftsbau {L}",
        "security": "{F} Sicherheit {L}; {A} Security {L}; Wachdienst {R} {L}; {N} Objektschutz; Securi{F} {L}",
        "aviation": "{F} Air {L}; Flughafen {T}; {A} Ground Services {L}; Flugplatz {R}; {F} Aviation {L}; "
        "Alpenflug {L}",
        "realestate": "{N} Immobilien {L}; Hausverwaltung {N}; Wohnbaugenossenschaft {R}; {F} Liegenschaften {L}; "
        "Immobiliengruppe {R}; {A} Immobilien",
        "transport": "{N} Transporte {L}; Verkehrsbetriebe {T}; {N} Reisen; Spedition {N} {L}; {F} Logistik {L}; "
        "Busbetrieb {R}; {A} Cargo",
        "logistics": "{F} Logistik {L}; Spedition {N} & {M}; Lagerhaus {T} {L}; {A} Logistics {L}; "
        "{N} Fulfillment {L}; Verteilzentrum {R}",
    },
    "en": {
        "it": "{F} Software {L}; {N} Digital {L}; {A} Systems; {F} Labs; {F}ware {L}; {R} Computing {L}; "
        "{N} & {M} Technologies {L}; {F} Cloud {L}",
        "consulting": "{N} {M} Consulting {L}; {F} Advisory {L}; {A} Partners; {N} & Co {L}; {F} Consulting Group",
        "bank": "{R} Building Society; {F} Bank {L}; {N} & {M} Bankers; Bank of {R}; {R} Credit Union; {F} Capital {L}",
        "insurance": "{F} Insurance {L}; {R} Mutual; {N} Underwriting {L}; {N} {M} Brokers; {F} Life {L}",
        "industry": "{N} Engineering {L}; {N} & Sons {L}; {F} Pumps {L}; {A} Castings {L}; {R} Steel {L}; "
        "{N} Packaging {L}; {F} Manufacturing {L}; "
        "{N} Foods {L}; {R} Textiles {L}",
        "trust": "{N} {M} Accountants; {N} & Co Chartered Accountants; {F} Accounting {L}; {N} Bookkeeping",
        "build": "{N} Construction {L}; {N} & {M} Builders {L}; {F} Homes {L}; {R} Contractors {L}; "
        "{N} Civil Engineering {L}",
        "retail": "{F} Stores {L}; {N}'s Department Store; {F} Supermarkets {L}; {N} Books; The {F} Shop; "
        "{R} Co-operative; {F} Garden Centres; {N} & Daughters",
        "hospital": "{R} Hospitals Trust; {T} General Hospital; St {N}'s Hospital; {R} Community Health; "
        "{F} Hospital; {F} Clinic {L}",
        "care": "{F} Care Home; {F} House Nursing Home; St Brannock's Hospice; {R} Home Care {L}; "
        "The {F} Residential Home",
        "practice": "{F} Surgery; {F} Medical Practice; {N} & {M} Dental Practice; {T} Health Centre; {F} Eye Care",
        "electric": "{N} Electrical {L}; {N} & Son Electrical Contractors; {F} Power Services {L}; {A} Electrical {L}",
        "energy": "{R} Energy {L}; {F} Renewables {L}; {R} Water; {A} Power {L}",
        "public": "{R} District Council; {T} City Council; Department for Rural Affairs; {R} County Council; "
        "Office for Land Records; {T} Town Council",
        "pharma": "{F} Pharma {L}; {N} Therapeutics {L}; {F} Biologics {L}; {A} Sterile Products; {R} Biosciences {L}",
        "chem": "{F} Analytical {L}; {R} Laboratories {L}; {N} Chemicals {L}; {A} Testing Services",
        "research": "{F} Institute; University of {T}; {R} Marine Laboratory; {F} Research Centre; "
        "Royal {R} Observatory",
        "school": "{F} Primary School; {T} Academy; St {N}'s School; {F} High School; {R} College; "
        "{F} Community School; {T} International School",
        "social": "{R} Children's Services; {F} Trust; {F} Youth Project; {N} Foundation; {R} County Council; "
        "{F} Families",
        "charity": "{F} Trust; {F} Aid; {N} Foundation; {R} Wildlife Society; The {F} Charity; Friends of {R}",
        "housing": "{F} Housing Trust; {R} Homes; {F} Housing Association; {T} Tenants Co-operative",
        "agency": "{F} Creative; {N} {M} {L}; Studio {F}; {F} & {N}; {N} Communications {L}",
        "media": "{R} Post; {F} Press {L}; Radio {F}; {N} Publishing {L}; {F} Films",
        "telecom": "{F} Telecom {L}; {R} Broadband; {A} Mobile {L}",
        "hotel": "The {F} Hotel; {T} Grand Hotel; {F} Lodge; The {N} Arms; {F} Country House; Hotel {F}",
        "restaurant": "The {F} Kitchen; {N}'s Bistro; The Red Lion; {F} Catering {L}; Café {F}; The {F} Oyster House",
        "law": "{N} {M} Solicitors; {N} & {M} {L}; {F} Legal; {N} Chambers; {N} {M} LLP",
        "architecture": "{N} {M} Architects; {F} Studio; {N} Architecture {L}; {A} Architects; {N} + {M}",
        "salon": "{F} Hair; {N}'s Barbers; Salon {F}; The {F} Rooms; {F} Beauty",
        "joinery": "{N} Joinery {L}; {N} & Sons Joiners; {F} Furniture; {F} Kitchens {L}; {N} Restoration",
        "garden": "{F} Gardens; {N} Landscapes {L}; {R} Parks; {F} Nursery; {N} Tree Care {L}; {F} Estate",
        "security": "{F} Security {L}; {A} Guarding; {R} Protection Services {L}; {N} Event Safety",
        "aviation": "{F} Air; {T} Airport; {A} Ground Handling {L}; {R} Airways; {F} Aero Engineering {L}",
        "realestate": "{N} & {M} Estate Agents; {F} Property {L}; {N} Lettings; {R} Estates {L}; {N} {M} Surveyors",
        "transport": "{N} Haulage {L}; {R} Buses; {N} Coaches; {F} Couriers {L}; {N} Logistics {L}",
        "logistics": "{F} Logistics {L}; {N} Freight {L}; {R} Distribution {L}; {A} Fulfilment; {N} & {M} Shipping",
    },
    "fr": {
        "it": "{F} Informatique {L}; {A} Solutions; {N} Numérique {L}; {F} Logiciels {L}; Studio {F}; {F}tech {L}; "
        "Ateliers Web {N}",
        "consulting": "Cabinet {N} & Associés; {F} Conseil {L}; {A} Consultants; {N} {M} Conseil {L}; Groupe {F}",
        "bank": "Banque {F}; Caisse d'épargne de {T}; Banque {N} & Cie; Crédit du {R}; Banque régionale du {R}",
        "insurance": "{F} Assurances {L}; Mutuelle {F}; La {R}-Vie; Cabinet {N} Assurances; {F} Prévoyance",
        "industry": "{N} Mécanique {L}; Ateliers {N} & Fils; {A} Industrie {L}; {F} Emballages {L}; "
        "Fonderies du {R}; Manufacture {N} {L}; "
        "Conserverie {N}; Décolletage {N} {L}; Établissements {N}; Papeteries de {T}",
        "trust": "Fiduciaire {N} {L}; Cabinet comptable {N}; {F} Expertise; {N} & {M} Expertise comptable; "
        "Fiduciaire {F} {L}",
        "build": "{N} Construction {L}; Entreprise {N} & Fils; {F} Bâtiment {L}; {N} Travaux publics {L}; "
        "Maçonnerie {N}",
        "retail": "Magasins {F}; Supermarché {F}; Librairie {N}; Maison {N}; {F} Bricolage {L}; Boulangerie {N}; "
        "Coopérative {R}; Jardinerie {F}",
        "hospital": "Hôpital de {T}; Centre hospitalier {R}; Clinique {F}; Hôpital intercantonal du {R}; CHU de {T}; "
        "Clinique Saint-{N}",
        "care": "EMS {F}; EHPAD Les Tilleuls; Résidence {F}; Fondation {F}; Maison de retraite {N}; Foyer {F}",
        "spitex": "Soins à domicile {R}; SSIAD {T}; Association {F} Soins; Service d'aide {R}",
        "practice": "Cabinet du Dr {N}; Centre médical {F}; Cabinet dentaire {N} & {M}; Maison de santé de {T}; "
        "Permanence {F}",
        "electric": "{N} Électricité {L}; Électro {F} {L}; {N} & {M} Installations; {A} Élec",
        "energy": "Services industriels de {T}; {F} Énergie {L}; Régie électrique du {R}; {A} Énergies",
        "public": "Mairie de {T}; Commune de {T}; Ville de {T}; Canton de {R}; Communauté de communes du {R}; "
        "Préfecture du {R}; Département du {R}",
        "pharma": "Laboratoires {N} {L}; {F} Pharma {L}; {F} Biotech {L}; {A} Santé; Institut {N}",
        "chem": "{F} Analyses {L}; Laboratoire {N}; {R} Chimie {L}; Laboratoire départemental {R}; {A} Contrôle",
        "research": "Université de {T}; Institut {F}; Observatoire du {R}; Centre de recherche {F}",
        "school": "École primaire {F}; Collège {N}; Lycée {N}; École du {R}; Groupe scolaire {F}; "
        "Établissement scolaire de {T}; Lycée professionnel {F}",
        "social": "Association {F}; Fondation {N}; Crèche Les Lutins; Foyer {F}; Maison d'enfants {N}; "
        "Service social de {T}; Crèche {F}",
        "agency": "Agence {F}; {N} Communication {L}; Studio {N}; Atelier {F}; {F} & Co {L}",
        "media": "Le Courrier du {R}; Éditions {N}; Radio {F}; {F} Presse {L}; Imprimerie {N}",
        "telecom": "{F} Télécom {L}; {R} Fibre; {A} Mobile {L}",
        "hotel": "Hôtel {F}; Auberge de la Poste; Hôtel du {R}; Grand Hôtel de {T}; Hôtel des Voyageurs; Relais {F}; "
        "Camping {F}",
        "restaurant": "Restaurant {F}; Brasserie {N}; Chez {N}; Auberge {F}; {F} Traiteur {L}; Café de la Gare; "
        "Pinte {N}",
        "law": "Étude {N} & {M}; Cabinet {N}; {N} {M} Avocats; Étude notariale {N}; Tribunal de {T}; "
        "Office notarial {N}",
        "architecture": "{N} Architectes {L}; Atelier {N}; Bureau {F}; {N} {M} Architecture; Agence {N}",
        "salon": "Coiffure {F}; Salon {N}; L'Atelier de {F}; Institut {F}; {F} Coiffure; Barbier {N}",
        "joinery": "Menuiserie {N} {L}; Ébénisterie {N}; {N} Agencement {L}; Charpentes {N} & Fils; Scierie {N}",
        "garden": "{N} Paysages {L}; Jardins {F}; Pépinières {N}; {F} Espaces verts {L}; Ville de {T}",
        "security": "{F} Sécurité {L}; {A} Protection {L}; {N} Surveillance; {F} Gardiennage",
        "aviation": "{F} Airlines; Aéroport de {T}; {A} Assistance {L}; {F} Aéro Services {L}; Air {R}",
        "realestate": "Régie {N} {L}; {N} Immobilier; Agence {F}; Gérance {N} & {M} {L}; Foncière {F}; "
        "Coopérative d'habitation {F}",
        "transport": "Transports {N} {L}; {N} Voyages; Régie des transports de {T}; {F} Express {L}; Autocars {N}; "
        "Ambulances {F}",
        "logistics": "{F} Logistique {L}; {N} Fret {L}; Plateforme {R}; {A} Logistics; Entrepôts {N}",
    },
}

SCHOOLS: dict[str, dict[str, str]] = {
    "CHde": {
        "voc": "Berufsschule {T}; Berufsbildungszentrum {R}; Gewerblich-industrielle Berufsschule {T}; BBZ {T}; "
        "Kaufmännische Schule {T}; BZ {R}",
        "high": "Höhere Fachschule {R}; HF {T}; Bildungszentrum {T}; Weiterbildungszentrum {R}; Fachschule {F}; "
        "Akademie {F}",
        "acad": "Universität Zürich; ETH Zürich; Universität Bern; Universität Basel; FHNW; ZHAW; "
        "Berner Fachhochschule; OST – Ostschweizer Fachhochschule; "
        "Hochschule Luzern; Universität St. Gallen; Fachhochschule Graubünden",
        "gym": "Kantonsschule {T}; Gymnasium {F}; Kollegium {R}",
        "base": "Sekundarschule {T}; Bezirksschule {T}; Oberstufe {R}",
    },
    "DE": {
        "voc": "Berufskolleg {T}; Berufliche Schule {T}; IHK {R}; Berufsschulzentrum {R}; Handwerkskammer {R}; BBS {T}",
        "high": "IHK-Akademie {R}; Technikerschule {T}; Fachakademie {F}; Handwerkskammer {R}; Abendschule {T}; "
        "Bildungswerk {R}",
        "acad": "Universität Hamburg; TU München; Universität zu Köln; Technische Universität Dresden; "
        "Universität Leipzig; RWTH Aachen; Hochschule Bremen; "
        "HTW Berlin; Universität Konstanz; DHBW Ravensburg; Hochschule Esslingen; FernUniversität in Hagen; "
        "Georg-August-Universität Göttingen",
        "gym": "Gymnasium {T}; {N}-Gymnasium; Gesamtschule {R}; Fachoberschule {T}",
        "base": "Realschule {T}; {N}-Schule {T}; Mittelschule {R}",
    },
    "AT": {
        "voc": "Berufsschule {T}; Landesberufsschule {T}; Lehrbetrieb und Berufsschule {R}",
        "high": "WIFI {R}; HTL {T}; Meisterschule {T}; Kolleg {T}; BFI {R}",
        "acad": "Universität Wien; TU Wien; TU Graz; Johannes Kepler Universität Linz; Universität Innsbruck; "
        "FH Vorarlberg; FH Campus Wien; Wirtschaftsuniversität Wien",
        "gym": "BG {T}; HAK {T}; HTL {T}; Bundesgymnasium {R}",
        "base": "Hauptschule {T}; Neue Mittelschule {R}",
    },
    "GB": {
        "voc": "{T} College; {R} Further Education College; {F} Training; City College {T}; {R} Technical College",
        "high": "{T} College; University Centre {R}; {F} Business School; {R} Institute of Technology",
        "acad": "University of Leeds; University of Manchester; Cardiff University; University of Glasgow; "
        "Newcastle University; Queen's University Belfast; "
        "University of Exeter; Sheffield Hallam University; Loughborough University; King's College London; "
        "The Open University; University of York; "
        "Northumbria University; University of Southampton",
        "gym": "{T} Grammar School; {F} Sixth Form College; St {N}'s School; {F} Academy",
        "base": "{F} Comprehensive School; {T} High School",
    },
    "IE": {
        "voc": "{T} Training Centre; {R} College of Further Education; Education and Training Board {R}",
        "high": "{R} Institute; {T} Business College",
        "acad": "University College Cork; Trinity College Dublin; University of Galway; Dublin City University; "
        "University of Limerick; Maynooth University; "
        "Technological University Dublin",
        "gym": "Coláiste {R}; St {N}'s College; {F} Community School",
        "base": "{T} Community College",
    },
    "CHen": {
        "voc": "{F} College; {R} Technical Institute",
        "high": "{F} Business School; Institute of {R} Studies; IMD Lausanne",
        "acad": "ETH Zurich; EPFL; University of Geneva; University of Basel; University of Zurich; "
        "Delft University of Technology; Lund University; "
        "Imperial College London; University of Mumbai; National University of Singapore; Universidade de São Paulo; "
        "Tsinghua University; Aalto University",
        "gym": "International School of {R}; {F} High School; Lycée {N}",
        "base": "{F} School",
    },
    "FR": {
        "voc": "Lycée professionnel {N}; CFA {R}; Lycée {N}; CFA du bâtiment de {T}; Maison familiale rurale {R}",
        "high": "Lycée {N}; IUT de {T}; GRETA {R}; Institut de formation {F}; Cnam {T}; AFPA {T}; ESG {T}",
        "acad": "Université de Rennes; Université de Lorraine; Université Grenoble Alpes; Université de Strasbourg; "
        "Sorbonne Université; INSA Lyon; Université de Bordeaux; "
        "Université de Lille; Université Toulouse Jean Jaurès; Nantes Université; Aix-Marseille Université; "
        "Université Clermont Auvergne; UTC Compiègne",
        "gym": "Lycée {N}; Lycée {F}; Lycée Saint-{N}",
        "base": "Collège {N}; Collège {F}",
    },
    "CHfr": {
        "voc": "École professionnelle de {T}; EPSIC; CPNE {R}; Centre professionnel {R}; École des métiers {T}",
        "high": "École supérieure {R}; IFAGE; ES {F}; Centre de formation {T}; École {F}",
        "acad": "Université de Lausanne; EPFL; Université de Genève; HES-SO Valais; HEIG-VD; Université de Fribourg; "
        "Université de Neuchâtel; HEG Arc; HES-SO Genève",
        "gym": "Gymnase de {T}; Collège {N}; Lycée {F}; Lycée-Collège {R}",
        "base": "École secondaire de {T}; Cycle d'orientation {R}",
    },
}

INTERESTS = {
    "de": "Wandern; Skitouren; Fotografie; Kochen; Lesen; Schach; Feuerwehr; Jodeln; Volleyball; Imkern; Reisen; "
    "Gärtnern; Oldtimer; Klavier; Laufen; Tanzen; Fußball; "
    "Modelleisenbahn; Aquarellmalerei; Pilze sammeln; Geocaching; Rudern; Stricken; Brettspiele; Velotouren; Kino; "
    "Alphorn; Kitesurfen; Familie; Jazz; Astronomie; "
    "Yoga; Handball; Töpfern; Improvisationstheater; Pfadi; Reiten; Angeln",
    "en": "Hill walking; Allotment; Choir; Cricket; Baking; Photography; Chess; Wild swimming; Reading crime novels; "
    "Running; Board games; Pottery; Football refereeing; "
    "Birdwatching; Knitting; Sailing; Travel; Cinema; Guitar; Gaelic football; Bread making; Cycling; Local history; "
    "Yoga; Vintage radios; Pub quizzes; Rugby; "
    "Dancing; Parkrun; Bell ringing; Canal boats; Volunteering at the food bank; Painting; Scouting",
    "fr": "Randonnée; Cuisine; Lecture; Course à pied; Photographie; Pétanque; Théâtre amateur; Ski de fond; "
    "Jardinage; Apiculture; Voyages; Cinéma; Natation; Poterie; "
    "Échecs; Cyclotourisme; Chorale; Escalade; Œnologie; Handball; Généalogie; Danse; Football; Guitare; Yoga; "
    "Bricolage; Pêche; Jeux de société; Judo; Couture; "
    "Aquarelle; Voile; Rugby; Vie de famille; Jazz; Observation des oiseaux",
}
VOLUNTEER = {
    "de": "Freiwillige Feuerwehr {T}|Gruppenführer|Gruppenführerin; Samariterverein {T}|Kursleitung; "
    "Turnverein {T}|Kassier|Kassierin; "
    "Naturschutz {R}|Exkursionsleitung; Tafel {T}|Ausgabe; "
    "Pfadi {T}|Abteilungsleitung; Musikverein {T}|Vorstand; Elternrat {T}|Präsidium; "
    "Sportclub {F}|Juniorentrainer|Juniorentrainerin; "
    "Verein {F}|Deutschunterricht für Geflüchtete; "
    "Bergrettung {R}|Einsatzkraft; Quartierverein {T}|Aktuar|Aktuarin",
    "en": "{R} Mountain Rescue|Team member; {T} Food Bank|Driver; {F} Scouts|Cub leader; "
    "{T} Parish Council|Treasurer; Friends of {R} Woods|Path warden; "
    "{F} Youth Football Club|Under-12 coach; {T} Repair Café|Electrical repairs; {T} Advice Centre|Adviser; "
    "{F} Hospice Shop|Sunday volunteer; {T} Primary School|Governor",
    "fr": "Entraide {T}|Distribution alimentaire; Club de football {T}|Entraîneur des jeunes|Entraîneuse des jeunes; "
    "Sapeurs-pompiers de {T}|Pompier volontaire|Pompière volontaire; Association {F}|Trésorerie; "
    "Samaritains de {T}|Moniteur de cours|Monitrice de cours; Ludothèque {F}|Accueil; Secouristes {R}|Secourisme; "
    "Conseil de quartier {T}|Secrétariat; Repair Café {T}|Réparation de vélos; "
    "Scouts {R}|Chef de groupe|Cheffe de groupe",
}
AVAILABILITY = {
    "de": "sofort; ab sofort; 3 Monate Kündigungsfrist; Kündigungsfrist 2 Monate; nach Vereinbarung; "
    "ab 1. April 2026; ab 01.03.2026, 80–100 %; 6 Wochen zum Monatsende; "
    "per 1. Februar 2026; ab Mai 2026; 3 Monate; Pensum 60 %, ab 1. März 2026",
    "en": "Immediately; 1 month's notice; 3 months' notice; from 1 April 2026; negotiable; 6 weeks; "
    "from March 2026, part-time (60%); from 2 February 2026; 4 weeks' notice",
    "fr": "immédiate; de suite; préavis de trois mois; préavis d'un mois; à convenir; dès le 1er avril 2026; "
    "à partir de mars 2026; 2 mois; dès le 1er février 2026, 80 %",
}
DRIVING = {
    "de": "B; B, BE; B, A; A1, B; Kategorie B; B, C1; Klasse B",
    "en": "Full UK; Full, clean; Category B; B; Full EU",
    "fr": "B; B, A2; catégorie B; B et C; B, BE",
}
PERMITS = {
    "de": ["Niederlassungsbewilligung C", "Aufenthaltsbewilligung B", "Ausweis C", "Ausweis B (EU/EFTA)", "Ausweis F"],
    "en": ["Swiss B permit", "Swiss C permit", "Permit B (EU/EFTA)", "Permit C"],
    "fr": ["permis C", "permis B", "autorisation d'établissement C", "permis B (UE/AELE)"],
    "gb": [
        "Settled status",
        "Indefinite leave to remain",
        "Skilled Worker visa",
        "Stamp 4",
    ],
    "eu": ["Niederlassungserlaubnis", "Blaue Karte EU", "Aufenthaltserlaubnis", "Daueraufenthalt EU"],
    "frfr": ["carte de résident", "titre de séjour salarié", "passeport talent"],
}
CIVIL = {
    "de": "ledig; verheiratet; verheiratet, zwei Kinder; geschieden; in eingetragener Partnerschaft; ledig, ein Kind",
    "fr": "célibataire; marié(e); marié(e), deux enfants; pacsé(e); divorcé(e); en concubinage",
}

# position|employer; the year after school or beside studies
SIDE_JOBS = {
    "de": "Aushilfe Service|Restaurant {F}; Mitarbeiter Kasse (Nebenjob)|Mitarbeiterin Kasse (Nebenjob)|{F} Markt; "
    "Nachhilfelehrer|Nachhilfelehrerin|Lernstudio {T}; Werkstudent|Werkstudentin|{N} {L}; "
    "Ferienjob Produktion|{N} & Söhne; "
    "Au-pair|Familie in Bristol; Paketsortierer (Teilzeit)|Paketsortiererin (Teilzeit)|Verteilzentrum {R}; "
    "Pflegepraktikum|Spital {T}; Schnuppereinsatz und Praktikum|{F} {L}; "
    "Skilehrer (Saison)|Skilehrerin (Saison)|Skischule {R}; Callcenter-Agent|Callcenter-Agentin|{F} Telekom",
    "en": "Barista (part-time)|Café {F}; Lifeguard|{T} Leisure Centre; Shop Assistant (weekends)|{F} Stores; "
    "Summer Intern|{N} {L}; Fruit Picker|{N} Farm; "
    "Student Ambassador|University of {R}; Paper Round|{R} Post; Au Pair|Family in Lyon; "
    "Call Centre Agent|{F} Telecom; Holiday Rep|{F} Travel",
    "fr": "Serveur (saison)|Serveuse (saison)|Restaurant {F}; Vendangeur|Vendangeuse|Domaine {N}; Stagiaire|{F} {L}; "
    "Baby-sitter|Particuliers; Caissier (temps partiel)|Caissière (temps partiel)|Supermarché {F}; "
    "Animateur de colonie|Animatrice de colonie|Association {F}; Manutentionnaire (intérim)|{F} Intérim; "
    "Jeune homme au pair|Jeune fille au pair|Famille à Zurich; Équipier|Équipière|{F} Burger",
}
SIDELINES = {
    "de": "Fachlehrer im Nebenamt|Fachlehrerin im Nebenamt|Berufsschule {T}; "
    "Prüfungsexperte|Prüfungsexpertin|Prüfungskommission {R}; Gemeinderat (Nebenamt)|"
    "Gemeinderätin (Nebenamt)|Gemeinde {T}; Verwaltungsrat|Verwaltungsrätin|{F} {L}; "
    "Dozent (Teilzeit)|Dozentin (Teilzeit)|Akademie {F}; Trainer|Trainerin|Sportclub {F}",
    "en": "Associate Tutor (part-time)|{R} College; Parish Clerk (10%)|{T} Parish Council; "
    "Non-executive Director|{F} Housing Trust; Examiner|{F} Awards; Yoga Instructor|Studio {F}",
    "fr": "Chargé de cours|Chargée de cours|École {F}; Conseiller municipal|Conseillère municipale|Commune de {T}; "
    "Expert aux examens|Experte aux examens|Commission du {R}; "
    "Formateur (temps partiel)|Formatrice (temps partiel)|Institut {F}; Entraîneur|Entraîneuse|Club {F}",
}
SERVICE = {
    "CHde": "Schweizer Armee|Rekrutenschule und Unteroffiziersschule; Schweizer Armee|Durchdiener; "
    "Zivildienst, Alterszentrum {F}|Zivildienstleistender; Armee|Zugführer, Lt",
    "DE": "Bundeswehr|Grundwehrdienst; Bundeswehr|Zeitsoldat (SaZ 4); Rettungsdienst {T}|Zivildienst; "
    "Diakonieverein {R}|Freiwilliges Soziales Jahr; Bundeswehr|Freiwilliger Wehrdienst",
    "AT": "Bundesheer|Grundwehrdiener; Rettungsdienst {T}|Zivildiener; Österreichisches Bundesheer|Präsenzdienst",
    "GB": "British Army|Private; Royal Navy|Marine Engineering Technician; {F} Overseas|Volunteer Teacher",
    "IE": "Irish Defence Forces|Private",
    "CHen": "Finnish Defence Forces|Conscript; Republic of Korea Army|Sergeant",
    "FR": "Armée de Terre|Militaire du rang; Service civique, Mairie de {T}|Volontaire; Marine nationale|Matelot",
    "CHfr": "Armée suisse|École de recrues et école de sous-officiers; Service civil, EMS {F}|Civiliste; "
    "Armée suisse|Soldat sanitaire",
}
SELF_EMPLOYED = {
    "de": [
        "Selbständig",
        "Freiberuflich",
        "Selbstständige Tätigkeit",
        "{N} Consulting",
        "{N} Dienstleistungen (Einzelfirma)",
        "Selbständig erwerbend",
    ],
    "en": ["Self-employed", "Freelance", "{N} Consulting Ltd", "Independent consultant", "Self employed (sole trader)"],
    "fr": ["Indépendant", "Profession libérale", "{N} Conseil", "Auto-entrepreneur", "À mon compte"],
}
FREELANCE_TITLES = {
    "de": [
        "Freiberuflicher Berater|Freiberufliche Beraterin",
        "Selbständiger Berater|Selbständige Beraterin",
        "Freelancer",
    ],
    "en": ["Freelance Consultant", "Independent Contractor", "Freelancer"],
    "fr": [
        "Consultant indépendant|Consultante indépendante",
        "Freelance",
        "Prestataire indépendant|Prestataire indépendante",
    ],
}
REFEREES = {
    "de": "Leiter|Leiterin {X}; Vorgesetzter|Vorgesetzte bei {X}; Geschäftsführer|Geschäftsführerin, {X}; "
    "ehem. Teamleiter|ehem. Teamleiterin, {X}",
    "en": "Line Manager, {X}; Director, {X}; former Head of Department, {X}; Managing Partner, {X}",
    "fr": "Responsable, {X}; Directeur|Directrice, {X}; ancien chef de service|ancienne cheffe de service, {X}; "
    "Gérant|Gérante, {X}",
}

# country: towns, legal forms of employers abroad
ABROAD = {
    "IT": "Bergamo Bari Trieste|S.r.l. S.p.A.",
    "ES": "Sevilla Vigo Zaragoza|S.L. S.A.",
    "PT": "Braga Coimbra Setúbal|Lda. S.A.",
    "BR": "Curitiba Recife Campinas|Ltda. S.A.",
    "TR": "İzmir Bursa Ankara|A.Ş. Ltd.",
    "RS": "Novi·Sad Niš|d.o.o. a.d.",
    "HR": "Zagreb Split Rijeka|d.o.o. d.d.",
    "BA": "Sarajevo Tuzla|d.o.o.",
    "XK": "Prishtina Prizren|Sh.p.k.",
    "MK": "Skopje Bitola|DOOEL",
    "PL": "Kraków Łódź Gdańsk|Sp.·z·o.o. S.A.",
    "CZ": "Brno Ostrava|s.r.o. a.s.",
    "HU": "Szeged Debrecen|Kft. Zrt.",
    "RO": "Cluj-Napoca Iași|S.R.L. S.A.",
    "UA": "Lviv Odesa|TOV",
    "RU": "Kazan Perm|OOO",
    "GR": "Thessaloniki Patras|A.E.",
    "MA": "Rabat Fès Agadir|SARL S.A.",
    "TN": "Sfax Sousse|SARL",
    "SY": "Aleppo Homs|Co.",
    "IR": "Shiraz Isfahan|Co.",
    "AF": "Herat Kabul|Ltd",
    "ER": "Asmara|Share·Company",
    "SO": "Hargeisa|Ltd",
    "LK": "Jaffna Colombo|(Pvt)·Ltd",
    "IN": "Pune Chennai Ahmedabad|Pvt·Ltd Ltd",
    "PK": "Lahore Karachi|(Pvt)·Ltd",
    "BD": "Dhaka Chattogram|Ltd",
    "CN": "Chengdu Nanjing|Co.,·Ltd.",
    "VN": "Hanoi Da·Nang|JSC",
    "KR": "Busan Daejeon|Co.,·Ltd.",
    "TH": "Chiang·Mai|Co.,·Ltd.",
    "NG": "Lagos Ibadan Enugu|Ltd plc",
    "GH": "Accra Kumasi|Ltd",
    "SN": "Dakar Thiès|SARL",
    "CI": "Abidjan Bouaké|SARL",
    "CD": "Kinshasa Lubumbashi|SARL",
    "MG": "Antananarivo Toamasina|SARL",
    "NL": "Utrecht Groningen|B.V.",
    "SE": "Uppsala Malmö|AB",
    "DK": "Aarhus Odense|A/S ApS",
    "FI": "Tampere Oulu|Oy",
    "DE": "Leipzig Kassel|GmbH AG",
    "AT": "Graz Linz|GmbH",
    "FR": "Lyon Nancy|SAS SARL",
    "GB": "Bradford Stoke-on-Trent|Ltd plc",
    "IE": "Cork|Ltd",
    "CH": "Bern Zug|AG GmbH",
}

FEMININE = "Broye|Riviera|Gruyère|Haute-Saône"


def french_article(text: str) -> str:
    """'de Orbe' as 'd'Orbe', 'de Le Puy' as 'du Puy', 'du Avre' as 'de l'Avre', 'du Broye' as 'de la Broye'."""
    text = re.sub(r"\bde Le ", "du ", text)
    text = re.sub(r"\bde (?=[AEIOUÉÈÎÔ][a-zéèîô])", "d'", text)
    text = re.sub(r"\bdu (?=[AEIOUÉÈ])", "de l'", text)
    text = re.sub(rf"\bdu (?=(?:{FEMININE})\b)", "de la ", text)
    return re.sub(r"\bdu (?=Cévennes\b)", "des ", text)
