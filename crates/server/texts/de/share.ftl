title = Unterlagen
heading-pack = Unterlagen für Sie
heading-one = Ein Dokument für Sie
until = Der Link gilt bis { $time }.
file = Datei
password = Passwort
password-hint = Sie haben es von der Person erhalten, die Ihnen den Link gab.
password-needed = Geben Sie das Passwort ein.
password-wrong = Dieses Passwort gehört nicht zu diesem Link.
load-pack = Unterlagen laden (ZIP)
load-one = Dokument laden
confidential = Die Unterlagen sind vertraulich. Geben Sie den Link nicht weiter.
uses-left = { $n ->
    [one] Er kann noch einmal benutzt werden.
   *[other] Er kann noch { $n } Mal benutzt werden.
}
