"""German trades: functions, training, tasks, skills and certificates, written for this corpus.

A block starts with `== trade | sectors`. Its lines: `a` apprentice, `j` junior, `m` middle, `s` senior functions
(masculine|feminine; several separated by `;`; `ch:`, `de:`, `at:` in front limits one to a country), `v` vocational
degrees, `h` higher vocational degrees, `w` further training (degree : area), `f` kind and areas of study, `p`
  weights of
the ways of training, `b` summary sentences, `-` tasks ([...] marks a term that is a skill but not in the list,
{a-b} a number), `k` a group of skills, `c` certificates (@issuer). Sharp s is written; Swiss persons lose it.
"""

TRADES = """
== dev | it bank insurance industry
a Lernender Informatik|Lernende Informatik
j Junior Softwareentwickler|Junior Softwareentwicklerin; Webentwickler|Webentwicklerin;
  Programmierer|Programmiererin
m Softwareentwickler|Softwareentwicklerin; Full-Stack-Entwickler|Full-Stack-Entwicklerin;
  Java-Entwickler|Java-Entwicklerin; Applikationsentwickler|Applikationsentwicklerin
s Senior Software Engineer; Lead Developer; Softwarearchitekt|Softwarearchitektin; Teamleiter
  Entwicklung|Teamleiterin Entwicklung
v ch:Informatiker EFZ|Informatikerin EFZ : Applikationsentwicklung; de:Fachinformatiker (IHK)|Fachinformatikerin
  (IHK) : Anwendungsentwicklung; at:Lehrabschluss : Applikationsentwicklung – Coding
h ch:Dipl. Informatiker HF|Dipl. Informatikerin HF; de:Staatlich geprüfter Techniker|Staatlich geprüfte Technikerin
  : Informatik
w CAS : Software Architecture; CAS : Machine Learning
f sci Informatik; Wirtschaftsinformatik; Medieninformatik
p voc=2 high=1 acad=4
b Entwickelt seit {6-18} Jahren Fachanwendungen, am liebsten nah an den Leuten, die sie benutzen.
b Schwerpunkt Backend, solide Kenntnisse im Frontend. Schreibt Tests, bevor es jemand verlangt.
b Generalist mit Hang zu sauberem Code und kurzen Sitzungen.
- Neubau des Kundenportals mit [Quarkus] und Angular
- Ablösung einer alten [COBOL]-Anwendung in Etappen
- Einführung von [Code Reviews] und Trunk-based Development
- REST-Schnittstellen für {3-20} Umsysteme entworfen und dokumentiert ([OpenAPI])
- Antwortzeiten der Suche um {20-80} % gesenkt
- Betreuung von {2-4} Lernenden im Betrieb
- Umstellung der Builds auf [GitLab CI]
- Anbindung des Zahlungsverkehrs über [ISO 20022]
- Aufbau automatisierter Tests mit [JUnit] und Testcontainers
- Wartung eines Monolithen mit {200-900}'000 Zeilen
- Mobile App für Außendienst in [Flutter]
- Fachliche Abstimmung mit dem Product Owner, Schätzung von Stories
- Migration der Datenhaltung von Oracle nach PostgreSQL
- Bereitschaftsdienst für den produktiven Betrieb
k Sprachen: Java; Kotlin; TypeScript; Python; C#; SQL; Go; PHP
k Frameworks: Spring Boot; Angular; React; .NET; Hibernate; Vue.js
k Werkzeuge: Git; Docker; Maven; IntelliJ IDEA; Jira; Jenkins; SonarQube
k Datenbanken: PostgreSQL; Oracle; MongoDB; Redis
c Oracle Certified Professional: Java SE 17 Developer @Oracle; Professional Scrum Developer I @Scrum.org; iSAQB CPSA
  Foundation Level; AWS Certified Developer – Associate @Amazon Web Services

== sysadmin | it public hospital industry
a Lernender Informatik|Lernende Informatik; Auszubildender Fachinformatiker|Auszubildende Fachinformatikerin
j ICT-Supporter|ICT-Supporterin; IT-Supporter 1st Level|IT-Supporterin 1st Level; Mitarbeiter Helpdesk|Mitarbeiterin
  Helpdesk
m Systemadministrator|Systemadministratorin; System Engineer; IT-Systemtechniker|IT-Systemtechnikerin
s Senior System Engineer; Leiter IT-Betrieb|Leiterin IT-Betrieb; Cloud Engineer; Teamleiter
  Infrastruktur|Teamleiterin Infrastruktur
v ch:Informatiker EFZ|Informatikerin EFZ : Plattformentwicklung; ch:ICT-Fachmann EFZ|ICT-Fachfrau EFZ;
  de:Fachinformatiker (IHK)|Fachinformatikerin (IHK) : Systemintegration; at:Lehrabschluss : Informationstechnologie
  – Systemtechnik
h ch:Eidg. Fachausweis : ICT-System- und Netzwerktechniker; ch:Eidg. Diplom : ICT-Manager; de:IT-Fachwirt
  (IHK)|IT-Fachwirtin (IHK)
w CAS : Cyber Security; CAS : Cloud Computing
f sci Informatik; Informations- und Kommunikationssysteme
p voc=4 high=3 acad=1
b Betreibt Server, Netze und Arbeitsplätze für {100-900} Benutzer.
b Bleibt bei Störungen ruhig und schreibt danach auf, was war.
- Betrieb von {40-400} virtuellen Servern unter [VMware]
- Einführung von [Microsoft Intune] für {150-900} Geräte
- Migration der Postfächer nach [Exchange Online]
- Ablösung der Datensicherung, Wiederherstellung halbjährlich geübt
- Second-Level-Support vor Ort und am Telefon
- Skripte für Ein- und Austritte in [PowerShell]
- Planung und Umzug eines Serverraums
- Überwachung mit [Zabbix], Pikettdienst alle {3-6} Wochen
- Einkauf von Hardware, Verhandlungen mit Lieferanten
- Härtung der Clients nach [CIS]-Vorgaben
- Betreuung der Telefonie auf Basis von [3CX]
- Netzsegmentierung mit [VLAN] in {3-12} Außenstellen
- Berufsbildner für {1-3} Lernende
k Systeme: Windows Server; Active Directory; Linux; VMware vSphere; Hyper-V; Microsoft 365; Citrix
k Netz und Sicherheit: FortiGate; Cisco; WLAN; VPN; Sophos
k Werkzeuge: PowerShell; Ansible; Veeam; PRTG; ServiceNow; Matrix42
c Microsoft 365 Certified: Administrator Expert @Microsoft; ITIL 4 Foundation @PeopleCert; CompTIA Network+
  @CompTIA; LPIC-1 @Linux Professional Institute; Veeam Certified Engineer

== erp | consulting industry it
j Junior Consultant ERP; Application Supporter ERP|Application Supporterin ERP
m SAP-Berater FI/CO|SAP-Beraterin FI/CO; Key User Manager ERP; ERP-Consultant; Applikationsverantwortlicher
  ERP|Applikationsverantwortliche ERP
s Senior SAP Consultant MM/SD; Projektleiter ERP|Projektleiterin ERP; Leiter Geschäftsprozesse & ERP|Leiterin
  Geschäftsprozesse & ERP; Solution Architect S/4HANA
v ch:Kaufmann EFZ|Kauffrau EFZ : Profil E; de:Industriekaufmann (IHK)|Industriekauffrau (IHK); at:Lehrabschluss :
  Industriekaufmann
h ch:Dipl. Wirtschaftsinformatiker HF|Dipl. Wirtschaftsinformatikerin HF; de:Geprüfter Betriebswirt (IHK)|Geprüfte
  Betriebswirtin (IHK)
w CAS : Business Process Management; CAS : ERP-Projekte
f bus Wirtschaftsinformatik; Betriebswirtschaft; Betriebsökonomie
p voc=1 high=3 acad=4
b Übersetzt seit {7-20} Jahren zwischen Fachbereich und Technik.
b Hat {4-9} ERP-Einführungen begleitet, davon {2-3} als Projektleitung.
- Einführung von SAP S/4HANA in {2-6} Ländern ([Greenfield])
- Customizing der Module FI, CO und [Asset Accounting]
- Fit-Gap-Workshops mit Einkauf, Produktion und Lager
- Datenmigration mit dem [Migration Cockpit], {80-900}'000 Stammsätze
- Umstellung von Navision auf [Business Central]
- Schulung von {20-200} Anwendern, Handbücher verfasst
- Testkonzept und Testleitung mit [Tricentis Tosca]
- Schnittstelle zum Webshop über [IDoc] spezifiziert
- Hypercare nach dem Go-live, danach Übergabe an den Support
- Lizenzvermessung und Berechtigungskonzept überarbeitet
- Monatsabschluss von {8-12} auf {3-6} Tage verkürzt
- Optimierung der Disposition mit [MRP Live]
- Ablösung von Excel-Listen durch Berichte in [SAP Analytics Cloud]
k ERP: SAP S/4HANA; SAP ECC; SAP FI; SAP MM; Abacus; Microsoft Dynamics 365; proALPHA
k Methoden: Prozessanalyse; BPMN; Requirements Engineering; SAP Activate; Testmanagement
k Technik: ABAP; SQL; Fiori; Power BI
c SAP Certified Associate – Financial Accounting @SAP; HERMES 2022 Advanced; IREB CPRE Foundation Level @IREB; SAP
  Certified Application Associate – Materials Management @SAP

== pm | it consulting bank public
j Projektassistent|Projektassistentin; PMO-Mitarbeiter|PMO-Mitarbeiterin; Business Analyst|Business Analystin
m Projektleiter|Projektleiterin; IT-Projektleiter|IT-Projektleiterin; Scrum Master; Projektmanager (m/w/d)
s Senior Projektleiter|Senior Projektleiterin; Programmleiter|Programmleiterin; Leiter PMO|Leiterin PMO; Head of
  Project Office
v ch:Kaufmann EFZ|Kauffrau EFZ; de:Bürokaufmann (IHK)|Bürokauffrau (IHK); at:Lehrabschluss : Bürokaufmann
h ch:Eidg. Fachausweis : Organisator; de:Projektfachmann (GPM)|Projektfachfrau (GPM)
w CAS : Projektmanagement; MAS : Business Consulting; CAS : Change Management; MBA
f bus Betriebswirtschaft; Wirtschaftsingenieurwesen; Kommunikation
p voc=1 high=2 acad=4
b Führt Projekte mit Budgets zwischen {200-900}'000 und {2-9} Mio. Franken.
b Kommunikativ, verbindlich, mit Sinn für das Machbare.
- Gesamtleitung der Einführung eines [Dokumentenmanagements] an {3-20} Standorten
- Steuerung von {2-5} externen Lieferanten, Vertragsverhandlungen
- Aufbau eines PMO mit einheitlichem Berichtswesen
- Planung und Controlling mit [Microsoft Project]
- Moderation von Retrospektiven und [PI Planning]
- Umzug der Verwaltung in ein neues Gebäude ({200-900} Arbeitsplätze)
- Risikomanagement und Statusberichte an den Lenkungsausschuss
- Ausschreibung nach [WTO]-Verfahren begleitet
- Führung eines interdisziplinären Teams von {4-16} Personen
- Budgetverantwortung über {1-8} Mio. EUR
- Anforderungen in Interviews erhoben und als [User Stories] festgehalten
- Stakeholderanalyse und Kommunikationskonzept
- Abnahmetests organisiert, Schulungen geplant
- Coaching von drei Teams bei der Umstellung auf [Kanban]
k Methoden: HERMES; Scrum; PRINCE2; IPMA; SAFe; Kanban; Earned Value
k Werkzeuge: MS Project; Jira; Confluence; SharePoint; Miro; Planview
k Stärken: Moderation; Verhandlungsführung; Stakeholdermanagement
c IPMA Level B @IPMA; PRINCE2 Practitioner @PeopleCert; Professional Scrum Master I @Scrum.org; HERMES 2022
  Foundation; PMP @Project Management Institute

== accounting | industry trust build retail
a Kaufmännischer Lernender|Kaufmännische Lernende
j Sachbearbeiter Buchhaltung|Sachbearbeiterin Buchhaltung; Kreditorenbuchhalter|Kreditorenbuchhalterin; Assistent
  Treuhand|Assistentin Treuhand
m Buchhalter|Buchhalterin; Finanzbuchhalter|Finanzbuchhalterin; Bilanzbuchhalter|Bilanzbuchhalterin; Mandatsleiter
  Treuhand|Mandatsleiterin Treuhand
s Leiter Rechnungswesen|Leiterin Rechnungswesen; Controller|Controllerin; Leiter Finanzen & Controlling|Leiterin
  Finanzen & Controlling; Head of Finance; CFO
v ch:Kaufmann EFZ|Kauffrau EFZ : Branche Treuhand; de:Steuerfachangestellter|Steuerfachangestellte; at:Lehrabschluss
  : Steuerassistenz
h ch:Fachmann im Finanz- und Rechnungswesen mit eidg. Fachausweis|Fachfrau im Finanz- und Rechnungswesen mit eidg.
  Fachausweis; ch:Treuhänder mit eidg. Fachausweis|Treuhänderin mit eidg. Fachausweis; de:Geprüfter Bilanzbuchhalter
  (IHK)|Geprüfte Bilanzbuchhalterin (IHK); at:Bilanzbuchhalterprüfung
w CAS : Controlling; CAS : Swiss GAAP FER; Dipl. Experte in Rechnungslegung und Controlling
f bus Betriebswirtschaft; Accounting & Finance; Betriebsökonomie
p voc=3 high=4 acad=2
b Exakt, termintreu und mit Freude an sauberen Abschlüssen.
b {8-25} Jahre Erfahrung in Buchhaltungen von KMU und Gruppen.
- Monats-, Quartals- und Jahresabschlüsse nach OR und [Swiss GAAP FER]
- Führung der Kreditorenbuchhaltung mit {400-900} Belegen im Monat
- MWST-Abrechnungen und Abstimmung der Konten
- Konsolidierung von {3-12} Gesellschaften in [LucaNet]
- Einführung des digitalen [Kreditorenworkflows]
- Lohnbuchhaltung für {30-300} Mitarbeitende
- Budgetprozess und Liquiditätsplanung
- Ansprechperson der Revisionsstelle
- Kostenrechnung und Nachkalkulation der Aufträge
- Mahnwesen und Inkasso, Ausstände um {20-60} % reduziert
- Betreuung von {15-60} Mandaten im Treuhand
- Berichte für die Geschäftsleitung in [Power BI]
- Anlagenbuchhaltung und Abgrenzungen
- Umstellung der Buchhaltung auf Abacus
k Fachwissen: Debitoren; Kreditoren; Mehrwertsteuer; Abschluss; Konzernrechnung; Liquiditätsplanung; Lohnwesen
k Programme: Abacus; DATEV; SAP FI; Sage 50; BMD; Excel; Bexio
c Sachbearbeiter Rechnungswesen edupool.ch; DATEV-Anwenderschein; Kurs Lohnbuchhaltung Aufbau @Kaufmännische Schule;
  IFRS Grundlagen

== banking | bank
a Lernender Bank|Lernende Bank; Auszubildender zum Bankkaufmann|Auszubildende zur Bankkauffrau
j Kundenberater Schalter|Kundenberaterin Schalter; Mitarbeiter Zahlungsverkehr|Mitarbeiterin Zahlungsverkehr;
  Praktikant Private Banking|Praktikantin Private Banking
m Kundenberater Individualkunden|Kundenberaterin Individualkunden; Kreditsachbearbeiter|Kreditsachbearbeiterin;
  Firmenkundenberater|Firmenkundenberaterin; Compliance Officer
s Teamleiter Firmenkunden|Teamleiterin Firmenkunden; Relationship Manager; Leiter Kreditrisiko|Leiterin
  Kreditrisiko; Filialleiter|Filialleiterin
v ch:Kaufmann EFZ|Kauffrau EFZ : Branche Bank; de:Bankkaufmann (IHK)|Bankkauffrau (IHK); at:Lehrabschluss :
  Bankkaufmann
h ch:Dipl. Bankwirtschafter HF|Dipl. Bankwirtschafterin HF; de:Bankfachwirt (IHK)|Bankfachwirtin (IHK);
  at:Diplomierter Finanzberater|Diplomierte Finanzberaterin
w CAS : Wealth Management; CAS : Compliance; DAS : Banking
f bus Banking & Finance; Volkswirtschaft; Betriebswirtschaft
p voc=3 high=3 acad=3
b Berät seit {5-20} Jahren Privat- und Firmenkunden in Finanzierungsfragen.
b Vertraut mit Regulierung, Risiko und dem Gespräch am Küchentisch.
- Betreuung von {150-600} Kunden mit Vermögen bis 1 Mio.
- Hypothekarfinanzierungen bis zum Notartermin begleitet
- Prüfung von Kreditanträgen, [Tragbarkeitsrechnung]
- Sorgfaltspflichten nach [VSB] und [GwG] überwacht
- Umsetzung von [MiFID II] in der Beratung
- Einführung eines neuen Kernbankensystems ([Avaloq]) als Testerin oder Tester
- Neukundengewinnung, {20-60} Abschlüsse im Jahr
- Bearbeitung von Akkreditiven und Garantien
- Führung von {4-14} Mitarbeitenden am Schalter
- Ratings und Jahresgespräche mit Gewerbekunden
- Zahlungsverkehr Inland und [SEPA]
- Leitung der Prüfungen zu [KYC]-Dossiers
- Schulung neuer Kolleginnen und Kollegen im Wertschriftengeschäft
k Beratung: Hypotheken; Anlageberatung; Vorsorge; Firmenkredite; Nachfolgeplanung
k Regulierung: Geldwäscherei; FIDLEG; Basel III; KYC
k Systeme: Avaloq; Finnova; Bloomberg; OSPlus; Excel
c SAQ Kundenberater Bank Individualkunden @SAQ; CFA Level I @CFA Institute; Zertifizierter Compliance-Beauftragter
  @Finanzakademie Rhein

== nursing | hospital care spitex
a Lernender Fachmann Gesundheit|Lernende Fachfrau Gesundheit; Auszubildender in der Altenpflege|Auszubildende in der
  Altenpflege
j Pflegehelfer|Pflegehelferin; Fachmann Gesundheit|Fachfrau Gesundheit; Pflegeassistent|Pflegeassistentin
m ch:dipl. Pflegefachmann HF|dipl. Pflegefachfrau HF; de:Gesundheits- und Krankenpfleger|Gesundheits- und
  Krankenpflegerin; de:Pflegefachmann|Pflegefachfrau; at:Diplomierter Gesundheits- und Krankenpfleger|Diplomierte
  Gesundheits- und Krankenpflegerin
s Stationsleiter|Stationsleiterin; Stv. Stationsleiter|Stv. Stationsleiterin;
  Pflegedienstleiter|Pflegedienstleiterin; Praxisanleiter|Praxisanleiterin; Wohnbereichsleitung
v ch:Fachmann Gesundheit EFZ|Fachfrau Gesundheit EFZ; de:Altenpflegehelfer|Altenpflegehelferin; at:Pflegeassistenz
h ch:Dipl. Pflegefachmann HF|Dipl. Pflegefachfrau HF; de:Staatsexamen Gesundheits- und Krankenpflege;
  de:Pflegefachmann (Staatsexamen)|Pflegefachfrau (Staatsexamen); at:Diplom Gesundheits- und Krankenpflege
w CAS : Gerontologie; Weiterbildung : Praxisanleitung; CAS : Palliative Care; NDS HF : Intensivpflege
f sci Pflege; Pflegewissenschaft; Pflegemanagement
p voc=2 high=6 acad=1
b Pflegt gern im Bezugspersonensystem und behält auch in hektischen Schichten den Überblick.
b {6-25} Jahre Erfahrung in Akut- und Langzeitpflege.
b Begleitet Menschen am Lebensende mit Ruhe und Respekt.
- Bezugspflege von {6-14} Patientinnen und Patienten auf der [Chirurgie]
- Fachliche Führung eines Teams von {8-24} Personen
- Verantwortung für die [Medikamentenbewirtschaftung]
- Einführung der elektronischen Pflegedokumentation ([easyDOK])
- Anleitung von Lernenden und Studierenden
- Betreuung von Menschen mit [Demenz] in einer Wohngruppe
- Durchführung komplexer [Verbandwechsel]
- Tagesverantwortung im Spätdienst
- Bedarfsabklärungen mit [RAI-HC]
- Überwachung beatmeter Patienten auf der Intensivstation
- Hygienebeauftragte Person der Abteilung
- Dienstplanung für {15-40} Mitarbeitende
- Gesprächsführung mit Angehörigen in der [Palliativpflege]
- Mitarbeit im Projekt Sturzprävention
k Pflege: Wundmanagement; Palliative Care; Kinästhetik; Schmerzmanagement; Infusionstherapie; Bezugspflege;
  Reanimation
k Systeme: RAI; BESA; Orbis; KISIM; Vivendi; PEPA
c Wundexperte SAfW; BLS-AED-SRC @SRC; Kinästhetik Grundkurs; Praxisanleiterkurs 300 Stunden; Aggressionsmanagement
  Basismodul

== mpa | practice hospital
a Lernender MPA|Lernende MPA
j Medizinischer Praxisassistent|Medizinische Praxisassistentin; ch:MPA in Teilzeit
m ch:Medizinischer Praxisassistent EFZ|Medizinische Praxisassistentin EFZ; de:Medizinischer
  Fachangestellter|Medizinische Fachangestellte; at:Ordinationsassistent|Ordinationsassistentin;
  Arztsekretär|Arztsekretärin
s ch:Medizinischer Praxiskoordinator|Medizinische Praxiskoordinatorin; Leitender MPA|Leitende MPA;
  Praxismanager|Praxismanagerin
v ch:Medizinischer Praxisassistent EFZ|Medizinische Praxisassistentin EFZ; de:Medizinischer
  Fachangestellter|Medizinische Fachangestellte; at:Ordinationsassistenz
h ch:Medizinischer Praxiskoordinator mit eidg. Fachausweis : klinische Richtung|Medizinische Praxiskoordinatorin mit
  eidg. Fachausweis : klinische Richtung; de:Fachwirt im Gesundheitswesen (IHK)|Fachwirtin im Gesundheitswesen (IHK)
w Weiterbildung : Chronic Care Management
f sci Gesundheitsmanagement
p voc=5 high=3
b Hält Empfang, Labor und Sprechstunde zusammen, auch wenn das Wartezimmer voll ist.
b Freundlich am Telefon, genau im Labor.
- Empfang, Triage am Telefon und Terminplanung für {2-8} Ärztinnen und Ärzte
- Blutentnahmen, [EKG] und Lungenfunktion
- Dosisintensives [Röntgen] von Thorax und Extremitäten
- Abrechnung über [TARMED] und Krankenkassen
- Laborarbeiten mit Qualitätskontrolle
- Umstellung auf die elektronische Krankengeschichte
- Assistenz bei kleinen chirurgischen Eingriffen
- Sterilisation und Bewirtschaftung der Instrumente
- Ausbildung von {1-3} Lernenden
- Betreuung von Diabetikern nach Behandlungsplan
- Bestellwesen und Lager der [Praxisapotheke]
- Korrespondenz nach Diktat, Berichte an Zuweiser
- Wundversorgung und Injektionen
k Praxis: Blutentnahme; EKG; Röntgen; Labor; Injektionen; Wundversorgung; Sterilisation
k Büro: Terminplanung; TARMED; GOÄ; Korrespondenz; Medizinische Terminologie
k Software: Vitomed; Achilles; Medistar; TurboMed; Word
c Sachkunde Strahlenschutz @BAG; Hygienebeauftragte in der Arztpraxis; Diabetesberatung Modul 1

== electrician | electric energy build industry
a Lernender Elektroinstallateur|Lernende Elektroinstallateurin; Auszubildender Elektroniker|Auszubildende
  Elektronikerin
j Montageelektriker|Montageelektrikerin; Elektromonteur|Elektromonteurin; Elektrogeselle|Elektrogesellin
m Elektroinstallateur EFZ|Elektroinstallateurin EFZ; Servicetechniker Elektro|Servicetechnikerin Elektro;
  Elektroniker für Betriebstechnik|Elektronikerin für Betriebstechnik; Betriebselektriker|Betriebselektrikerin
s Elektroprojektleiter|Elektroprojektleiterin; Bauleitender Elektromonteur|Bauleitende Elektromonteurin;
  Elektromeister|Elektromeisterin; Sicherheitsberater Elektro|Sicherheitsberaterin Elektro
v ch:Elektroinstallateur EFZ|Elektroinstallateurin EFZ; ch:Montage-Elektriker EFZ|Montage-Elektrikerin EFZ;
  de:Elektroniker (HWK)|Elektronikerin (HWK) : Energie- und Gebäudetechnik; at:Lehrabschluss : Elektrotechnik
h ch:Elektroprojektleiter Installation und Sicherheit mit eidg. Fachausweis|Elektroprojektleiterin Installation und
  Sicherheit mit eidg. Fachausweis; de:Meister im Elektrotechnikerhandwerk|Meisterin im Elektrotechnikerhandwerk;
  at:Meisterprüfung : Elektrotechnik
w Kurs : Photovoltaik-Planung
f eng Elektrotechnik; Energie- und Umwelttechnik
p voc=6 high=4
b Gelernt auf dem Bau, heute zuständig für Planung, Montage und Abnahme.
b Arbeitet sauber, liest Schemas und hält Termine.
- Installation von Stark- und Schwachstrom in {20-120} Wohnungen
- Montage von Photovoltaikanlagen bis {100-900} kWp
- Abnahmen und Sicherheitsnachweise nach [NIN]
- Störungsdienst rund um die Uhr, jede {3-6}. Woche
- Inbetriebnahme von [KNX]-Anlagen
- Verdrahtung von Schaltschränken nach Schema
- Prüfungen ortsfester Anlagen nach [DGUV V3]
- Führung von {2-8} Monteuren auf Großbaustellen
- Ausmaß, Rapporte und Rechnungen
- Ladeinfrastruktur für {10-80} Parkplätze in Tiefgaragen
- Fehlersuche an Steuerungen mit [TIA Portal]
- Umbau von Hauptverteilungen im laufenden Betrieb
- Offerten mit dem [Elektro-NPK] erstellt
k Fach: Starkstrom; Schwachstrom; KNX; Photovoltaik; SPS; Schaltschrankbau; Messtechnik
k Software: EPLAN; Messerli; TIA Portal; AutoCAD; Excel
c Bewilligung Art. 13 NIV; Hebebühnenausweis IPAF 3a/3b @IPAF; Schaltberechtigung Mittelspannung; KNX Partner @KNX
  Association; DGUV V3 Befähigte Person

== builder | build public realestate
a Lernender Maurer|Lernende Maurerin
j Maurer|Maurerin; Baufacharbeiter|Baufacharbeiterin; Zeichner Ingenieurbau|Zeichnerin Ingenieurbau
m Vorarbeiter Hochbau|Vorarbeiterin Hochbau; Polier|Polierin; Bauführer|Bauführerin; Bautechniker|Bautechnikerin
s Bauleiter|Bauleiterin; Oberbauleiter|Oberbauleiterin; Projektleiter Tiefbau|Projektleiterin Tiefbau; Technischer
  Leiter Hochbau|Technische Leiterin Hochbau
v ch:Maurer EFZ|Maurerin EFZ; de:Maurergeselle|Maurergesellin; at:Lehrabschluss : Hochbau; ch:Zeichner
  EFZ|Zeichnerin EFZ : Ingenieurbau
h ch:Bau-Polier mit eidg. Fachausweis|Bau-Polierin mit eidg. Fachausweis; ch:Dipl. Techniker HF|Dipl. Technikerin HF
  : Bauführung; de:Staatlich geprüfter Bautechniker|Staatlich geprüfte Bautechnikerin; at:Baumeisterprüfung
w CAS : Bauleitung; CAS : Lean Construction
f eng Bauingenieurwesen; Bauprojektmanagement
p voc=3 high=4 acad=2
b Vom Maurer zur Bauleitung: kennt die Baustelle von unten.
b Termine, Kosten und Qualität im Griff, auch bei {3-6} Baustellen gleichzeitig.
- Örtliche Bauleitung von Wohnbauten bis {5-40} Mio. Franken
- Ausmaß, [Nachtragsmanagement] und Schlussrechnungen
- Ausschreibung nach [NPK] und Vergabe
- Sanierung von {3-12} Brücken unter Verkehr
- Führung von Kolonnen mit {5-18} Personen
- Schalungs- und Bewehrungsarbeiten nach Plan
- Sicherheitsbeauftragter auf der Baustelle ([SiGeKo])
- Mängelwesen und Abnahmen mit der Bauherrschaft
- Terminplanung nach [Taktplanung]
- Werkleitungsbau und Belagsarbeiten für die Gemeinde
- Umbau bewohnter Liegenschaften, Koordination von {8-20} Gewerken
- Abrechnung nach [VOB]
- Maschinen- und Materialdisposition
k Bau: Ausschreibung; Terminplanung; Kostenkontrolle; Stahlbeton; Abdichtungen; Arbeitssicherheit; Vermessung
k Normen: SIA 118; VOB; ÖNORM; NPK
k Software: Messerli Bauad; RIB iTWO; Sorba; AutoCAD; MS Project
c Kranführerausweis Kategorie B @Suva; SiGeKo nach RAB 30; Sprengausweis A; Kurs Gefahrstoffe Asbest

== mechanical | industry
a Lernender Polymechaniker|Lernende Polymechanikerin; Auszubildender Industriemechaniker|Auszubildende
  Industriemechanikerin
j Zerspanungsmechaniker|Zerspanungsmechanikerin; Montagemechaniker|Montagemechanikerin; Konstrukteur|Konstrukteurin
m Polymechaniker|Polymechanikerin; Konstrukteur Maschinenbau|Konstrukteurin Maschinenbau;
  Servicetechniker|Servicetechnikerin; Entwicklungsingenieur|Entwicklungsingenieurin;
  CNC-Programmierer|CNC-Programmiererin
s Leiter Konstruktion|Leiterin Konstruktion; Produktionsleiter|Produktionsleiterin; Gruppenleiter
  Montage|Gruppenleiterin Montage; Leiter Instandhaltung|Leiterin Instandhaltung
v ch:Polymechaniker EFZ|Polymechanikerin EFZ : Niveau E; de:Industriemechaniker (IHK)|Industriemechanikerin (IHK);
  at:Lehrabschluss : Maschinenbautechnik; ch:Konstrukteur EFZ|Konstrukteurin EFZ
h ch:Dipl. Techniker HF|Dipl. Technikerin HF : Maschinenbau; de:Industriemeister (IHK)|Industriemeisterin (IHK) :
  Metall; de:Staatlich geprüfter Techniker|Staatlich geprüfte Technikerin : Maschinentechnik; at:Werkmeister :
  Maschinenbau
w CAS : Additive Fertigung; CAS : Produktionsmanagement
f eng Maschinenbau; Mechatronik; Verfahrenstechnik; Systemtechnik
p voc=4 high=3 acad=3
b Konstruiert Baugruppen, die sich auch montieren lassen.
b Praktiker mit {8-25} Jahren in der Metallindustrie.
- Konstruktion von Vorrichtungen in [Creo]
- Programmierung von 5-Achs-Maschinen mit [hyperMILL]
- Montage und Inbetriebnahme von Verpackungsanlagen weltweit
- Umsetzung von [5S] und [SMED] in der Fertigung
- FEM-Berechnungen mit [Ansys]
- Rüstzeiten um {15-50} % verkürzt
- Reparatur von Werkzeugmaschinen beim Kunden
- Führung der Schicht mit {6-20} Personen
- Serienbetreuung, Änderungswesen, [FMEA]
- Lieferantenbesuche und Erstmusterprüfung
- Einzelteile in Kleinserien drehen und fräsen ([Heidenhain])
- Vorbeugende Wartung nach Plan, Verfügbarkeit {92-99} %
- Pflichtenheft und Risikobeurteilung nach [Maschinenrichtlinie]
k Technik: CNC-Fräsen; CNC-Drehen; Hydraulik; Pneumatik; Schweissen; Messmittel; Blechkonstruktion
k CAD und Daten: SolidWorks; Inventor; CATIA V5; SAP PP; Teamcenter
k Methoden: Lean; FMEA; KVP; Six Sigma
c Schweißerprüfung nach ISO 9606 @TÜV; Six Sigma Green Belt; Staplerausweis R1; CATIA V5 Aufbaukurs

== pharma | pharma
a Lernender Chemie- und Pharmatechnologe|Lernende Chemie- und Pharmatechnologin
j Pharmakant|Pharmakantin; Produktionsmitarbeiter Sterilabfüllung|Produktionsmitarbeiterin Sterilabfüllung; Operator
  Pharma|Operatorin Pharma
m QA Specialist; Chemie- und Pharmatechnologe|Chemie- und Pharmatechnologin; Qualitätsmanager GMP|Qualitätsmanagerin
  GMP; Validierungsingenieur|Validierungsingenieurin
s Leiter Qualitätssicherung|Leiterin Qualitätssicherung; Fachtechnisch verantwortliche Person; QA Manager;
  Teamleiter Herstellung|Teamleiterin Herstellung
v ch:Chemie- und Pharmatechnologe EFZ|Chemie- und Pharmatechnologin EFZ; de:Pharmakant (IHK)|Pharmakantin (IHK);
  at:Lehrabschluss : Pharmatechnologie
h ch:Chemietechnologe mit eidg. Diplom|Chemietechnologin mit eidg. Diplom; de:Industriemeister
  (IHK)|Industriemeisterin (IHK) : Pharmazie
w CAS : Pharma Engineering; Weiterbildung : Sachkundige Person nach §15 AMG
f sci Pharmazie; Biotechnologie; Pharmatechnik; Life Sciences
p voc=3 high=2 acad=4
b Sorgt dafür, dass Chargen freigegeben werden können.
b Erfahren im GMP-Umfeld, von der Herstellung bis zur Inspektion.
- Chargendokumentation geprüft und freigegeben
- Bearbeitung von Abweichungen und [CAPA] in [Veeva]
- Qualifizierung von Anlagen ([IQ/OQ/PQ])
- Vorbereitung von Inspektionen durch [FDA] und Swissmedic
- Aseptische Abfüllung im [Reinraum] Klasse A/B
- Schulungen zu GMP für {30-200} Mitarbeitende
- Lieferantenaudits in {3-9} Ländern
- Prozessvalidierung einer Tablettenlinie
- Change Control und Risikoanalysen nach [ICH Q9]
- Product Quality Reviews verfasst
- Herstellung von Salben und Emulsionen im Zweischichtbetrieb
- Einführung elektronischer [Batch Records]
- Reinigungsvalidierung mit Wischproben
k GMP: GMP; GDP; Validierung; CAPA; Change Control; Audits; Annex 1; Datenintegrität
k Anlagen: Isolator; Gefriertrocknung; Tablettierung; Autoklav
k Software: TrackWise; SAP QM; MES PAS-X; LIMS
c GMP-Auditor @Concept Akademie; Lean Six Sigma Yellow Belt; Reinraumschulung; Computersystem-Validierung GAMP 5
  @ISPE

== lab | chem hospital research pharma
a Lernender Laborant|Lernende Laborantin
j Laborant|Laborantin; Chemielaborant|Chemielaborantin; Labormitarbeiter|Labormitarbeiterin
m Chemielaborant Analytik|Chemielaborantin Analytik; Biologielaborant|Biologielaborantin; Biomedizinischer
  Analytiker|Biomedizinische Analytikerin; Chemisch-technischer Assistent|Chemisch-technische Assistentin
s Laborleiter|Laborleiterin; Gruppenleiter Analytik|Gruppenleiterin Analytik; Stv. Laborleitung; Leiter
  Qualitätskontrolle|Leiterin Qualitätskontrolle
v ch:Laborant EFZ|Laborantin EFZ : Chemie; de:Chemielaborant (IHK)|Chemielaborantin (IHK); at:Lehrabschluss :
  Labortechnik – Chemie
h ch:Dipl. biomedizinischer Analytiker HF|Dipl. biomedizinische Analytikerin HF; de:Staatlich geprüfter
  Chemietechniker|Staatlich geprüfte Chemietechnikerin
w CAS : Qualitätsmanagement im Labor
f sci Chemie; Biologie; Biochemie; Molekulare Biotechnologie
p voc=4 high=2 acad=3
b Arbeitet exakt nach SOP und denkt trotzdem mit.
b Routiniert in Chromatografie und Nasschemie.
- Gehaltsbestimmungen mit [UHPLC]
- Mikrobiologische Prüfungen von Wasserproben
- Methodenentwicklung und [Methodentransfer]
- Wartung und Kalibrierung von {6-30} Geräten
- Synthese von Zwischenprodukten im Grammmaßstab
- Probeneingang, Erfassung und Befunde im [LIMS]
- Zellkultur und [Western Blot]
- Akkreditierung nach [ISO 17025] vorbereitet
- Anleitung von {2-5} Lernenden
- Hämatologie und Gerinnung im Dreischichtbetrieb
- Entsorgung und Lager von Chemikalien
- Auswertung von Stabilitätsstudien
- Umweltproben auf Schwermetalle mit [ICP-MS]
k Methoden: HPLC; GC; Titration; PCR; UV/VIS; IR-Spektroskopie; Zellkultur; ELISA
k Qualität: GLP; GMP; ISO 17025; SOP
k Software: Empower; Chromeleon; LabWare; Excel
c Strahlenschutzkurs; Gefahrgutbeauftragter @Akademie Fracht und Recht; Kurs HPLC-Troubleshooting

== logistics | logistics retail industry
a Lernender Logistiker|Lernende Logistikerin
j Lagermitarbeiter|Lagermitarbeiterin; Kommissionierer|Kommissioniererin; Logistiker|Logistikerin;
  Staplerfahrer|Staplerfahrerin
m Disponent|Disponentin; Teamleiter Warenausgang|Teamleiterin Warenausgang; Sachbearbeiter
  Spedition|Sachbearbeiterin Spedition; Zolldeklarant|Zolldeklarantin
s Leiter Lager|Leiterin Lager; Leiter Logistik|Leiterin Logistik; Supply Chain Manager; Schichtleiter
  Distribution|Schichtleiterin Distribution
v ch:Logistiker EFZ|Logistikerin EFZ : Lager; de:Fachkraft für Lagerlogistik (IHK); at:Lehrabschluss :
  Betriebslogistikkaufmann; de:Kaufmann für Spedition und Logistikdienstleistung|Kauffrau für Spedition und
  Logistikdienstleistung
h ch:Logistikfachmann mit eidg. Fachausweis|Logistikfachfrau mit eidg. Fachausweis; de:Logistikmeister
  (IHK)|Logistikmeisterin (IHK); ch:Dipl. Logistikleiter|Dipl. Logistikleiterin
w CAS : Supply Chain Management
f bus Logistik; Supply Chain Management; Wirtschaftsingenieurwesen
p voc=5 high=3 acad=1
b Bringt Ware zur richtigen Zeit an die richtige Rampe.
b Kennt das Lager vom Gabelstapler bis zur Bestandesplanung.
- Warenannahme, Kontrolle und Einlagerung
- Führung von {8-45} Mitarbeitenden im Zweischichtbetrieb
- Tourenplanung für {10-60} Fahrzeuge
- Einführung eines [Warehouse-Management-Systems]
- Import- und Exportverzollung über [e-dec]
- Inventurdifferenzen um {20-70} % verringert
- Kommissionierung mit [Pick-by-Voice]
- Verladung von Gefahrgut nach [ADR]
- Verhandlungen mit Frachtführern
- Kennzahlen und Wochenberichte
- Umzug des Zentrallagers ({3-20}'000 Palettenplätze)
- Verpackung und Versand von Ersatzteilen
- Retourenabwicklung für den Onlinehandel
k Logistik: Kommissionierung; Tourenplanung; Verzollung; Bestandsführung; Gefahrgut; Inventur
k Geräte und Systeme: Hochregalstapler; SAP EWM; SAP MM; Scanner; Excel; Opheo
c Staplerausweis Kategorie R1 bis R4 @Suva; Gefahrgutschein ADR; Ladungssicherung nach VDI 2700; Lean Logistics

== driver | transport logistics build
j Lagerist|Lageristin; Kurierfahrer|Kurierfahrerin; Aushilfsfahrer|Aushilfsfahrerin
m Lastwagenfahrer|Lastwagenfahrerin; Berufskraftfahrer|Berufskraftfahrerin; Buschauffeur|Buschauffeurin; Chauffeur
  Kat. C/E|Chauffeuse Kat. C/E
s Fahrdienstleiter|Fahrdienstleiterin; Disponent Nahverkehr|Disponentin Nahverkehr; Fuhrparkleiter|Fuhrparkleiterin
v ch:Strassentransportfachmann EFZ|Strassentransportfachfrau EFZ; de:Berufskraftfahrer (IHK)|Berufskraftfahrerin
  (IHK); at:Lehrabschluss : Berufskraftfahrer
h ch:Disponent Transport und Logistik mit eidg. Fachausweis|Disponentin Transport und Logistik mit eidg.
  Fachausweis; de:Kraftverkehrsmeister (IHK)|Kraftverkehrsmeisterin (IHK)
w Kurs : Eco-Drive
f bus Logistik
p voc=5 high=1 none=2
b Unfallfrei seit {8-25} Jahren, pünktlich und ortskundig.
b Fährt gern früh los und kennt jede Rampe der Region.
- Nahverkehr mit Sattelzug, täglich {8-20} Abladestellen
- Linienfahrten im Stadtverkehr
- Transport von Gefahrgut in Tankwagen
- Kontrolle und Wartung des Fahrzeugs
- Bedienung von [Ladekran] und Hebebühne
- Kühltransporte für Großverteiler
- Planung der Touren für {6-25} Fahrer
- Verteilung von Paketen mit Handscanner
- Internationaler Fernverkehr nach Italien und Benelux
- Überwachung der Lenk- und Ruhezeiten ([ARV])
- Schülertransporte und Behindertenfahrten
- Baustellenlogistik mit Kipper und [Mulden]
k Fahren: Sattelzug; Anhängerzug; Ladekran; Kühltransport; Gefahrgut; Ladungssicherung
k Übriges: Digitaler Tachograf; Tourenplanung; Kundenkontakt
c CZV-Weiterbildung @ASTAG; ADR-Schein Basis und Tank; Kranausweis Kategorie A; Code 95

== hr | industry bank hospital public
a Kaufmännischer Lernender|Kaufmännische Lernende
j HR-Assistent|HR-Assistentin; Personalsachbearbeiter|Personalsachbearbeiterin; Praktikant
  Personalwesen|Praktikantin Personalwesen
m HR-Fachmann|HR-Fachfrau; HR Business Partner; Personalreferent|Personalreferentin; Recruiter|Recruiterin; Payroll
  Specialist
s Leiter Personal|Leiterin Personal; Head of HR; Leiter Personalentwicklung|Leiterin Personalentwicklung; Mitglied
  der Geschäftsleitung, HR
v ch:Kaufmann EFZ|Kauffrau EFZ; de:Personaldienstleistungskaufmann (IHK)|Personaldienstleistungskauffrau (IHK);
  at:Lehrabschluss : Bürokaufmann
h ch:HR-Fachmann mit eidg. Fachausweis|HR-Fachfrau mit eidg. Fachausweis; de:Geprüfter Personalfachkaufmann
  (IHK)|Geprüfte Personalfachkauffrau (IHK); at:Personalverrechnerprüfung
w CAS : Leadership; CAS : Coaching; MAS : Human Resource Management; CAS : Arbeitsrecht
f bus Psychologie; Arbeits- und Organisationspsychologie; Betriebswirtschaft; Human Resource Management
p voc=2 high=4 acad=3
b Begleitet Führungskräfte und Mitarbeitende vom Inserat bis zum Zeugnis.
b Verbindet Zahlen, Recht und ein offenes Ohr.
- Rekrutierung von {30-120} Stellen im Jahr
- Lohnverarbeitung für {80-600} Mitarbeitende in [Abacus]
- Einführung eines [Bewerbermanagementsystems]
- Beratung der Linie in [arbeitsrechtlichen Fragen]
- Arbeitszeugnisse, Verträge und Mutationen
- Leitung eines Teams von {2-9} Personen
- Case Management bei längerer Krankheit
- Aufbau des [Onboardings] für Pflegeberufe
- Verhandlungen mit der Personalkommission
- Jährliche Lohnrunde und Personalbudget
- Konzept für Mitarbeitergespräche neu gestaltet
- Betreuung der {10-40} Lernenden
- Hochschulmarketing und Berufsmessen
k HR: Rekrutierung; Lohnbuchhaltung; Arbeitsrecht; Personalentwicklung; Case Management; Sozialversicherungen;
  Zeugnisse
k Systeme: SAP HCM; SuccessFactors; Abacus; Umantis; Personio; DATEV LODAS; Workday
c Sozialversicherungen Grundkurs; DISG-Trainer; Assessment-Center-Beobachter; Mediation im Betrieb @Institut
  Brückenschlag

== marketing | agency retail industry media
j Marketingassistent|Marketingassistentin; Trainee Kommunikation; Social-Media-Redaktor|Social-Media-Redaktorin;
  Volontär PR|Volontärin PR
m Marketing Manager|Marketing Managerin; Online-Marketing-Manager|Online-Marketing-Managerin; Content
  Manager|Content Managerin; Kommunikationsfachmann|Kommunikationsfachfrau; Produktmanager|Produktmanagerin
s Leiter Marketing & Kommunikation|Leiterin Marketing & Kommunikation; Head of Digital Marketing; Leiter
  Unternehmenskommunikation|Leiterin Unternehmenskommunikation; Mediensprecher|Mediensprecherin
v ch:Kaufmann EFZ|Kauffrau EFZ : Branche Kommunikation; de:Kaufmann für Marketingkommunikation|Kauffrau für
  Marketingkommunikation; at:Lehrabschluss : Medienfachmann
h ch:Marketingfachmann mit eidg. Fachausweis|Marketingfachfrau mit eidg. Fachausweis; de:Fachwirt Marketing
  (IHK)|Fachwirtin Marketing (IHK)
w CAS : Digital Marketing; CAS : Data-driven Marketing; DAS : Brand Management
f art Kommunikationswissenschaft; Germanistik; Marketing; Publizistik
p voc=1 high=2 acad=5
b Textet, misst und verbessert. Glaubt an gute Geschichten mit kurzen Sätzen.
b {5-18} Jahre in Agenturen und Unternehmen.
- Relaunch der Website mit {4-9} Sprachversionen
- Kampagnen in [Google Ads] mit Jahresbudget von {50-500}'000
- Newsletter an {5-60}'000 Empfänger, Öffnungsrate {24-46} %
- Planung von Messen in {3-8} Ländern
- Aufbau des Social-Media-Auftritts, Redaktionsplan
- Einführung von [HubSpot] als CRM
- Medienmitteilungen und Krisenkommunikation
- Suchmaschinenoptimierung mit [Sistrix]
- Führung von zwei Agenturen
- Kundenbefragungen und Marktanalysen
- Produktlancierungen in der [DACH-Region]
- Redaktion des Kundenmagazins, {4-6} Ausgaben jährlich
- Webanalyse mit [Matomo]
k Marketing: SEO; Content Marketing; Kampagnenplanung; Markenführung; Eventmanagement; E-Mail-Marketing
k Werkzeuge: Google Analytics; WordPress; TYPO3; Adobe InDesign; Salesforce; Mailchimp; Canva
c Google Ads Search Certification @Google; Certified Digital Marketing Professional; Texterschule Zürichsee
  @Texterschule Zürichsee

== sales | industry it retail telecom
j Verkaufsberater|Verkaufsberaterin; Sachbearbeiter Verkaufsinnendienst|Sachbearbeiterin Verkaufsinnendienst; Inside
  Sales Representative
m Außendienstmitarbeiter|Außendienstmitarbeiterin; Key Account Manager|Key Account Managerin;
  Vertriebsingenieur|Vertriebsingenieurin; Gebietsverkaufsleiter|Gebietsverkaufsleiterin
s Verkaufsleiter|Verkaufsleiterin; Vertriebsleiter DACH|Vertriebsleiterin DACH; Head of Sales;
  Geschäftsführer|Geschäftsführerin
v ch:Detailhandelsfachmann EFZ|Detailhandelsfachfrau EFZ; de:Kaufmann im Groß- und Außenhandel (IHK)|Kauffrau im
  Groß- und Außenhandel (IHK); at:Lehrabschluss : Großhandelskaufmann
h ch:Verkaufsfachmann mit eidg. Fachausweis|Verkaufsfachfrau mit eidg. Fachausweis; ch:Eidg. dipl.
  Verkaufsleiter|Eidg. dipl. Verkaufsleiterin; de:Handelsfachwirt (IHK)|Handelsfachwirtin (IHK)
w CAS : Sales Excellence; CAS : Business Development
f bus Betriebswirtschaft; International Business; Wirtschaftsingenieurwesen
p voc=3 high=3 acad=2
b Verkauft erklärungsbedürftige Produkte und bleibt danach erreichbar.
b Abschlussstark, reisebereit, gut vernetzt im {3-9}-Länder-Gebiet.
- Betreuung von {40-220} Kunden in der Nordwestschweiz
- Umsatz des Gebiets in {2-5} Jahren um {15-80} % gesteigert
- Rahmenverträge mit {3-9} Großkunden verhandelt
- Führung eines Außendienstteams von {4-15} Personen
- Offerten, Preisverhandlungen und Nachfassen
- Aufbau eines Händlernetzes in Österreich
- Einführung von [Salesforce] im Vertrieb
- Messeauftritte und Produktpräsentationen
- Kaltakquise und Terminierung
- Forecast und Provisionsmodell
- Ausschreibungen der öffentlichen Hand bearbeitet ([simap])
- Technische Beratung zu [Pumpen] und Armaturen
- Reklamationen zur Zufriedenheit gelöst
k Verkauf: Neukundengewinnung; Key Account Management; Preisverhandlungen; Offertwesen; Messeorganisation;
  Vertriebssteuerung
k Systeme: Salesforce; SAP SD; Microsoft Dynamics; HubSpot; PowerPoint
c SPIN Selling; Verhandlungstechnik nach Harvard; Führungsseminar für Verkaufsleiter @Vertriebsakademie Süd

== retail | retail
a Lernender Detailhandel|Lernende Detailhandel; Auszubildender im Einzelhandel|Auszubildende im Einzelhandel
j Verkäufer|Verkäuferin; Kassierer|Kassiererin; Mitarbeiter Verkauf|Mitarbeiterin Verkauf
m Detailhandelsfachmann|Detailhandelsfachfrau; Abteilungsverantwortlicher Frische|Abteilungsverantwortliche Frische;
  Stv. Filialleiter|Stv. Filialleiterin; Visual Merchandiser|Visual Merchandiserin
s Filialleiter|Filialleiterin; Marktleiter|Marktleiterin; Bezirksleiter|Bezirksleiterin; Rayonleiter|Rayonleiterin
v ch:Detailhandelsfachmann EFZ|Detailhandelsfachfrau EFZ : Nahrungs- und Genussmittel; de:Kaufmann im Einzelhandel
  (IHK)|Kauffrau im Einzelhandel (IHK); at:Lehrabschluss : Einzelhandel; ch:Detailhandelsassistent
  EBA|Detailhandelsassistentin EBA
h ch:Detailhandelsspezialist mit eidg. Fachausweis|Detailhandelsspezialistin mit eidg. Fachausweis;
  de:Handelsfachwirt (IHK)|Handelsfachwirtin (IHK)
w Kurs : Berufsbildner
f bus Handelsmanagement
p voc=6 high=2
b Verkauft gern, räumt gern ein und kennt viele Kunden beim Namen.
b Führt Filialen mit {8-30} Mitarbeitenden.
- Verantwortung für Umsatz, Personal und Abschriften
- Einsatzplanung mit [Polypoint]
- Warenpräsentation nach Saison
- Führung der Frischeabteilung mit {4-12} Personen
- Inventuren und Bestellwesen über [SAP Retail]
- Beratung und Verkauf von Sportartikeln
- Umbau und Neueröffnung von {2-5} Filialen geleitet
- Kassenabrechnung und Tresor
- Ausbildung von {2-6} Lernenden
- Umsetzung des Hygienekonzepts ([HACCP])
- Inventurverlust auf {0-1},{1-9} % gesenkt
- Reklamationen und Umtausch am Kundendienst
k Verkauf: Kundenberatung; Warenpräsentation; Kassenführung; Bestellwesen; Personalplanung; HACCP
k Systeme: SAP Retail; Excel; GK Kasse; Warenwirtschaft
c Berufsbildnerkurs; Jugendschutz im Verkauf; Staplerschein; Käse-Sommelière

== hotel | hotel
a Lernender Hotelfachmann|Lernende Hotelfachfrau
j Réceptionist|Réceptionistin; Servicemitarbeiter|Servicemitarbeiterin; Hotelpraktikant|Hotelpraktikantin; Commis de
  Rang
m Chef de Réception; Chef de Service; Restaurationsfachmann|Restaurationsfachfrau; Gouvernante; Stv.
  Réceptionsleiter|Stv. Réceptionsleiterin
s Hoteldirektor|Hoteldirektorin; Betriebsleiter Gastronomie|Betriebsleiterin Gastronomie; Front Office Manager;
  Leiter Bankett|Leiterin Bankett
v ch:Hotelfachmann EFZ|Hotelfachfrau EFZ; ch:Restaurantfachmann EFZ|Restaurantfachfrau EFZ; de:Hotelfachmann
  (IHK)|Hotelfachfrau (IHK); at:Lehrabschluss : Hotel- und Restaurantfachmann
h ch:Dipl. Hôtelier-Gastronom HF|Dipl. Hôtelière-Gastronomin HF; de:Staatlich geprüfter Hotelbetriebswirt|Staatlich
  geprüfte Hotelbetriebswirtin; at:Diplom Tourismuskolleg
w CAS : Revenue Management
f bus Tourismus; Hotelmanagement; International Hospitality
p voc=4 high=4 acad=1
b Gastgeber aus Überzeugung, mehrsprachig und saisonerprobt.
b Kennt Front und Back Office in Häusern von {30-200} Zimmern.
- Check-in und Check-out, Nachtabschluss
- Führung des Réceptionsteams mit {4-12} Personen
- Umstellung auf [Protel]
- Bankette bis {80-400} Gäste geplant
- Preisgestaltung über [Booking.com] und eigene Kanäle
- Service in Saal und auf Terrasse
- Reklamationen gelöst, Bewertung von {7-8},{0-9} auf 9,{0-4}
- Weinkarte neu aufgebaut
- Zimmerkontrolle und Wäschebestellung
- Budget und Dienstplan für den Betrieb
- Betreuung von Reisegruppen aus {4-9} Ländern
- Gästekorrespondenz in drei Sprachen
k Hotel: Réception; Nachtaudit; Bankett; Revenue Management; Housekeeping; Gästebetreuung
k Systeme: Protel; Opera; Fidelio; Mews; Lightspeed
c Wirtepatent; Weinseminar WSET Level 2 @WSET; Brandschutzhelfer; Barista-Kurs

== chef | restaurant hotel care
a Lernender Koch|Lernende Köchin
j Commis de Cuisine; Jungkoch|Jungköchin; Küchenhilfe
m Koch|Köchin; Chef de Partie; Sous-Chef; Diätkoch|Diätköchin; Pâtissier|Pâtissière
s Küchenchef|Küchenchefin; Leiter Küche|Leiterin Küche; Executive Chef; Produktionsleiter Küche|Produktionsleiterin
  Küche
v ch:Koch EFZ|Köchin EFZ; de:Koch (IHK)|Köchin (IHK); at:Lehrabschluss : Koch; ch:Diätkoch EFZ|Diätköchin EFZ
h ch:Chefkoch mit eidg. Fachausweis|Chefköchin mit eidg. Fachausweis; de:Küchenmeister (IHK)|Küchenmeisterin (IHK)
w Kurs : Allergene und Deklaration
f bus Ernährungswissenschaften
p voc=6 high=2
b Kocht saisonal, kalkuliert sauber und bildet gern aus.
b Frische Küche, ruhiger Ton, kurze Wege.
- Tagesmenüs für {80-600} Gäste
- Leitung der Brigade mit {4-18} Personen
- Postenchef [Garde-manger]
- Kalkulation und Einkauf, Warenkosten {26-33} %
- Einführung der [Cook-and-Chill]-Produktion
- Umsetzung von [HACCP] und Lebensmittelrecht
- Patisserie und Desserts im À-la-carte-Betrieb
- Diät- und Breikost im Pflegezentrum
- Menüplanung mit [Necta]
- Saisonstelle mit Halbpension für {60-150} Gäste
- Ausbildung von {1-5} Lernenden bis zum Abschluss
- Catering bis {200-900} Personen
- Resten und Food Waste um {20-50} % gesenkt
k Küche: Saucen; Garde-manger; Patisserie; Menüplanung; Kalkulation; Diätküche; Bankette
k Betrieb: HACCP; Einkauf; Lagerbewirtschaftung; Calcmenu
c Hygieneschulung nach LMV; Berufsbildnerkurs; Grillmeister; Vegane Küche @Kochschule Gmüesgarte

== teacher | school
j Praktikant Schule|Praktikantin Schule; Klassenassistent|Klassenassistentin; Stellvertreter
  Primarschule|Stellvertreterin Primarschule; Referendar|Referendarin
m Primarlehrer|Primarlehrerin; Lehrer Sekundarstufe I|Lehrerin Sekundarstufe I; Klassenlehrperson;
  Berufsschullehrer|Berufsschullehrerin; Schulischer Heilpädagoge|Schulische Heilpädagogin
s Schulleiter|Schulleiterin; Konrektor|Konrektorin; Fachgruppenleiter Mathematik|Fachgruppenleiterin Mathematik;
  Stufenleiter|Stufenleiterin
v ch:Kaufmann EFZ|Kauffrau EFZ; de:Sozialassistent|Sozialassistentin
h ch:Lehrdiplom Primarstufe; de:Zweites Staatsexamen : Lehramt an Grundschulen; at:Lehramtsprüfung Neue Mittelschule
w CAS : Schulleitung; CAS : Medien und Informatik; MAS : Schulische Heilpädagogik
f art Primarstufe; Mathematik und Geografie; Germanistik und Geschichte; Erziehungswissenschaft
p high=3 acad=5
b Unterrichtet mit klarer Struktur und Humor.
b {5-25} Jahre Schulpraxis, davon {2-6} in altersdurchmischten Klassen.
- Klassenführung mit {18-24} Kindern in der Mittelstufe
- Unterricht in Deutsch, Mathematik und [Bewegung und Sport]
- Elterngespräche und Standortgespräche
- Umsetzung des [Lehrplans 21]
- Integrative Förderung in {2-4} Klassen
- Einführung von Tablets im Unterricht
- Leitung der Theatergruppe und von Lagern
- Personalführung von {15-50} Lehrpersonen
- Stundenplanung mit [Untis]
- Deutsch als Zweitsprache für neu Zugezogene
- Begleitung von Studierenden im Praktikum
- Prüfungsexpertin oder Prüfungsexperte an Lehrabschlussprüfungen
- Lehrmittel für Naturkunde mitverfasst
k Unterricht: Klassenführung; Binnendifferenzierung; Deutsch als Zweitsprache; Integrative Förderung; Elternarbeit;
  Projektunterricht
k Werkzeuge: Lehreroffice; Untis; Moodle; Microsoft Teams; Scratch
c J+S-Leiter Lagersport @BASPO; Brevet Basis Pool SLRG @SLRG; CELTA @Cambridge Assessment

== social | social care public
j Praktikant Sozialarbeit|Praktikantin Sozialarbeit; Betreuer Wohngruppe|Betreuerin Wohngruppe; Fachmann
  Betreuung|Fachfrau Betreuung; FSJler|FSJlerin
m Sozialarbeiter|Sozialarbeiterin; Sozialpädagoge|Sozialpädagogin; Jugendarbeiter|Jugendarbeiterin;
  Arbeitsagoge|Arbeitsagogin; Heilerziehungspfleger|Heilerziehungspflegerin
s Bereichsleiter Wohnen|Bereichsleiterin Wohnen; Leiter Sozialdienst|Leiterin Sozialdienst;
  Einrichtungsleiter|Einrichtungsleiterin; Heimleiter|Heimleiterin
v ch:Fachmann Betreuung EFZ|Fachfrau Betreuung EFZ : Behinderung; de:Erzieher|Erzieherin;
  at:Fach-Sozialbetreuer|Fach-Sozialbetreuerin
h ch:Dipl. Sozialpädagoge HF|Dipl. Sozialpädagogin HF; de:Staatlich anerkannter Heilerziehungspfleger|Staatlich
  anerkannte Heilerziehungspflegerin
w CAS : Systemische Beratung; CAS : Kindesschutz; Weiterbildung : Traumapädagogik
f art Soziale Arbeit; Sozialpädagogik
p voc=2 high=3 acad=4
b Arbeitet ressourcenorientiert und bleibt auch in Krisen dran.
b Erfahren mit Jugendlichen, Familien und Behörden.
- Fallführung von {40-90} Dossiers in der [Sozialhilfe]
- Begleitung von {6-10} Jugendlichen in einer Wohngruppe
- Abklärungen im Auftrag der [KESB]
- Aufbau eines Treffpunkts im Quartier
- Schuldenberatung und Budgetpläne
- Berichte, Hilfepläne und Standortgespräche
- Nachtpikett und Krisenintervention
- Bezugspersonenarbeit mit Menschen mit [Autismus]
- Anleitung von Praktikantinnen und Praktikanten
- Zusammenarbeit mit Schule, Eltern und Therapie
- Leitung eines Teams von {6-20} Personen
- Ferienwochen und erlebnispädagogische Lager
- Beratung nach [ICF] dokumentiert
k Methoden: Motivierende Gesprächsführung; Case Management; Krisenintervention; Systemische Beratung;
  Biografiearbeit; Deeskalation
k Administration: KLIB; Tutoris; Berichtswesen; Word
c PART Deeskalation; Marte Meo Practitioner @Marte Meo; Rettungsschwimmen Silber @DLRG; Traumapädagogik Zertifikat

== public | public
a Kaufmännischer Lernender Gemeinde|Kaufmännische Lernende Gemeinde
j Sachbearbeiter Einwohnerdienste|Sachbearbeiterin Einwohnerdienste; Verwaltungsangestellter|Verwaltungsangestellte;
  Mitarbeiter Steueramt|Mitarbeiterin Steueramt
m Verwaltungsfachangestellter|Verwaltungsfachangestellte; Fachspezialist Baubewilligungen|Fachspezialistin
  Baubewilligungen; Stv. Gemeindeschreiber|Stv. Gemeindeschreiberin; Steuerveranlager|Steuerveranlagerin
s Gemeindeschreiber|Gemeindeschreiberin; Leiter Einwohnerdienste|Leiterin Einwohnerdienste; Amtsleiter|Amtsleiterin;
  Leiter Ordnungsamt|Leiterin Ordnungsamt
v ch:Kaufmann EFZ|Kauffrau EFZ : Branche öffentliche Verwaltung;
  de:Verwaltungsfachangestellter|Verwaltungsfachangestellte : Kommunalverwaltung; at:Lehrabschluss :
  Verwaltungsassistenz
h ch:Fachmann öffentliche Verwaltung mit eidg. Fachausweis|Fachfrau öffentliche Verwaltung mit eidg. Fachausweis;
  de:Verwaltungsfachwirt|Verwaltungsfachwirtin
w CAS : Öffentliches Gemeinwesen; DAS : Gemeindeschreiber; CAS : Public Governance
f law Verwaltungsrecht; Public Management; Politikwissenschaft
p voc=4 high=4 acad=2
b Bürgernah, genau und vertraut mit Gesetz und Protokoll.
b Kennt Verwaltung vom Schalter bis zur Gemeinderatssitzung.
- Protokollführung im Gemeinderat
- An- und Abmeldungen, Ausweise am Schalter
- Veranlagung unselbständig Erwerbender
- Organisation von Wahlen und Abstimmungen
- Bearbeitung von Baugesuchen ([Baupolizei])
- Einführung der elektronischen Geschäftsverwaltung ([CMI])
- Auskunft an Bürgerinnen und Bürger
- Vorbereitung von Beschlüssen und Reglementen
- Friedhofswesen und Bestattungsamt
- Bußgeldbescheide und Widersprüche
- Fusion von {2-4} Gemeinden vorbereitet
- Register und Statistik an den Bund
- Budget der Abteilung ({1-9} Mio.)
k Verwaltung: Protokollführung; Verwaltungsrecht; Einwohnerregister; Steuerrecht; Beschaffungswesen; Baurecht
k Systeme: Axioma; NEST; Abraxas; OK.EWO; Word
c Waffenkundelehrgang; Datenschutzbeauftragte Person (TÜV) @TÜV; Ausbildereignung (AEVO) @IHK

== law | law insurance public
j Kanzleimitarbeiter|Kanzleimitarbeiterin; Rechtsreferendar|Rechtsreferendarin; Substitut|Substitutin; Praktikant
  Bezirksgericht|Praktikantin Bezirksgericht
m Rechtsanwaltsfachangestellter|Rechtsanwaltsfachangestellte; Paralegal; Rechtsanwalt|Rechtsanwältin; Jurist
  Rechtsdienst|Juristin Rechtsdienst; Gerichtsschreiber|Gerichtsschreiberin
s Leiter Rechtsdienst|Leiterin Rechtsdienst; Partner Kanzlei|Partnerin Kanzlei; Legal Counsel;
  Bürovorsteher|Bürovorsteherin
v ch:Kaufmann EFZ|Kauffrau EFZ : Branche Notariat; de:Rechtsanwalts- und Notarfachangestellter|Rechtsanwalts- und
  Notarfachangestellte; at:Lehrabschluss : Rechtskanzleiassistent
h de:Geprüfter Rechtsfachwirt|Geprüfte Rechtsfachwirtin; ch:Anwaltspatent; at:Rechtsanwaltsprüfung
w CAS : Paralegal; LL.M. : Wirtschaftsrecht; CAS : Datenschutz
f law Rechtswissenschaft; Wirtschaftsrecht
p voc=2 high=1 acad=5
b Schreibt Verträge, die beide Seiten verstehen.
b Erfahren in Vertragsrecht und Verfahren vor Zivilgerichten.
- Prozessführung vor {2-5} Instanzen
- Redaktion von Verträgen und [AGB]
- Fristenkontrolle und Aktenführung
- Gründung von {20-120} Gesellschaften begleitet
- Rechtsabklärungen im [Arbeitsrecht]
- Umsetzung der [DSGVO] in einem Konzern
- Urteilsredaktion in Familiensachen
- Abrechnung nach [RVG], Mahnbescheide
- Due Diligence bei {3-8} Firmenkäufen
- Protokolle von Verwaltungsratssitzungen
- Schulungen zu Kartellrecht
- Grundbuch- und Handelsregisteranmeldungen
k Recht: Vertragsrecht; Gesellschaftsrecht; Arbeitsrecht; Datenschutz; Prozessrecht; Immobilienrecht
k Werkzeuge: RA-MICRO; Swisslex; beck-online; Word; Timesensor
c Fachanwalt SAV Arbeitsrecht @SAV; Datenschutzbeauftragter (IHK) @IHK; Wirtschaftsmediator

== architect | architecture build
a Lernender Zeichner|Lernende Zeichnerin
j Hochbauzeichner|Hochbauzeichnerin; Praktikant Architektur|Praktikantin Architektur; Bauzeichner|Bauzeichnerin
m Architekt|Architektin; Projektarchitekt|Projektarchitektin; Innenarchitekt|Innenarchitektin;
  BIM-Koordinator|BIM-Koordinatorin
s Projektleiter Architektur|Projektleiterin Architektur; Büropartner|Büropartnerin; Leiter Entwurf|Leiterin Entwurf;
  BIM-Manager|BIM-Managerin
v ch:Zeichner EFZ|Zeichnerin EFZ : Architektur; de:Bauzeichner (IHK)|Bauzeichnerin (IHK); at:Lehrabschluss :
  Bautechnischer Zeichner|Lehrabschluss : Bautechnische Zeichnerin
h ch:Dipl. Techniker HF|Dipl. Technikerin HF : Bauplanung Architektur
w CAS : BIM; MAS : Denkmalpflege; CAS : Nachhaltiges Bauen
f eng Architektur; Innenarchitektur; Stadtplanung
p voc=2 high=1 acad=6
b Entwirft und baut vom Wettbewerb bis zur Abnahme.
b Liebt Holz, Bestand und gute Grundrisse.
- Wettbewerbe für Schulhäuser ({2-7} Preise)
- Ausführungsplanung eines Wohnhauses mit {12-90} Einheiten
- Umbau eines Bauernhauses unter [Denkmalschutz]
- BIM-Modell nach [IFC] koordiniert
- Baugesuche und Verhandlungen mit Behörden
- Kostenschätzung nach [BKP]
- Modellbau und Visualisierungen in [Lumion]
- Leistungsphasen 1 bis {5-8} nach [HOAI]
- Detailplanung Holzbau und [Minergie]
- Leitung eines Teams von {3-9} Planenden
- Ausschreibung und Werkplanung
- Innenausbau einer Bibliothek
k Architektur: Entwurf; Ausführungsplanung; Ausschreibung; Kostenplanung; Bauleitung; Modellbau
k Software: ArchiCAD; Revit; Vectorworks; Rhino; AutoCAD; Photoshop
c Minergie-Fachpartner @Minergie; buildingSMART Professional Certification Foundation @buildingSMART; DGNB
  Registered Professional @DGNB

== graphic | agency media
a Lernender Grafiker|Lernende Grafikerin; Auszubildender Mediengestalter|Auszubildende Mediengestalterin
j Polygraf|Polygrafin; Praktikant Grafik|Praktikantin Grafik; Junior Designer|Junior Designerin
m Grafiker|Grafikerin; Mediengestalter|Mediengestalterin; UX-Designer|UX-Designerin; Illustrator|Illustratorin
s Art Director; Leiter Gestaltung|Leiterin Gestaltung; Senior UX Designer|Senior UX Designerin; Creative Director
v ch:Grafiker EFZ|Grafikerin EFZ; ch:Polygraf EFZ|Polygrafin EFZ; de:Mediengestalter Digital und Print
  (IHK)|Mediengestalterin Digital und Print (IHK); at:Lehrabschluss : Medienfachmann – Mediendesign
h ch:Dipl. Gestalter HF|Dipl. Gestalterin HF : Kommunikationsdesign
w CAS : Interaction Design; CAS : Typografie
f art Visuelle Kommunikation; Kommunikationsdesign; Interaction Design
p voc=4 high=1 acad=3
b Gestaltet Bücher, Schilder und Oberflächen mit wenig Zierrat.
b Typografie zuerst.
- Erscheinungsbild für {3-12} Gemeinden und Kulturhäuser
- Layout einer Zeitschrift, {4-10} Ausgaben im Jahr
- Prototypen in [Figma], Tests mit {6-20} Personen
- Signaletik für ein Spital
- Bildbearbeitung und Druckvorstufe
- Aufbau eines [Designsystems]
- Illustrationen für Lehrmittel
- Betreuung der Druckereien und Farbabnahmen
- Animationen in [After Effects]
- Verpackungen für Lebensmittel
- Führung von {2-6} Gestalterinnen und Gestaltern
- Barrierefreie PDF nach [PDF/UA]
k Gestaltung: Typografie; Editorial Design; Corporate Design; Signaletik; UX Design; Illustration
k Programme: Adobe InDesign; Adobe Illustrator; Photoshop; Figma; After Effects; HTML; CSS
c Certified Professional for Usability and UX @UXQB; InDesign Expertenkurs; Siebdruck-Werkstatt

== hair | salon
a Lernender Coiffeur|Lernende Coiffeuse; Auszubildender Friseur|Auszubildende Friseurin
j Coiffeur|Coiffeuse; Friseur|Friseurin; Nail-Designer|Nail-Designerin
m Herrencoiffeur|Herrencoiffeuse; Friseurgeselle|Friseurgesellin; Kosmetiker|Kosmetikerin; Top-Stylist|Top-Stylistin
s Salonleiter|Salonleiterin; Geschäftsführer Salon|Geschäftsführerin Salon; Friseurmeister|Friseurmeisterin;
  Inhaber|Inhaberin
v ch:Coiffeur EFZ|Coiffeuse EFZ; de:Friseurgeselle (HWK)|Friseurgesellin (HWK); at:Lehrabschluss : Friseur und
  Perückenmacher; ch:Kosmetiker EFZ|Kosmetikerin EFZ
h ch:Coiffeur mit eidg. Fachausweis|Coiffeuse mit eidg. Fachausweis; de:Meisterprüfung : Friseurhandwerk
w Kurs : Farbtheorie
f art Maskenbild
p voc=6 high=2
b Schneidet, färbt und hört zu.
b Treue Stammkundschaft, gutes Auge für Farbe.
- Schnitte, Farbe und Hochsteckfrisuren
- Führung eines Salons mit {3-9} Plätzen
- Balayage und [Olaplex]-Behandlungen
- Ausbildung von Lernenden, Vorbereitung auf die Prüfung
- Terminplanung mit [Shore]
- Einkauf und Verkauf von Pflegeprodukten
- Brautstyling und [Visagistik]
- Bartrasur und Herrenschnitte
- Kassenabschluss und Lagerkontrolle
- Perücken für Patientinnen nach Chemotherapie angepasst
- Tagesumsatz um {10-40} % gesteigert
- Shows und Fotoshootings
k Handwerk: Balayage; Colorationen; Dauerwelle; Hochsteckfrisuren; Bartpflege; Extensions; Make-up
k Betrieb: Kundenberatung; Kassenführung; Terminplanung
c Great Lengths Extensions @Great Lengths; Color Expert; Hygiene im Salon

== joiner | joinery build
a Lernender Schreiner|Lernende Schreinerin
j Schreiner|Schreinerin; Tischlergeselle|Tischlergesellin; Hilfsschreiner
m Bankschreiner|Bankschreinerin; Montageschreiner|Montageschreinerin; Zimmermann|Zimmerin; CNC-Maschinist
  Holz|CNC-Maschinistin Holz
s Projektleiter Schreinerei|Projektleiterin Schreinerei; Werkstattleiter|Werkstattleiterin;
  Tischlermeister|Tischlermeisterin; Produktionsleiter Holzbau|Produktionsleiterin Holzbau
v ch:Schreiner EFZ|Schreinerin EFZ : Möbel/Innenausbau; de:Tischlergeselle (HWK)|Tischlergesellin (HWK);
  at:Lehrabschluss : Tischlerei; ch:Zimmermann EFZ|Zimmerin EFZ
h ch:Projektleiter Schreinerei mit eidg. Fachausweis|Projektleiterin Schreinerei mit eidg. Fachausweis;
  de:Meisterprüfung : Tischlerhandwerk; ch:Dipl. Techniker HF|Dipl. Technikerin HF : Holztechnik
w Kurs : Restaurierung historischer Fenster
f eng Holztechnik
p voc=6 high=3
b Arbeitet genau, ob Küche, Tür oder Treppe.
b Gelernter Schreiner mit Sinn für alte Möbel und neue Maschinen.
- Herstellung und Montage von Küchen und Schränken
- Arbeitsvorbereitung mit [TopSolid Wood]
- Bedienung der [CNC]-Anlage Homag
- Montage von Brandschutztüren nach [EI30]
- Führung der Werkstatt mit {4-14} Personen
- Ausmaß vor Ort, Offerten und Nachkalkulation
- Treppen und Böden in Massivholz
- Restaurierung von Fenstern in {3-12} Altbauten
- Aufrichte von Dachstühlen mit Kran
- Oberflächen lackieren und ölen
- Ladenbau für {4-20} Filialen
- Betreuung der Lernenden, üK-Vorbereitung
k Handwerk: Möbelbau; Innenausbau; Küchenmontage; Oberflächentechnik; Fensterbau; Treppenbau
k Maschinen und Software: Homag CNC; Kantenanleimer; Borm; AutoCAD; Cadwork
c Brandschutztüren Monteur VST @VST; Hubarbeitsbühnen; Berufsbildnerkurs

== gardener | garden public
a Lernender Gärtner|Lernende Gärtnerin
j Gärtner|Gärtnerin; Hilfsgärtner|Hilfsgärtnerin; Florist|Floristin
m Landschaftsgärtner|Landschaftsgärtnerin; Staudengärtner|Staudengärtnerin; Kundengärtner|Kundengärtnerin;
  Baumpfleger|Baumpflegerin
s Obergärtner|Obergärtnerin; Bauleiter Gartenbau|Bauleiterin Gartenbau; Gärtnermeister|Gärtnermeisterin; Leiter
  Grünflächen|Leiterin Grünflächen
v ch:Gärtner EFZ|Gärtnerin EFZ : Garten- und Landschaftsbau; de:Gärtner|Gärtnerin : Garten- und Landschaftsbau;
  at:Facharbeiter Gartenbau|Facharbeiterin Gartenbau
h ch:Obergärtner mit eidg. Fachausweis|Obergärtnerin mit eidg. Fachausweis; de:Gärtnermeister|Gärtnermeisterin
w CAS : Pflanzenverwendung
f eng Landschaftsarchitektur; Umweltingenieurwesen
p voc=6 high=2 acad=1
b Pflanzt standortgerecht und pflegt, was gewachsen ist.
b Bei jedem Wetter draußen.
- Neuanlagen mit Naturstein und [Trockenmauern]
- Unterhalt von {20-140} Privatgärten
- Baumfällungen mit [Seilklettertechnik]
- Staudenplanung für öffentliche Anlagen
- Führung einer Gruppe mit {3-9} Personen
- Bewässerungen geplant und eingebaut
- Winterdienst für die Gemeinde
- Dachbegrünungen nach [SIA 312]
- Verkauf und Beratung in der Gärtnerei
- Vermehrung von Stecklingen im Gewächshaus
- Bagger- und Radladerarbeiten
- Spielplätze nach Norm kontrolliert
k Garten: Pflanzenkenntnisse; Natursteinarbeiten; Baumpflege; Bewässerung; Rasenpflege; Staudenplanung
k Maschinen: Kleinbagger; Motorsäge; Radlader; Dexter; Vectorworks Landschaft
c European Tree Worker @EAC; Fachbewilligung Pflanzenschutz; Motorsägenkurs Modul 2; Spielplatzkontrolleur

== security | security aviation
j Sicherheitsmitarbeiter|Sicherheitsmitarbeiterin; Doorman; Verkehrsdienst-Mitarbeiter|Verkehrsdienst-Mitarbeiterin
m Objektschützer|Objektschützerin; Fachmann für Sicherheit und Bewachung|Fachfrau für Sicherheit und Bewachung;
  Werkschutzmitarbeiter|Werkschutzmitarbeiterin; Mitarbeiter Leitstelle|Mitarbeiterin Leitstelle
s Einsatzleiter|Einsatzleiterin; Objektleiter|Objektleiterin; Leiter Sicherheit|Leiterin Sicherheit;
  Sicherheitsbeauftragter|Sicherheitsbeauftragte
v ch:Detailhandelsfachmann EFZ|Detailhandelsfachfrau EFZ; de:Fachkraft für Schutz und Sicherheit (IHK);
  at:Lehrabschluss : Karosseriebautechnik
h ch:Fachmann für Sicherheit und Bewachung mit eidg. Fachausweis|Fachfrau für Sicherheit und Bewachung mit eidg.
  Fachausweis; de:Meister für Schutz und Sicherheit (IHK)|Meisterin für Schutz und Sicherheit (IHK)
w CAS : Integrales Risikomanagement
f bus Sicherheitsmanagement
p voc=4 high=3 none=1
b Aufmerksam, deeskalierend und körperlich fit.
b Schichterprobt, auch nachts die Ruhe selbst.
- Zutrittskontrolle und Rundgänge in einem Rechenzentrum
- Leitung von Einsätzen an Anlässen bis {2-30}'000 Personen
- Alarmintervention in der Region
- Passagierkontrolle nach [EU 300/2008]
- Dienstplanung für {12-60} Mitarbeitende
- Brandschutz und Evakuationsübungen
- Bedienung von Videoüberwachung und [Genetec]
- Empfang und Schlüsselverwaltung
- Rapporte und Anzeigen verfasst
- Ladendetektiv in {3-9} Warenhäusern
- Begleitung von Werttransporten
- Ausbildung in Selbstverteidigung
- Sicherheitskonzept für ein Open Air
k Sicherheit: Objektschutz; Brandschutz; Deeskalation; Videoüberwachung; Zutrittskontrolle; Erste Hilfe
k Technik: Genetec; Funk; Einsatzleitsystem; Word
c Sachkundeprüfung §34a GewO @IHK; Waffentragschein; Brandschutzfachmann VKF @VKF; Nothilfe Stufe 2 IVR @IVR

== aviation | aviation
a Lernender Polymechaniker Luftfahrt|Lernende Polymechanikerin Luftfahrt
j Ground Handling Agent; Flight Attendant; Check-in-Agent|Check-in-Agentin; Ramp Agent
m Flugzeugmechaniker|Flugzeugmechanikerin; Load Controller; Dispatcher|Dispatcherin; Cabin Crew Member;
  Fluglotse|Fluglotsin
s Station Manager; Licensed Aircraft Engineer B1; Maître de Cabine; Duty Manager Airport; Leiter Technik|Leiterin
  Technik
v ch:Polymechaniker EFZ|Polymechanikerin EFZ; de:Fluggerätmechaniker (IHK)|Fluggerätmechanikerin (IHK);
  at:Lehrabschluss : Luftfahrzeugtechnik; ch:Kaufmann EFZ|Kauffrau EFZ : Branche Transport
h ch:Dipl. Flugverkehrsleiter HF|Dipl. Flugverkehrsleiterin HF; de:Staatlich geprüfter Techniker|Staatlich geprüfte
  Technikerin : Luftfahrttechnik
w CAS : Aviation Management
f eng Aviation; Luft- und Raumfahrttechnik
p voc=4 high=2 acad=2
b Zwischen Rollfeld und Gate zu Hause.
b Sicherheit zuerst, dann Pünktlichkeit.
- Line Maintenance an [Airbus A320]
- Abfertigung von {8-40} Flügen am Tag
- Load Sheets mit [ALTEA]
- Langstreckenflüge als Maître de Cabine
- Base-Checks nach [EASA Part-145]
- Schulung neuer Mitarbeitender in Human Factors
- Führung der Schicht mit {8-30} Personen
- Störungsmanagement bei Nebel und Schnee
- Boroskopie an Triebwerken ([CFM56])
- Enteisung in der Wintersaison
- Slot-Koordination mit Eurocontrol
- Betreuung unbegleiteter Kinder und Passagiere mit Rollstuhl
- Audits nach [ISAGO]
k Luftfahrt: Line Maintenance; Bodenabfertigung; Weight and Balance; Human Factors; Dangerous Goods; Crew Resource
  Management
k Systeme: Amadeus Altéa; AMOS; SITA; Jeppesen
c EASA Part-66 Lizenz B1.1 @BAZL; IATA Dangerous Goods Kategorie 10 @IATA; Cabin Crew Attestation; PPL(A)

== insurance | insurance
a Kaufmännischer Lernender Versicherung|Kaufmännische Lernende Versicherung
j Sachbearbeiter Schaden|Sachbearbeiterin Schaden; Mitarbeiter Innendienst|Mitarbeiterin Innendienst;
  Kundenberater|Kundenberaterin
m Schadenspezialist Motorfahrzeuge|Schadenspezialistin Motorfahrzeuge; Underwriter|Underwriterin;
  Versicherungsberater|Versicherungsberaterin; Leistungsspezialist Krankentaggeld|Leistungsspezialistin
  Krankentaggeld
s Leiter Schaden|Leiterin Schaden; Generalagent|Generalagentin; Senior Underwriter|Senior Underwriterin; Teamleiter
  Leistungen|Teamleiterin Leistungen
v ch:Kaufmann EFZ|Kauffrau EFZ : Branche Privatversicherung; de:Kaufmann für Versicherungen und Finanzen
  (IHK)|Kauffrau für Versicherungen und Finanzen (IHK); at:Lehrabschluss : Versicherungskaufmann
h ch:Versicherungsfachmann mit eidg. Fachausweis|Versicherungsfachfrau mit eidg. Fachausweis;
  ch:Sozialversicherungsfachmann mit eidg. Fachausweis|Sozialversicherungsfachfrau mit eidg. Fachausweis;
  de:Fachwirt für Versicherungen und Finanzen (IHK)|Fachwirtin für Versicherungen und Finanzen (IHK)
w CAS : Haftpflicht- und Versicherungsrecht
f bus Versicherungswirtschaft; Risk and Insurance; Mathematik
p voc=3 high=4 acad=2
b Reguliert Schäden fair und schnell.
b Kennt Policen und Menschen.
- Regulierung von {600-900} Schäden im Jahr
- Prüfung von Haftpflichtfällen mit [Regress]
- Zeichnung von Sachrisiken bis {5-40} Mio.
- Beratung von Familien und KMU zu Vorsorge
- Abklärung von [Taggeldleistungen] mit Ärzten
- Führung von {5-18} Mitarbeitenden
- Aufbau einer Agentur mit {2-6} Beratern
- Migration der Verträge nach [Guidewire]
- Betrugsbekämpfung, Zusammenarbeit mit Detekteien
- Erneuerung von Flottenverträgen
- Telefonische Schadenaufnahme und Triage
- Mitarbeit am Tarif der Hausratversicherung
k Versicherung: Schadenregulierung; Underwriting; Haftpflicht; Vorsorge; Krankentaggeld; Regress
k Systeme: Syrius; Guidewire; SAP FS-CD; Excel
c VBV-Vermittler @VBV; Mitglied Cicero @Cicero; Kurs Betrugserkennung

== realestate | realestate
a Kaufmännischer Lernender|Kaufmännische Lernende
j Assistent Bewirtschaftung|Assistentin Bewirtschaftung; Sachbearbeiter Liegenschaftenbuchhaltung|Sachbearbeiterin
  Liegenschaftenbuchhaltung; Hauswart|Hauswartin
m Immobilienbewirtschafter|Immobilienbewirtschafterin; Immobilienmakler|Immobilienmaklerin; Facility
  Manager|Facility Managerin; Immobilienverwalter|Immobilienverwalterin
s Leiter Bewirtschaftung|Leiterin Bewirtschaftung; Portfoliomanager|Portfoliomanagerin; Leiter Immobilien|Leiterin
  Immobilien; Senior Asset Manager
v ch:Kaufmann EFZ|Kauffrau EFZ : Branche Immobilien; de:Immobilienkaufmann (IHK)|Immobilienkauffrau (IHK);
  at:Lehrabschluss : Immobilienkaufmann; ch:Fachmann Betriebsunterhalt EFZ|Fachfrau Betriebsunterhalt EFZ
h ch:Immobilienbewirtschafter mit eidg. Fachausweis|Immobilienbewirtschafterin mit eidg. Fachausweis; de:Geprüfter
  Immobilienfachwirt (IHK)|Geprüfte Immobilienfachwirtin (IHK)
w CAS : Immobilienbewertung; CAS : Facility Management
f bus Immobilienwirtschaft; Facility Management
p voc=3 high=4 acad=1
b Bewirtschaftet Häuser so, dass Mieter bleiben.
b {6-20} Jahre in Verwaltung, Verkauf und Technik.
- Bewirtschaftung von {300-900} Wohnungen
- Abnahmen, Wiedervermietung und [Mietrecht]
- Heiz- und Nebenkostenabrechnungen in [Rimo R5]
- Stockwerkeigentümerversammlungen geleitet
- Verkauf von {10-40} Objekten pro Jahr
- Sanierungen begleitet, Budget bis {1-6} Mio.
- Schlichtungsverhandlungen vertreten
- Führung von {3-10} Hauswarten
- Wertberichte nach [DCF]
- Einführung einer Mieter-App
- Liegenschaftenbuchhaltung für {40-120} Häuser
- Reporting an institutionelle Eigentümer
k Immobilien: Mietrecht; Nebenkostenabrechnung; Stockwerkeigentum; Bewertung; Vermarktung; Bauerneuerung
k Software: Rimo R5; Abaimmo; Garaio REM; ImmoTop2; Excel
c Sachkundiger Aufzugswärter; Immobilienbewerter Modul 1 @SVIT; Energieberater Gebäude

== data | it insurance retail research
j Junior Data Analyst; Praktikant Data Science|Praktikantin Data Science; Werkstudent Statistik|Werkstudentin
  Statistik
m Data Scientist; Data Analyst; Data Engineer; BI-Entwickler|BI-Entwicklerin; Statistiker|Statistikerin
s Senior Data Scientist; Lead Data Engineer; Leiter Business Intelligence|Leiterin Business Intelligence; Head of
  Data & Analytics
v ch:Informatiker EFZ|Informatikerin EFZ; de:Mathematisch-technischer Softwareentwickler
  (IHK)|Mathematisch-technische Softwareentwicklerin (IHK)
h ch:Dipl. Wirtschaftsinformatiker HF|Dipl. Wirtschaftsinformatikerin HF
w CAS : Data Science; DAS : Angewandte Statistik
f sci Statistik; Data Science; Mathematik; Physik
p voc=1 acad=7 phd=2
b Macht aus Daten Entscheidungen, die man nachrechnen kann.
b Zuhause in Python und in langen Tabellen.
- Prognosemodelle für Absatz in {80-400} Filialen
- Aufbau eines [Data Warehouse] in Snowflake
- Kündigungsmodell mit [XGBoost], AUC 0,{71-93}
- Dashboards in [Qlik Sense] für die Geschäftsleitung
- Datenpipelines mit [Airflow]
- A/B-Tests geplant und ausgewertet
- Textklassifikation von Schadenmeldungen
- Datenkatalog und Qualitätsregeln eingeführt
- Migration von SAS nach [R]
- Führung eines Teams von {3-9} Personen
- Schulungen in Statistik für {20-90} Mitarbeitende
- Betrieb von Modellen mit [MLflow]
- Auswertung klinischer Studien
k Sprachen: Python; R; SQL; Scala; SAS
k Plattformen: Snowflake; Databricks; Azure; dbt; Spark; Power BI; Tableau
k Verfahren: Regression; Zeitreihen; Machine Learning; Clustering
c Microsoft Certified: Azure Data Scientist Associate @Microsoft; Databricks Certified Data Engineer Associate
  @Databricks; Tableau Desktop Specialist @Tableau

== research | research uni
j Studentische Hilfskraft; Wissenschaftlicher Hilfsassistent|Wissenschaftliche Hilfsassistentin; Praktikant
  Labor|Praktikantin Labor
m Doktorand|Doktorandin; Wissenschaftlicher Mitarbeiter|Wissenschaftliche Mitarbeiterin;
  Postdoktorand|Postdoktorandin; Wissenschaftlicher Assistent|Wissenschaftliche Assistentin
s Gruppenleiter|Gruppenleiterin; Oberassistent|Oberassistentin; Leiter Forschung und Entwicklung|Leiterin Forschung
  und Entwicklung; Projektleiter Forschung|Projektleiterin Forschung
f sci Umweltnaturwissenschaften; Materialwissenschaft; Geographie; Neurowissenschaften; Soziologie
w Zertifikat : Hochschuldidaktik
p acad=1 phd=6
b Forscht zu {3-9} Themen und erklärt sie auch ausserhalb des Labors.
b Verbindet Feldarbeit mit Statistik.
- Feldmessungen auf {3-12} Gletschern
- Lehrveranstaltung mit {20-90} Studierenden
- Drittmittel von {200-900}'000 Franken eingeworben ([SNF])
- {4-30} begutachtete Artikel
- Auswertung von Satellitendaten mit [Google Earth Engine]
- Betreuung von {3-14} Masterarbeiten
- Aufbau eines Labors für [Rasterelektronenmikroskopie]
- Umfrage mit {600-900} Teilnehmenden, Auswertung in Stata
- Organisation einer Tagung mit {60-300} Gästen
- Forschungsdaten nach [FAIR]-Grundsätzen abgelegt
- Feldaufenthalt in Kirgistan
- Begutachtung für {2-6} Fachzeitschriften
k Methoden: Feldmessung; Statistik; Modellierung; Literaturrecherche; Wissenschaftliches Schreiben
k Software: R; Python; MATLAB; Stata; QGIS; LaTeX
c Good Clinical Practice @Swissmedic; Hochschuldidaktik Basismodul; Tierversuchskurs LTK 1
"""
