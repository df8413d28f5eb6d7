title = Exploitation
sweep = Nettoyer maintenant
swept-nothing = Nettoyé ; rien à faire.
swept-something = Nettoyé.
swept-failed = Tout n’a pas réussi :
state = État
storage = Stockage
database = Base de données
teams = Équipes
fine = En ordre
away = En défaut
passing = Prend fin avec le programme
probe-hint = Toutes les promesses du stockage sont vérifiées par
queue = File d’attente
waiting = En attente
handed = En cours
repeated = Répétés
failed = Abandonnés
minutes = { $n ->
    [one] depuis { $n } minute
   *[other] depuis { $n } minutes
    }
no-queue = La base de données n’en dit rien pour l’instant.
limits = Limites
limit-files = Fichiers d’une requête
limit-request = Taille d’une requête
limit-part = Taille d’un fichier
limit-jobs = Tâches ouvertes d’une équipe
limit-attempts = Essais d’une tâche
limit-sweep = Intervalle des nettoyages
backup = Sauvegarde
backup-text = Une sauvegarde réunit base de données et stockage. Sur le serveur :
