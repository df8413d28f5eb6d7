title-live = In Arbeit
title-review = Bereit zur Prüfung
title-failed = Das hat nicht geklappt
title-cancelled = Angehalten
state-queued = wartet
state-reading = liest
state-understanding = versteht
state-review = zu prüfen
state-assessing = gleicht ab
state-generating = schreibt
state-sealed = fertig
state-failed = gescheitert
state-cancelled = angehalten
no-label = Neuer Lebenslauf
steps = Schritte
step-reading = Dateien lesen
step-understanding = Angaben verstehen
step-assessing = Mit dem Profil abgleichen
step-generating = Unterlagen schreiben
step-sealing = Sicher ablegen
step-waits = steht noch an
step-runs = läuft
step-done = fertig
step-failed = gescheitert
step-stopped = angehalten
result-files = { $n ->
    [one] 1 Datei
   *[other] { $n } Dateien
}
result-papers = { $n ->
    [one] 1 Unterlage
   *[other] { $n } Unterlagen
}
attempt = Versuch { $n }
files = Dateien
cancel = Anhalten
again = Noch einmal versuchen
to-start = Zum Start
to-batch = Alle zusammen
to-review = Jetzt prüfen
review-text = Die Angaben sind gelesen. Prüfen Sie sie; danach entstehen die Unterlagen.
leave = Sie können die Seite verlassen; es geht weiter, und hier steht danach das Ergebnis.
away = Keine Verbindung. Es geht auf dem Server weiter; die Seite versucht es von selbst wieder.
batch = Gemeinsam begonnen
batch-of = { $n } von { $all } sind zu Ende.
known = Diese Person ist Ihnen schon begegnet
known-runs = Frühere Aufträge:
known-run = Auftrag { $n }
known-persons = Vielleicht dieselbe Person:
known-person = Person { $n }
known-sent = { $n ->
    [one] Im letzten Jahr wurde die Person dieser Kundschaft schon einmal vorgestellt.
   *[other] Im letzten Jahr wurde die Person dieser Kundschaft schon { $n } Mal vorgestellt.
}
fail-empty = In einer Datei steht nichts. Öffnen Sie sie, speichern Sie sie neu und laden Sie sie noch einmal hoch.
fail-no-text = Eine Datei ist ein Bild ohne lesbaren Text. Nehmen Sie die ursprüngliche Datei oder fügen Sie den Text ein.
fail-encrypted = Eine Datei hat ein Passwort. Speichern Sie sie ohne Passwort und laden Sie sie noch einmal hoch.
fail-broken = Eine Datei ist beschädigt. Öffnen Sie sie in ihrem Programm, speichern Sie sie neu und laden Sie sie noch einmal hoch.
fail-kind = Diese Art von Datei wird nicht gelesen. Nehmen Sie PDF, DOCX oder TXT.
fail-large = Eine Datei ist zu umfangreich. Nehmen Sie nur die Seiten, die es braucht.
fail-leak = In den anonymen Unterlagen wäre etwas gestanden, das die Person verrät. Deshalb entstand nichts. Prüfen Sie die Angaben oder wählen Sie ein Paket mit Namen.
fail-gave-up = Es wurde mehrmals versucht und gelang nicht. Versuchen Sie es später noch einmal.
fail-no-files = Die Dateien wurden nach der Frist gelöscht. Laden Sie sie noch einmal hoch.
fail-offer = Mit diesen Angaben darf kein Angebot entstehen. Prüfen Sie Vertragsform, Arbeitsort und Marke und beginnen Sie noch einmal.
fail-library = Marke, Vorlage oder Wortliste des Teams lässt sich nicht verwenden. Wer das Team verwaltet, kann sie ersetzen.
fail-storage = Der Speicher war nicht erreichbar. Ihre Dateien sind da; versuchen Sie es noch einmal.
fail-other = Etwas Unerwartetes hielt die Arbeit an. Versuchen Sie es noch einmal; nennen Sie sonst den Code unten, wenn Sie es melden.
