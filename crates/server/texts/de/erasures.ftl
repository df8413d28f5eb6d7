title-runs = 
    { $n ->
        [one] { $n } Lauf löschen
       *[other] { $n } Läufe löschen
    }
title-person = Person mit allem löschen
warning = Das lässt sich nicht rückgängig machen. Laden Sie vorher, was Sie noch brauchen.
goes = Was gelöscht wird
goes-too = Dazu alle Dateien, Dokumente, Fassungen, Links und Suchwörter. Es bleibt eine Quittung aus Nummern und Prüfsummen.
is-held = Vorbehalt
is-shared = Es geht darin auch um andere Personen.
rows-submissions = Vorstellungen
rows-links = Links
rows-consents = Einwilligungen
rows-comments = Kommentare
rows-decisions = Entscheide
reason = Grund
reason-candidate = Die Person hat es verlangt
reason-desk = Wir brauchen es nicht mehr
reason-mistake = Es kam aus Versehen herein
reason-retention = Die Frist ist um
type-word = Tippen Sie zur Bestätigung: { $word }
word = löschen
erase = Endgültig löschen
cancel = Abbrechen
back = Zurück
fault-word = Das ist nicht das Wort.
fault-held = Ein Vorbehalt hält diese Daten fest. Heben Sie ihn zuerst auf.
what = Was
kind-run = Lauf
kind-person = Person
state = Stand
state-done = gelöscht
state-requested = läuft
asked = Verlangt
finished = Erledigt
export = Liste laden
empty-title = Noch nichts gelöscht
empty-text = Jede Löschung steht danach hier mit ihrer Quittung: wann, warum, wie viele Dateien, welche Prüfsummen.
receipt = Quittung der Löschung
receipt-text = Die Quittung enthält keine Angaben zur Person: nur Nummern, Größen, Prüfsummen und Zeiten.
save = Quittung laden
look-again = Noch einmal sehen
under-way = Niemand sieht die Daten mehr. Dateien und Zeilen werden gerade entfernt.
count-runs = Läufe
count-objects = Dateien
count-bytes = Bytes
number = Nummer
objects = Gelöschte Dateien
ahead = In den nächsten { $days } Tagen.
rule = 
    { $n ->
        [one] Läufe bleiben { $n } Monat nach dem Abschluss, sonst nach der letzten Änderung. { $reason }
       *[other] Läufe bleiben { $n } Monate nach dem Abschluss, sonst nach der letzten Änderung. { $reason }
    }
none-due-title = Nichts steht an
none-due-text = In dieser Zeit wird nichts von selbst gelöscht.
why = Frist seit
since-closed = Abschluss
since-active = letzter Änderung
hold = Vorbehalt
