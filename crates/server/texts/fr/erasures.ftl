title-runs = 
    { $n ->
        [one] Supprimer { $n } analyse
       *[other] Supprimer { $n } analyses
    }
title-person = Supprimer une personne et tout ce qui la concerne
warning = C’est irréversible. Téléchargez d’abord ce dont vous avez encore besoin.
goes = Ce qui est supprimé
goes-too = Ainsi que tous les fichiers, documents, versions, liens et mots de recherche. Il reste un reçu de numéros et d’empreintes.
is-held = conservée
is-shared = Elle concerne aussi d’autres personnes.
rows-submissions = Présentations
rows-links = Liens
rows-consents = Consentements
rows-comments = Commentaires
rows-decisions = Décisions
reason = Motif
reason-candidate = La personne l’a demandé
reason-desk = Nous n’en avons plus besoin
reason-mistake = C’est arrivé par erreur
reason-retention = Le délai est écoulé
type-word = Pour confirmer, tapez : { $word }
word = supprimer
erase = Supprimer définitivement
cancel = Annuler
back = Retour
fault-word = Ce n’est pas le mot.
fault-held = Une conservation légale retient ces données. Levez-la d’abord.
what = Quoi
kind-run = Analyse
kind-person = Personne
state = État
state-done = supprimé
state-requested = en cours
asked = Demandée
finished = Terminée
export = Télécharger la liste
empty-title = Rien n’a encore été supprimé
empty-text = Chaque suppression figure ensuite ici avec son reçu : quand, pourquoi, combien de fichiers, quelles empreintes.
receipt = Reçu de suppression
receipt-text = Le reçu ne contient rien sur la personne : seulement des numéros, tailles, empreintes et dates.
save = Télécharger le reçu
look-again = Revoir
under-way = Personne ne voit plus les données. Les fichiers et les lignes sont en cours de retrait.
count-runs = Analyses
count-objects = Fichiers
count-bytes = Octets
number = Numéro
objects = Fichiers supprimés
ahead = Dans les { $days } prochains jours.
rule = 
    { $n ->
        [one] Les analyses restent { $n } mois après la clôture, sinon après la dernière activité. { $reason }
       *[other] Les analyses restent { $n } mois après la clôture, sinon après la dernière activité. { $reason }
    }
none-due-title = Rien à venir
none-due-text = Rien n’est supprimé automatiquement dans ce délai.
why = Délai depuis
since-closed = clôture
since-active = dernière activité
hold = Conservation
