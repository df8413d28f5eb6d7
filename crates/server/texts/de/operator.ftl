title = Betrieb
sweep = Jetzt aufräumen
swept-nothing = Aufgeräumt; es gab nichts zu tun.
swept-something = Aufgeräumt.
swept-failed = Nicht alles ging:
state = Stand
storage = Ablage
database = Datenbank
teams = Teams
fine = In Ordnung
away = Gestört
passing = Endet mit dem Programm
probe-hint = Alle Zusagen der Ablage prüft
queue = Warteschlange
waiting = Wartend
handed = In Arbeit
repeated = Wiederholt
failed = Aufgegeben
minutes = { $n ->
    [one] seit { $n } Minute
   *[other] seit { $n } Minuten
    }
no-queue = Die Datenbank sagt zurzeit nichts darüber.
limits = Grenzen
limit-files = Dateien einer Anfrage
limit-request = Größe einer Anfrage
limit-part = Größe einer Datei
limit-jobs = Offene Aufträge eines Teams
limit-attempts = Versuche eines Auftrags
limit-sweep = Abstand des Aufräumens
backup = Sicherung
backup-text = Eine Sicherung fasst Datenbank und Ablage zusammen. Auf dem Server:
