title-live = En cours
title-review = Prêt à vérifier
title-failed = Cela n’a pas abouti
title-cancelled = Arrêté
state-queued = en attente
state-reading = lecture
state-understanding = compréhension
state-review = à vérifier
state-assessing = appréciation
state-generating = rédaction
state-sealed = terminé
state-failed = échec
state-cancelled = arrêté
no-label = Nouveau CV
steps = Étapes
step-reading = Lire les fichiers
step-understanding = Comprendre les données
step-assessing = Comparer au profil
step-generating = Rédiger les documents
step-sealing = Mettre en sûreté
step-waits = à venir
step-runs = en cours
step-done = terminé
step-failed = échec
step-stopped = arrêté
result-files = { $n ->
    [one] 1 fichier
   *[other] { $n } fichiers
}
result-papers = { $n ->
    [one] 1 document
   *[other] { $n } documents
}
attempt = Essai { $n }
files = Fichiers
cancel = Arrêter
again = Réessayer
to-start = Vers l’accueil
to-batch = Tous ensemble
to-review = Vérifier maintenant
review-text = Les données sont lues. Vérifiez-les ; les documents suivront.
leave = Vous pouvez quitter la page ; le travail continue et le résultat sera ici.
away = Pas de connexion. Le travail continue sur le serveur ; la page réessaie d’elle-même.
batch = Commencés ensemble
batch-of = { $n } sur { $all } sont terminés.
known = Vous avez déjà rencontré cette personne
known-runs = Dossiers précédents :
known-run = dossier { $n }
known-persons = Peut-être la même personne :
known-person = personne { $n }
known-sent = { $n ->
    [one] Au cours de l’année écoulée, la personne a déjà été présentée une fois à ce client.
   *[other] Au cours de l’année écoulée, la personne a déjà été présentée { $n } fois à ce client.
}
fail-empty = Un fichier est vide. Ouvrez-le, enregistrez-le à nouveau et renvoyez-le.
fail-no-text = Un fichier est une image sans texte lisible. Prenez le fichier d’origine ou collez le texte.
fail-encrypted = Un fichier est protégé par un mot de passe. Enregistrez-le sans et renvoyez-le.
fail-broken = Un fichier est endommagé. Ouvrez-le dans son programme, enregistrez-le à nouveau et renvoyez-le.
fail-kind = Ce type de fichier n’est pas lu. Prenez PDF, DOCX ou TXT.
fail-large = Un fichier est trop long. Prenez seulement les pages nécessaires.
fail-leak = Les documents anonymes auraient contenu un élément qui révèle la personne ; rien n’a été produit. Vérifiez les données ou prenez un dossier avec le nom.
fail-gave-up = Plusieurs essais ont échoué. Réessayez plus tard.
fail-no-files = Les fichiers ont été supprimés après le délai. Renvoyez-les.
fail-offer = Aucune offre ne peut être faite avec ces données. Vérifiez la forme du contrat, le lieu de travail et la marque, puis recommencez.
fail-library = La marque, le modèle ou le lexique de l’équipe est inutilisable. La personne qui gère l’équipe peut le remplacer.
fail-storage = Le stockage était inaccessible. Vos fichiers sont là ; réessayez.
fail-other = Un imprévu a arrêté le travail. Réessayez ; sinon, indiquez le code ci-dessous en le signalant.
