# German. Swiss papers print "ss" for the sharp s; the loader sees to it.

page-of = Seite { $page } von { $pages }
mark = bitte prüfen
none = keine
draft = Entwurf – offene Angaben sind gelb markiert
period-since = seit { $date }
count-years = { $n ->
    [one] { $n } Jahr
   *[other] { $n } Jahre
}
count-months = { $n ->
    [one] { $n } Monat
   *[other] { $n } Monate
}
points = { $n ->
    [one] { $n } Punkt
   *[other] { $n } Punkte
}
met-of = { $met } von { $all }
score-of = { $score } von 100

file-cv = Lebenslauf
file-offer = Angebot
file-dashboard = Dashboard
file-matchmaking = Matching-Bericht
file-feedback = Feedback-Bericht
file-candidate-letter = Rückfragen
file-comparison = Vergleich

level-native = Muttersprache
level-c2 = annähernd muttersprachlich
level-c1 = verhandlungssicher
level-b2 = gute Kenntnisse
level-b1 = konversationssicher
level-a2 = Grundkenntnisse
level-a1 = Anfängerkenntnisse
level-unknown = ohne Niveauangabe

cv-title = Lebenslauf
cv-name = Name
cv-photo = Foto von { $name }
cv-role = Funktion
cv-period = Zeitraum
cv-employer-hidden = Arbeitgeber auf Anfrage
cv-own-firm = Eigene Firma
cv-for-role = Vorgeschlagen für
cv-residence = Wohnort
cv-nationality = Nationalität
cv-permit = Bewilligung
cv-availability = Verfügbarkeit
cv-free-from-day = ab { $date }
cv-free-from-month = ab { $date }
cv-workload = Pensum
cv-experience-total = Berufserfahrung
cv-languages = Sprachen
cv-driving = Führerausweis
cv-profile = Kurzprofil
cv-skills = Kenntnisse
cv-experience = Berufserfahrung
cv-projects = Projekte und Mandate
cv-education = Ausbildung
cv-in-progress = laufend
cv-certificates = Zertifikate und Weiterbildungen
cv-technologies = Technologien:
cv-your-contact = Ihre Ansprechperson:

letter-place-date = { $place }, { $date }
letter-salutation = Guten Tag{ $region ->
    [CH] { "" }
   *[other] ,
}
letter-salutation-candidate = Guten Tag{ $region ->
    [CH] { "" }
   *[other] ,
}
letter-salutation-name = Guten Tag { $name }{ $region ->
    [CH] { "" }
   *[other] ,
}
letter-salutation-mr = Sehr geehrter { $title } { $name }{ $region ->
    [CH] { "" }
   *[other] ,
}
letter-salutation-ms = Sehr geehrte { $title } { $name }{ $region ->
    [CH] { "" }
   *[other] ,
}
letter-closing = { $region ->
    [CH] Freundliche Grüße
   *[other] Mit freundlichen Grüßen
}

offer-subject = Angebot
offer-subject-number = Angebot Nr. { $number }
offer-number = Angebotsnummer
offer-recipient = Empfänger
offer-introduction = { $region ->
    [CH] Gerne
   *[other] gerne
} bieten wir Ihnen { $name } für die Position { $role } an. Grundlage ist Ihr Stellenprofil; jede Aussage zu den Kriterien stützt sich auf den Lebenslauf.
offer-introduction-no-role = { $region ->
    [CH] Gerne
   *[other] gerne
} bieten wir Ihnen { $name } an. Jede Aussage zu den Kriterien stützt sich auf den Lebenslauf.
offer-introduction-no-name = bieten wir Ihnen gerne an.
offer-why = Was für diese Besetzung spricht
offer-open-musts = Noch offen oder nicht erfüllt
offer-terms = Konditionen
offer-role = Position
offer-candidate = Vorgeschlagene Person
offer-contract-form = Vertragsform
offer-licence = Bewilligung Nr. { $number }
offer-workload = Pensum
offer-start = Beginn
offer-duration = Dauer
offer-rate = Ansatz
offer-fee = Honorar
offer-fee-text = { $percent } des Jahresgehalts
offer-planned = Geplanter Aufwand
offer-planned-text = { $hours } Stunden ({ $day } pro Tag)
offer-estimate = Richtwert gesamt
offer-estimate-note = Schätzung, kein Kostendach
offer-ceiling = Kostendach
offer-vat = Mehrwertsteuer
offer-vat-domestic = zuzüglich { $rate } MWST
offer-vat-reverse = nicht steuerbar, Steuerschuldnerschaft des Leistungsempfängers (Reverse Charge)
offer-expenses = Spesen
offer-surcharges = Zuschläge
offer-notice = Kündigung
offer-subcontracting = Unterakkord
offer-payment = Zahlung
offer-payment-days = { $n ->
    [one] innert { $n } Tages netto
   *[other] innert { $n } Tagen netto
}
offer-criteria = Ihre Kriterien
offer-valid-until = Gültigkeit
offer-valid = Dieses Angebot gilt bis { $date }.
offer-binding = Es ist verbindlich.
offer-subject-to-availability = Es ist freibleibend; die Verfügbarkeit bleibt vorbehalten.
offer-outlook = Für Fragen und ein Gespräch mit { $name } sind wir gerne für Sie da.
offer-outlook-no-name = Für Fragen und ein Gespräch mit der vorgeschlagenen Person sind wir gerne für Sie da.
offer-acceptance = Annahme
offer-acceptance-text = Wir nehmen das Angebot zu den genannten Konditionen an.
contract-leasing = Personalverleih
contract-services = Dienstleistungsvertrag (Auftrag)
contract-work = Werkvertrag
contract-placement = Personalvermittlung
contract-payroll = Payrolling
rate-hour = pro Stunde
rate-day = pro Tag
rate-month = pro Monat
rate-fee = Vermittlungshonorar
client-to-be-clarified = Im Lebenslauf nicht erwähnt; wir klären es gerne.

form-place-date = Ort, Datum
form-name = Name
form-signature = Unterschrift
form-name-signature = Name, Unterschrift
form-reason = Begründung

table-id = Nr.
table-class = Art
table-criterion = Kriterium
table-status = Status
table-reason = Begründung
table-reason-and-quotes = Begründung und Belege

class-must = Muss
class-should = Soll
class-soft = Persönlich
class-other = Weitere

verdict-met = erfüllt
verdict-partly-met = teilweise erfüllt
verdict-potentially-met = evtl. erfüllt
verdict-not-met = nicht erfüllt
verdict-not-stated = nicht erwähnt
verdict-needs-review = zu prüfen

reason-found = Belegt: { $terms }.
reason-found-partly = Belegt: { $terms }. Nicht belegt: { $missing }.
reason-related = Verwandt mit { $asked }: { $found }.
reason-months = { $found } Monate belegt ({ $words }), verlangt { $asked }: { $periods }.
reason-bounds = Nur Jahre angegeben: mindestens { $least }, höchstens { $most } Monate.
reason-year-precision = Mindestens ein Zeitraum nennt nur Jahre.
reason-if-still-open = Gezählt bis zum Datum des Lebenslaufs; dauert die Stelle an, sind es { $months }.
reason-workload = Pensum dabei: { $list }.
reason-undated = Genannt, aber ohne datierte Station; verlangt sind { $words }.
reason-level = { $language }: { $found }; verlangt: { $asked }.
reason-level-any = { $language }: { $found }.
reason-degree-fits = Abschluss belegt: { $found }.
reason-degree-lower = Der Abschluss { $found } liegt unter der verlangten Stufe.
reason-degree-other-kind = Gleiche Stufe, andere Art: { $found }.
reason-degree-adjacent-field = Verlangte Stufe in einem verwandten Fach: { $found }.
reason-degree-other-field = Verlangte Stufe in einem anderen Fach: { $found }.
reason-degree-in-progress = Noch nicht abgeschlossen: { $found }.
reason-fact = Angegeben: { $found }.
reason-count-people = Führt oder führte { $found } Personen; verlangt sind { $asked }.
reason-count-money = Verantwortet bis { $found }; verlangt sind { $asked }.
reason-count-notice = Kündigungsfrist { $found } Monate; höchstens { $asked }.
reason-negated = Der Lebenslauf verneint es: { $found }.
reason-silent = Der Lebenslauf sagt dazu nichts.
reason-unclear = Muss von einer Person beurteilt werden.
reason-person = Entscheid von { $name }: { $text }

recommendation-go = Vorstellen
recommendation-maybe = Vorher klären
recommendation-no-go = Nicht vorstellen
recommendation-not-assessable = nicht beurteilbar

match-title = Matching-Bericht
match-musts-met = Muss-Kriterien erfüllt
match-shoulds-met = Soll-Kriterien erfüllt
match-knockouts = Ausschlusskriterien
match-suggestion = Vorschlag nach Regeln
match-score = Punktzahl
match-arithmetic = Rechnung
match-weights = Gewichte: Muss { $must } %, Soll { $should } %
match-evaluated-on = Stichtag
match-profile-id = Profil-Nr.
match-criteria = Kriterien
match-risks = Risiken
match-next-steps = Nächste Schritte
match-decision = Entscheid
match-note = Die Punktzahl folgt festen Regeln und ist nur ein Hinweis. Den Entscheid trifft eine Person; er ist zu begründen.

coverage-strong = Belegt
coverage-partial = Teilweise belegt
coverage-missing = Offen
severity-high = Hoch
severity-medium = Mittel
severity-low = Tief
risk-knockout = { $id } ist nicht erfüllt: { $text }
risk-open-must = { $id } ist offen: { $text }
risk-experience = { $id }: weniger Erfahrung als verlangt: { $text }
risk-skill = { $id } ist nur zum Teil belegt: { $text }
risk-contradiction = Widerspruch im Lebenslauf bei { $entry }: Zeitangaben passen nicht zusammen.
risk-recency = Die letzte datierte Station endet { $date }.
risk-gap = Lücke im Lebenslauf: { $period }
risk-overqualification = { $id }: deutlich mehr Erfahrung als verlangt: { $text }
step-ask-candidate = { $id }: bei der Kandidatin oder dem Kandidaten nachfragen, ob und seit wann: { $text }
step-ask-for-proof = { $id }: Nachweis verlangen: { $text }
step-clear-with-client = { $id }: mit dem Kunden klären, ob eine Ausnahme möglich ist: { $text }
step-decide = { $id }: von Hand beurteilen: { $text }

dashboard-title = Dashboard
dashboard-coverage = Abdeckung
dashboard-questions = Fragen für das Gespräch
dashboard-timeline = Zeitachse
dashboard-facts = Eckdaten
dashboard-findings = Feststellungen zum Lebenslauf
dashboard-no-profile = Ohne Stellenprofil gibt es keine Beurteilung. Die Angaben unten stammen aus dem Lebenslauf.
dashboard-bar-title = Beitrag jedes Kriteriums zur Punktzahl
dashboard-page = Seite { $page }

feedback-title = Feedback-Bericht
feedback-grade = Gesamturteil
feedback-finding = Feststellung
feedback-ask = Frage
feedback-answer = Antwort
feedback-nothing = Keine Feststellungen.
count-critical = { $n ->
    [one] { $n } kritische Feststellung
   *[other] { $n } kritische Feststellungen
}
count-warnings = { $n ->
    [one] { $n } Warnung
   *[other] { $n } Warnungen
}
count-hints = { $n ->
    [one] { $n } Hinweis
   *[other] { $n } Hinweise
}
finding-critical = Kritisch
finding-warning = Warnung
finding-hint = Hinweis
grade-ready = versandbereit
grade-good = gut, wenige Punkte offen
grade-needs-work = überarbeiten
grade-not-ready = so nicht versenden

candidate-subject = Ihr Lebenslauf: ein paar Fragen
candidate-introduction = { $region ->
    [CH] Vielen
   *[other] vielen
} Dank für Ihren Lebenslauf. Damit wir Sie gut vorstellen können, bitten wir Sie um Antwort auf diese Punkte:
candidate-outlook = Eine kurze Antwort per E-Mail genügt. Vielen Dank für Ihre Mühe.
candidate-nothing = { $region ->
    [CH] Vielen
   *[other] vielen
} Dank für Ihren Lebenslauf. Er ist vollständig; wir haben im Moment keine Fragen.

rule-certificate-no-date = Zertifikat ohne Datum: { $a }
ask-certificate-no-date = Wann haben Sie «{ $a }» erworben, und ist es noch gültig?
rule-contact-email-missing = Keine E-Mail-Adresse gefunden.
ask-contact-email-missing = Unter welcher E-Mail-Adresse erreichen wir Sie?
rule-contact-location-missing = Kein Wohnort gefunden.
ask-contact-location-missing = In welchem Ort wohnen Sie?
rule-contact-name-missing = Kein Name gefunden.
ask-contact-name-missing = Wie lautet Ihr vollständiger Name?
rule-contact-phone-missing = Keine Telefonnummer gefunden.
ask-contact-phone-missing = Unter welcher Nummer erreichen wir Sie am besten?
rule-date-end-unknown = Das Ende ist unklar: { $a }
ask-date-end-unknown = Bis wann waren Sie tätig als { $a }, oder sind Sie es noch?
rule-date-future = Datum in der Zukunft ({ $b }): { $a }
ask-date-future = Stimmt das Datum { $b } bei «{ $a }»?
rule-date-gap = Lücke von { $a } bis { $b }.
ask-date-gap = Was haben Sie von { $a } bis { $b } gemacht?
rule-date-old-document = Der Lebenslauf trägt das Datum { $a }.
ask-date-old-document = Ihr Lebenslauf ist vom { $a }: Was hat sich seither geändert?
rule-date-order = Das Ende liegt vor dem Beginn: { $a }
ask-date-order = Von wann bis wann waren Sie tätig als { $a }?
rule-date-overlap = Zwei Stationen überschneiden sich: { $a } / { $b }
ask-date-overlap = Die Zeiten von «{ $a }» und «{ $b }» überschneiden sich: Waren Sie an beiden Stellen in Teilzeit tätig?
rule-date-start-missing = Kein Beginn: { $a }
ask-date-start-missing = Seit wann sind oder waren Sie tätig als { $a }?
rule-date-year-only = Stationen nur mit Jahreszahlen: { $a }
ask-date-year-only = Können Sie bei den Stationen auch die Monate angeben?
rule-education-degree-missing = Kein Abschluss genannt: { $a }
ask-education-degree-missing = Welchen Abschluss haben Sie an dieser Schule gemacht: { $a }?
rule-education-in-progress = Noch nicht abgeschlossen: { $a }
ask-education-in-progress = Wann schließen Sie diese Ausbildung ab: { $a }?
rule-education-none = Keine Ausbildung gefunden.
ask-education-none = Welche Ausbildung haben Sie abgeschlossen, und wo?
rule-education-school-missing = Keine Schule genannt: { $a }
ask-education-school-missing = An welcher Schule haben Sie diesen Abschluss gemacht: { $a }?
rule-language-level-missing = Sprache ohne Niveau: { $a }
ask-language-level-missing = Wie gut sprechen Sie { $a } (A1 bis C2)?
rule-language-none = Keine Sprachkenntnisse gefunden.
ask-language-none = Welche Sprachen sprechen Sie, und wie gut?
rule-length-long = Der Lebenslauf ist lang ({ $a } Wörter).
rule-personal-availability-missing = Keine Verfügbarkeit genannt.
ask-personal-availability-missing = Ab wann sind Sie verfügbar, und mit welchem Pensum?
rule-personal-sensitive = Der Lebenslauf enthält Angaben, die nicht an Kunden gehen (zum Beispiel das Geburtsdatum); sie werden weggelassen.
rule-read-deceptive-characters = Unsichtbare oder richtungsändernde Zeichen wurden entfernt ({ $a }).
rule-read-europass-differs = Die im PDF eingebetteten Europass-Daten sagen anderes als die Seiten. Gelesen wurden die Seiten.
ask-read-europass-differs = Die Datei enthält Daten, die nicht auf den Seiten stehen. Welche Angaben gelten?
rule-read-hidden-text = Der Lebenslauf enthält unsichtbaren Text ({ $a } Zeichen). Er wurde nicht berücksichtigt.
ask-read-hidden-text = Der Lebenslauf enthält Text, den man nicht sieht. Wie ist er dorthin gekommen?
rule-read-recognised = Der Text wurde aus Bildern erkannt (Seiten: { $a }). Namen, Zahlen und Daten bitte mit dem Original vergleichen.
rule-read-unplaced-lines = Zeilen des Lebenslaufs, die keinem Feld zugeordnet werden konnten: { $a }. Bitte mit dem Original vergleichen.
rule-skills-none = Keine Kenntnisse aufgeführt.
ask-skills-none = Welche Fachkenntnisse und Werkzeuge bringen Sie mit?
rule-skills-unused = Aufgeführt, aber in keiner Station belegt: { $a }
ask-skills-unused = Wo haben Sie diese Kenntnisse eingesetzt: { $a }?
rule-summary-generic = Das Kurzprofil besteht vor allem aus allgemeinen Eigenschaften.
ask-summary-generic = Können Sie im Kurzprofil zwei oder drei konkrete Ergebnisse nennen?
rule-summary-missing = Kein Kurzprofil.
ask-summary-missing = Mögen Sie Ihrem Lebenslauf ein Kurzprofil von zwei bis drei Sätzen voranstellen?
rule-work-employer-missing = Kein Arbeitgeber genannt: { $a }
ask-work-employer-missing = Bei welchem Arbeitgeber waren Sie tätig als { $a }?
rule-work-none = Keine Berufserfahrung gefunden.
ask-work-none = Welche Stellen hatten Sie bisher, und von wann bis wann?
rule-work-tasks-missing = Keine Aufgaben genannt: { $a }
ask-work-tasks-missing = Was waren Ihre wichtigsten Aufgaben und Ergebnisse als { $a }?
rule-certificate-expired = Laut Lebenslauf abgelaufen ({ $b }): { $a }
ask-certificate-expired = Haben Sie «{ $a }» (gültig bis { $b }) erneuert?
rule-contact-email-odd = Die E-Mail-Adresse hat nicht die übliche Form.
ask-contact-email-odd = Wie lautet Ihre E-Mail-Adresse genau?
rule-contact-email-several = Mehrere E-Mail-Adressen in den Kontaktangaben ({ $a }).
ask-contact-email-several = An welche Ihrer E-Mail-Adressen dürfen wir schreiben?
rule-contact-label-missing = Keine Berufsbezeichnung unter dem Namen.
ask-contact-label-missing = Welche Berufsbezeichnung soll unter Ihrem Namen stehen?
rule-contact-name-case = Der Name ist ganz in Groß- oder in Kleinbuchstaben geschrieben.
ask-contact-name-case = Wie schreibt sich Ihr Name mit Groß- und Kleinbuchstaben?
rule-contact-name-differs = Der Name ist auf zwei Arten geschrieben: { $a } / { $b }
ask-contact-name-differs = Welche Schreibweise Ihres Namens ist richtig: «{ $a }» oder «{ $b }»?
rule-contact-phone-format = Die Telefonnummer hat keine Landesvorwahl.
rule-date-education-order = Das Ende der Ausbildung liegt vor ihrem Beginn: { $a }
ask-date-education-order = Von wann bis wann dauerte diese Ausbildung: { $a }?
rule-date-gap-now = Nichts genannt seit { $a }.
ask-date-gap-now = Was haben Sie seit { $a } gemacht?
rule-date-implausible = Unwahrscheinliches Datum oder unwahrscheinliche Dauer ({ $b }): { $a }
ask-date-implausible = Stimmt die Zeitangabe bei «{ $a }» ({ $b })?
rule-date-mixed-precision = Nur eines der beiden Daten nennt den Monat: { $a }
ask-date-mixed-precision = Von welchem bis zu welchem Monat waren Sie tätig als { $a }?
rule-date-order-of-stations = Die neueste Station steht nicht zuoberst: { $a } steht unter { $b }
rule-education-date-missing = Ausbildung ohne Zeitangabe: { $a }
ask-education-date-missing = Von wann bis wann haben Sie diese Ausbildung gemacht: { $a }?
rule-language-level-not-cefr = Niveau nicht als A1 bis C2 angegeben, gelesen als { $b }: { $a }
ask-language-level-not-cefr = Welches Niveau (A1 bis C2) haben Sie in { $a }?
rule-length-short = Der Lebenslauf ist kurz ({ $a } Wörter).
rule-personal-children = Der Lebenslauf erwähnt Kinder; das gehört nicht in Unterlagen für Kunden.
rule-personal-civil-status = Der Lebenslauf nennt den { $region ->
    [CH] Zivilstand
   *[other] Familienstand
}; das gehört nicht in Unterlagen für Kunden.
rule-personal-health = Der Lebenslauf macht Angaben zur Gesundheit; das gehört nicht in Unterlagen für Kunden.
rule-personal-nationality-without-permit = Keine { $region ->
    [CH] Aufenthalts- oder Arbeitsbewilligung
   *[other] Aufenthalts- oder Arbeitserlaubnis
} genannt.
ask-personal-nationality-without-permit = Welche { $region ->
    [CH] Aufenthalts- oder Arbeitsbewilligung
   *[other] Aufenthalts- oder Arbeitserlaubnis
} haben Sie, und bis wann gilt sie?
rule-personal-referees = Der Lebenslauf enthält Kontaktangaben von Referenzpersonen; das gehört nicht in Unterlagen für Kunden.
ask-personal-referees = Sind Ihre Referenzpersonen damit einverstanden, dass wir mit ihnen Kontakt aufnehmen?
rule-personal-religion = Der Lebenslauf nennt eine Religion; das gehört nicht in Unterlagen für Kunden.
rule-personal-salary = Der Lebenslauf nennt einen Lohn oder Ansatz; das gehört nicht in Unterlagen für Kunden.
rule-personal-social-security = Der Lebenslauf enthält eine Sozialversicherungsnummer; das gehört nicht in Unterlagen für Kunden.
rule-skills-duplicate = Doppelt aufgeführt: { $a }
rule-skills-too-many = Sehr viele Kenntnisse aufgeführt ({ $a }).
ask-skills-too-many = Welche zehn Ihrer Kenntnisse sind für Ihre nächste Stelle die wichtigsten?
rule-summary-long = Das Kurzprofil ist lang ({ $a } Wörter).
ask-summary-long = Können Sie das Kurzprofil auf drei bis vier Sätze kürzen?
rule-summary-short = Das Kurzprofil ist kurz ({ $a } Wörter).
ask-summary-short = Können Sie das Kurzprofil auf zwei bis drei Sätze ausbauen?
rule-work-position-missing = Keine Funktion genannt: { $a }
ask-work-position-missing = Welche Funktion hatten Sie an dieser Stelle: { $a }?
rule-work-task-long = Eine der Aufgaben ist sehr lang: { $a }
rule-work-tasks-generic = Aufgaben nur allgemein genannt: { $a }
ask-work-tasks-generic = Welche Aufgaben hatten Sie im Einzelnen als { $a }?
rule-work-technologies-missing = Keine Werkzeuge oder Methoden genannt: { $a }
ask-work-technologies-missing = Mit welchen Werkzeugen und Methoden haben Sie gearbeitet als { $a }?

ranking-title = Rangliste
ranking-candidate = Kandidatur
ranking-score = Punkte
ranking-suggestion = Vorschlag der Regeln
ranking-knockouts = Ausschluss
ranking-unread = Nicht gelesen
ranking-note = Die Reihenfolge folgt Regeln und Belegen, nicht einer Person. Wer vorgestellt wird, entscheidet ein Mensch; jedes Urteil lässt sich mit seinem Beleg prüfen und mit Begründung ändern.
comparison-scroll = Die Tabelle lässt sich seitlich verschieben.
criterion-ruled = Urteil der Regeln: { $verdict }. { $reason }
client-checked = Von uns geprüft.
why-go = Kein Muss-Kriterium ist offen oder nicht erfüllt, und die Punktzahl erreicht { $bound }.
why-maybe-one = Ein Muss-Kriterium ist nicht erfüllt ({ $ids }), die Punktzahl erreicht aber { $bound }.
why-maybe-open = { $n ->
    [one] { $ids } ist noch zu klären
   *[other] { $ids } sind noch zu klären
}; kein Muss-Kriterium gilt als nicht erfüllt.
why-maybe-below = Kein Muss-Kriterium ist offen oder nicht erfüllt, die Punktzahl erreicht { $bound } aber nicht.
why-maybe-reach = Noch offen: { $ids }. Ist alles davon erfüllt, erreicht die Punktzahl { $bound }.
why-no-go-several = { $n } Muss-Kriterien sind nicht erfüllt: { $ids }.
why-no-go-one = Ein Muss-Kriterium ist nicht erfüllt ({ $ids }), und die Punktzahl erreicht { $bound } nicht.
why-no-go-few = Weniger als die Hälfte der Muss-Kriterien ist ganz oder teilweise erfüllt, und die Punktzahl erreicht { $bound } nicht.
why-no-go-reach = Auch wenn sich alle offenen Muss-Kriterien als erfüllt erweisen, erreicht die Punktzahl { $bound } nicht.
why-no-go-below = Die Punktzahl erreicht { $bound } nicht.
why-not-assessable = Kein Muss- und kein Soll-Kriterium lässt sich beurteilen.

dashboard-skip = Zum Inhalt springen
dashboard-sections = Abschnitte
dashboard-overview = Auf einen Blick
dashboard-job = Stelle
dashboard-client = Kunde
dashboard-place = Arbeitsort
dashboard-candidate = Person
dashboard-open-musts = Noch nicht erfüllte Muss-Kriterien
dashboard-more = { $n ->
    [one] { $n } weiteres Kriterium
   *[other] { $n } weitere Kriterien
}
dashboard-decided = Von einer Person entschieden: { $ids }.
dashboard-of-hundred = von 100
dashboard-not-reached = nicht erreicht
dashboard-bound = ab { $bound }: { $word }
dashboard-points = Punkte
dashboard-share = Anteil { $share }
dashboard-show = Anzeigen
dashboard-show-all = Alle
dashboard-show-open = Offen
dashboard-show-met = Erfüllt
dashboard-parts = Teilforderungen
dashboard-paragraph = Absatz { $number }
dashboard-line = Zeile { $number }
dashboard-no-risks = Nach den Regeln keine.
dashboard-rank-must = Unbedingt klären
dashboard-rank-should = Nach Möglichkeit klären
dashboard-rank-may = Bei Gelegenheit klären
dashboard-kind = Art
dashboard-employment = Tätigkeit
dashboard-apprenticeship = Lehre
dashboard-internship = Praktikum
dashboard-student-work = Arbeit im Studium
dashboard-service = Dienst
dashboard-project = Projekt
dashboard-school = Ausbildung
dashboard-gap = Lücke
dashboard-gap-now = Lücke bis heute
dashboard-overlap = Überschneidung
dashboard-overlap-of = { $a } / { $b }
dashboard-workload = Pensum { $percent }
dashboard-undated = ohne Zeitangabe
dashboard-count-gaps = { $n ->
    [0] Keine Lücke von mehr als { $months } Monaten
    [one] Eine Lücke von mehr als { $months } Monaten
   *[other] { $n } Lücken von mehr als { $months } Monaten
}
dashboard-count-overlaps = { $n ->
    [0] keine Überschneidung von mehr als { $months } Monaten
    [one] eine Überschneidung von mehr als { $months } Monaten
   *[other] { $n } Überschneidungen von mehr als { $months } Monaten
}
dashboard-gaps-unknown = Mindestens eine Station nennt nur Jahre; Lücken lassen sich daraus nicht lesen
dashboard-overlaps-more = { $n ->
    [one] Eine weitere Überschneidung ist nicht aufgeführt.
   *[other] { $n } weitere Überschneidungen sind nicht aufgeführt.
}
dashboard-skills = Kenntnisse
dashboard-skills-title = Kenntnisse nach Dauer und letztem Einsatz
dashboard-skills-rest = Weitere Kenntnisse ({ $n })
dashboard-skill = Kenntnis
dashboard-skill-tool = Technologie
dashboard-skill-method = Methode
dashboard-skill-task = Aufgabe
dashboard-skill-topic = Fachgebiet
dashboard-skill-other = Weiteres
dashboard-duration = Dauer
dashboard-chart = Dauer als Balken
dashboard-last-use = Zuletzt eingesetzt
dashboard-in-use = bis heute
dashboard-listed = nur genannt
dashboard-no-dates = ohne Dauer
template-title = Vorlage
template-remark-tags = Diese Vorlage füllt dossier aus: ein Wert steht zwischen doppelten geschweiften Klammern. Schrift, Farben und Abstände bleiben, wie sie hier sind. Bemerkungen wie diese fallen weg.
template-remark-loops = Schleifen und Bedingungen in einem eigenen Absatz wiederholen oder streichen die Absätze dazwischen; in einer Tabellenzeile wiederholen sie die Zeile. Leere Werte sind wie nein.
template-remark-check = Prüfen: dossier template check DATEI nennt unbekannte Felder mit ihrer Stelle und Felder, die nie vorkommen.
template-remark-further = Weitere Felder, die diese Vorlage nicht zeigt: { $fields }
offer-introduction-shortlist = { $region ->
    [CH] Gerne
   *[other] gerne
} bieten wir Ihnen { $n ->
    [one] eine Person
   *[other] { $n } Personen
} für die Position { $role } an. Grundlage ist Ihr Stellenprofil.
offer-introduction-shortlist-no-role = { $region ->
    [CH] Gerne
   *[other] gerne
} bieten wir Ihnen { $n ->
    [one] eine Person
   *[other] { $n } Personen
} an.
offer-shortlist = Unser Vorschlag
offer-candidate-number = Vorschlag { $number }
offer-why-person = Was für { $name } spricht
offer-also-met = Ebenfalls erfüllt
offer-outlook-shortlist = Für Fragen und für Gespräche mit den vorgeschlagenen Personen sind wir gerne für Sie da.
offer-acceptance-shortlist = Wir nehmen das Angebot zu den genannten Konditionen an für:
offer-end = Ende
offer-planned-days = { $n ->
    [one] { $days } Tag zu { $day } Stunden
   *[other] { $days } Tage zu { $day } Stunden
}
offer-planned-months = { $n ->
    [one] { $months } Monat
   *[other] { $months } Monate
}
offer-planned-calendar = { $n ->
    [one] { $n } Arbeitstag
   *[other] { $n } Arbeitstage
} ({ $place }), Pensum { $percent }
offer-estimate-excluded = ohne MWST, Spesen und Zuschläge
offer-estimate-workload = gerechnet mit einem Pensum von { $percent }
offer-vat-since = (Satz gültig seit { $date })
offer-vat-zero = es fällt keine Mehrwertsteuer an
offer-vat-abroad = bei uns nicht steuerbar, da der Ort der Leistung im Ausland liegt; die Steuer schulden Sie nach dem Recht Ihres Landes (Reverse Charge)
offer-vat-number = unsere MWST-Nummer: { $number }
offer-chain-none = keine weiteren Firmen zwischen uns und der eingesetzten Person
offer-legal = Rechtliche Hinweise

cover-candidate = unserer Kandidatin oder unserem Kandidaten
cover-subject = { $role }: Unterlagen zu { $name }
cover-subject-no-role = Unterlagen zu { $name }
cover-introduction = { $region ->
    [CH] Gerne
   *[other] gerne
} sende ich Ihnen die Unterlagen zu { $name } für die Position { $role }.
cover-introduction-no-role = { $region ->
    [CH] Gerne
   *[other] gerne
} sende ich Ihnen die Unterlagen zu { $name }.
cover-enclosed = Die Unterlagen liegen dieser Nachricht bei.
cover-link = Sie finden die Unterlagen unter diesem Link:
cover-outlook = Passt das Profil? Dann stelle ich den Kontakt her und kläre offene Punkte mit Ihnen.
