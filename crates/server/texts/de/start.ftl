title = Start
empty-title = Hier erscheinen die Unterlagen
empty-text = Aus Lebenslauf und Stellenprofil entstehen Kandidatenprofil, Abgleich, Angebot und Rückmeldung. Aufträge kommen zurzeit über die Schnittstelle dieses Servers herein.
api = Schnittstelle ansehen
