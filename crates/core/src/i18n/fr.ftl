# French. No-break spaces stand before double signs where the custom wants them.

page-of = Page { $page } sur { $pages }
mark = à vérifier
none = aucun
draft = Projet – les indications ouvertes sont marquées en jaune
period-since = depuis { $date }
count-years = { $n ->
    [one] { $n } an
   *[other] { $n } ans
}
count-months = { $n ->
    [one] { $n } mois
   *[other] { $n } mois
}
points = { $n ->
    [one] { $n } point
   *[other] { $n } points
}
met-of = { $met } sur { $all }
score-of = { $score } sur 100

file-cv = CV
file-offer = Offre
file-dashboard = Tableau de bord
file-matchmaking = Rapport d'adéquation
file-feedback = Rapport de retour
file-candidate-letter = Questions
file-comparison = Comparaison

level-native = langue maternelle
level-c2 = niveau quasi maternel
level-c1 = courant
level-b2 = bonnes connaissances
level-b1 = niveau intermédiaire
level-a2 = notions
level-a1 = débutant
level-unknown = sans niveau indiqué

cv-title = Curriculum vitae
cv-name = Nom
cv-photo = Photo de { $name }
cv-role = Fonction
cv-period = Période
cv-employer-hidden = Employeur sur demande
cv-own-firm = Entreprise propre
cv-for-role = Proposé pour
cv-residence = Domicile
cv-nationality = Nationalité
cv-permit = Permis
cv-availability = Disponibilité
cv-free-from-day = dès le { $date }
cv-free-from-month = dès { $date }
cv-workload = Taux d'activité
cv-experience-total = Expérience
cv-languages = Langues
cv-driving = Permis de conduire
cv-profile = Profil
cv-skills = Compétences
cv-experience = Expérience professionnelle
cv-projects = Projets et mandats
cv-education = Formation
cv-in-progress = en cours
cv-certificates = Certificats et formations continues
cv-technologies = Technologies :
cv-your-contact = Votre interlocuteur :

letter-place-date = { $place }, le { $date }
letter-salutation = Madame, Monsieur,
letter-salutation-candidate = Bonjour,
letter-salutation-name = Bonjour { $name },
letter-salutation-mr = { $title } { $name },
letter-salutation-ms = { $title } { $name },
letter-closing = Veuillez agréer nos salutations distinguées.

offer-subject = Offre
offer-subject-number = Offre n° { $number }
offer-number = Numéro d'offre
offer-recipient = Destinataire
offer-introduction = Nous avons le plaisir de vous proposer { $name } pour le poste { $role }. Cette offre se fonde sur votre profil de poste ; chaque indication relative aux critères s'appuie sur le CV.
offer-introduction-no-role = Nous avons le plaisir de vous proposer { $name }. Chaque indication relative aux critères s'appuie sur le CV.
offer-introduction-no-name = est la personne que nous avons le plaisir de vous proposer.
offer-why = Ce qui parle en faveur de cette candidature
offer-open-musts = Encore ouvert ou non rempli
offer-terms = Conditions
offer-role = Poste
offer-candidate = Personne proposée
offer-contract-form = Forme du contrat
offer-licence = autorisation n° { $number }
offer-workload = Taux d'activité
offer-start = Début
offer-duration = Durée
offer-rate = Tarif
offer-fee = Honoraires
offer-fee-text = { $percent } du salaire annuel
offer-planned = Volume prévu
offer-planned-text = { $hours } heures ({ $day } par jour)
offer-estimate = Total estimé
offer-estimate-note = estimation, sans plafond
offer-ceiling = plafond des coûts
offer-vat = TVA
offer-vat-domestic = plus { $rate } de TVA
offer-vat-reverse = non imposable, autoliquidation par le preneur
offer-expenses = Frais
offer-surcharges = Suppléments
offer-notice = Délai de résiliation
offer-subcontracting = Sous-traitance
offer-payment = Paiement
offer-payment-days = { $n ->
    [one] net à { $n } jour
   *[other] net à { $n } jours
}
offer-criteria = Vos critères
offer-valid-until = Validité
offer-valid = Cette offre est valable jusqu'au { $date }.
offer-binding = Elle est ferme.
offer-subject-to-availability = Elle est sans engagement, sous réserve de disponibilité.
offer-outlook = Nous restons à votre disposition pour toute question et pour un entretien avec { $name }.
offer-outlook-no-name = Nous restons à votre disposition pour toute question et pour un entretien avec la personne proposée.
offer-acceptance = Acceptation
offer-acceptance-text = Nous acceptons l'offre aux conditions indiquées.
contract-leasing = Location de services
contract-services = Contrat de prestation de services (mandat)
contract-work = Contrat d'entreprise
contract-placement = Placement fixe
contract-payroll = Portage salarial
rate-hour = par heure
rate-day = par jour
rate-month = par mois
rate-fee = honoraires de placement
client-to-be-clarified = Non mentionné dans le CV ; nous clarifions ce point avec la personne proposée.

form-place-date = Lieu, date
form-name = Nom
form-signature = Signature
form-name-signature = Nom, signature
form-reason = Motif

table-id = N°
table-class = Type
table-criterion = Critère
table-status = Statut
table-reason = Motif
table-reason-and-quotes = Motif et citations

class-must = Exigé
class-should = Souhaité
class-soft = Personnel
class-other = Autre

verdict-met = rempli
verdict-partly-met = partiellement rempli
verdict-potentially-met = év. rempli
verdict-not-met = non rempli
verdict-not-stated = non mentionné
verdict-needs-review = à examiner

reason-found = Attesté : { $terms }.
reason-found-partly = Attesté : { $terms }. Non attesté : { $missing }.
reason-related = En rapport avec { $asked } : { $found }.
reason-months = { $found } mois attestés ({ $words }), { $asked } exigés : { $periods }.
reason-bounds = Années seulement : au moins { $least }, au plus { $most } mois.
reason-year-precision = Au moins une période n'indique que des années.
reason-if-still-open = Compté jusqu'à la date du CV ; { $months } si le poste se poursuit.
reason-workload = Taux d'activité : { $list }.
reason-undated = Mentionné, mais sans poste daté ; { $words } sont exigés.
reason-level = { $language } : { $found } ; exigé : { $asked }.
reason-level-any = { $language } : { $found }.
reason-degree-fits = Diplôme attesté : { $found }.
reason-degree-lower = Le diplôme { $found } est au-dessous du niveau exigé.
reason-degree-other-kind = Même niveau, autre type : { $found }.
reason-degree-adjacent-field = Niveau exigé dans un domaine voisin : { $found }.
reason-degree-other-field = Niveau exigé dans un autre domaine : { $found }.
reason-degree-in-progress = Pas encore achevé : { $found }.
reason-fact = Indiqué : { $found }.
reason-count-people = Dirige ou a dirigé { $found } personnes ; { $asked } sont demandées.
reason-count-money = Responsable de montants jusqu'à { $found } ; { $asked } sont demandés.
reason-count-notice = Délai de congé de { $found } mois ; { $asked } au plus.
reason-negated = Le CV le nie : { $found }.
reason-silent = Le CV n'en dit rien.
reason-unclear = À apprécier par une personne.
reason-person = Décision de { $name } : { $text }

recommendation-go = Présenter
recommendation-maybe = Clarifier d'abord
recommendation-no-go = Ne pas présenter
recommendation-not-assessable = non évaluable

match-title = Rapport d'adéquation
match-musts-met = Critères exigés remplis
match-shoulds-met = Critères souhaités remplis
match-knockouts = Critères éliminatoires
match-suggestion = Proposition selon les règles
match-score = Score
match-arithmetic = Calcul
match-weights = pondération : exigé { $must } %, souhaité { $should } %
match-evaluated-on = Date de référence
match-profile-id = N° de profil
match-criteria = Critères
match-risks = Risques
match-next-steps = Prochaines étapes
match-decision = Décision
match-note = Le score suit des règles fixes et n'est qu'une indication. La décision revient à une personne, qui la motive.

coverage-strong = Attesté
coverage-partial = Partiellement attesté
coverage-missing = Ouvert
severity-high = Élevé
severity-medium = Moyen
severity-low = Faible
risk-knockout = { $id } n'est pas rempli : { $text }
risk-open-must = { $id } est ouvert : { $text }
risk-experience = { $id } : moins d'expérience qu'exigé : { $text }
risk-skill = { $id } n'est attesté qu'en partie : { $text }
risk-contradiction = Contradiction dans le CV ({ $entry }) : les dates ou années ne concordent pas.
risk-recency = Le dernier poste daté se termine en { $date }.
risk-gap = Lacune dans le CV : { $period }
risk-overqualification = { $id } : nettement plus d'expérience qu'exigé : { $text }
step-ask-candidate = { $id } : demander au candidat ou à la candidate si et depuis quand : { $text }
step-ask-for-proof = { $id } : demander une attestation : { $text }
step-clear-with-client = { $id } : voir avec le client si une exception est possible : { $text }
step-decide = { $id } : apprécier manuellement : { $text }

dashboard-title = Tableau de bord
dashboard-coverage = Couverture
dashboard-questions = Questions pour l'entretien
dashboard-timeline = Chronologie
dashboard-facts = Données clés
dashboard-findings = Constats sur le CV
dashboard-no-profile = Sans profil de poste, il n'y a rien à évaluer. Les données ci-dessous proviennent du CV.
dashboard-bar-title = Contribution de chaque critère au score
dashboard-page = page { $page }

feedback-title = Rapport de retour
feedback-grade = Appréciation générale
feedback-finding = Constat
feedback-ask = Question
feedback-answer = Réponse
feedback-nothing = Aucun constat.
count-critical = { $n ->
    [one] { $n } point critique
   *[other] { $n } points critiques
}
count-warnings = { $n ->
    [one] { $n } avertissement
   *[other] { $n } avertissements
}
count-hints = { $n ->
    [one] { $n } remarque
   *[other] { $n } remarques
}
finding-critical = Critique
finding-warning = Avertissement
finding-hint = Indication
grade-ready = prêt à l'envoi
grade-good = bon, quelques points ouverts
grade-needs-work = à retravailler
grade-not-ready = ne pas envoyer en l'état

candidate-subject = Votre CV : quelques questions
candidate-introduction = Merci pour votre CV. Afin de bien vous présenter, nous vous prions de répondre aux points suivants :
candidate-outlook = Une brève réponse par courriel suffit. Merci de votre aide.
candidate-nothing = Merci pour votre CV. Il est complet ; nous n'avons pas de question pour l'instant.

rule-certificate-no-date = Certificat sans date : { $a }
ask-certificate-no-date = Quand avez-vous obtenu « { $a } », et est-il encore valable ?
rule-contact-email-missing = Aucune adresse électronique trouvée.
ask-contact-email-missing = À quelle adresse électronique pouvons-nous vous joindre ?
rule-contact-location-missing = Aucun domicile trouvé.
ask-contact-location-missing = Dans quelle localité habitez-vous ?
rule-contact-name-missing = Aucun nom trouvé.
ask-contact-name-missing = Quel est votre nom complet ?
rule-contact-phone-missing = Aucun numéro de téléphone trouvé.
ask-contact-phone-missing = À quel numéro vous joindre au mieux ?
rule-date-end-unknown = La fin n'est pas claire : { $a }
ask-date-end-unknown = Jusqu'à quand avez-vous exercé comme { $a }, ou l'exercez-vous encore ?
rule-date-future = Date dans le futur ({ $b }) : { $a }
ask-date-future = La date { $b } pour « { $a } » est-elle juste ?
rule-date-gap = Lacune de { $a } à { $b }.
ask-date-gap = Qu'avez-vous fait de { $a } à { $b } ?
rule-date-old-document = Le CV est daté de { $a }.
ask-date-old-document = Votre CV date de { $a } : qu'est-ce qui a changé depuis ?
rule-date-order = La fin précède le début : { $a }
ask-date-order = De quand à quand avez-vous exercé comme { $a } ?
rule-date-overlap = Deux postes se chevauchent : { $a } / { $b }
ask-date-overlap = Les périodes de « { $a } » et « { $b } » se chevauchent : les deux postes étaient-ils à temps partiel ?
rule-date-start-missing = Pas de début : { $a }
ask-date-start-missing = Depuis quand exercez-vous, ou avez-vous exercé, comme { $a } ?
rule-date-year-only = Postes indiqués par années seulement : { $a }
ask-date-year-only = Pouvez-vous ajouter les mois à vos postes ?
rule-education-degree-missing = Pas de diplôme indiqué : { $a }
ask-education-degree-missing = Quel diplôme avez-vous obtenu dans cette école : { $a } ?
rule-education-in-progress = Pas encore achevé : { $a }
ask-education-in-progress = Quand achevez-vous cette formation : { $a } ?
rule-education-none = Aucune formation trouvée.
ask-education-none = Quelle formation avez-vous achevée, et où ?
rule-education-school-missing = Pas d'école indiquée : { $a }
ask-education-school-missing = Dans quelle école avez-vous obtenu ce diplôme : { $a } ?
rule-language-level-missing = Langue sans niveau : { $a }
ask-language-level-missing = Quel est votre niveau en { $a } (A1 à C2) ?
rule-language-none = Aucune langue trouvée.
ask-language-none = Quelles langues parlez-vous, et à quel niveau ?
rule-length-long = Le CV est long ({ $a } mots).
rule-personal-availability-missing = Pas de disponibilité indiquée.
ask-personal-availability-missing = À partir de quand êtes-vous disponible, et à quel taux ?
rule-personal-sensitive = Le CV contient des données qui ne vont pas aux clients (comme la date de naissance) ; elles sont omises.
rule-read-deceptive-characters = Des caractères invisibles ou inversant le sens ont été retirés ({ $a }).
rule-read-europass-differs = Les données Europass incluses dans le PDF disent autre chose que les pages. Ce sont les pages qui ont été lues.
ask-read-europass-differs = Le fichier contient des données qui ne figurent pas sur les pages. Lesquelles sont justes ?
rule-read-hidden-text = Le CV contient du texte invisible ({ $a } caractères). Il n'a pas été pris en compte.
ask-read-hidden-text = Le CV contient du texte que l'on ne voit pas. Comment y est-il arrivé ?
rule-read-recognised = Le texte a été reconnu à partir d'images (pages : { $a }). Veuillez comparer noms, chiffres et dates avec l'original.
rule-read-unplaced-lines = Lignes du CV qui n'ont pu être attribuées à aucun champ : { $a }. Veuillez comparer avec l'original.
rule-skills-none = Aucune compétence indiquée.
ask-skills-none = Quelles connaissances et quels outils maîtrisez-vous ?
rule-skills-unused = Indiqué, mais attesté par aucun poste : { $a }
ask-skills-unused = Où avez-vous utilisé ces compétences : { $a } ?
rule-summary-generic = Le profil se compose surtout de qualités générales.
ask-summary-generic = Pouvez-vous citer deux ou trois résultats concrets dans votre profil ?
rule-summary-missing = Pas de profil.
ask-summary-missing = Souhaitez-vous ouvrir votre CV par un profil de deux ou trois phrases ?
rule-work-employer-missing = Pas d'employeur indiqué : { $a }
ask-work-employer-missing = Chez quel employeur avez-vous exercé comme { $a } ?
rule-work-none = Aucune expérience professionnelle trouvée.
ask-work-none = Quels postes avez-vous occupés, et de quand à quand ?
rule-work-tasks-missing = Pas de tâches indiquées : { $a }
ask-work-tasks-missing = Quels étaient vos tâches principales et vos résultats comme { $a } ?
rule-certificate-expired = Échu d'après le CV ({ $b }) : { $a }
ask-certificate-expired = Avez-vous renouvelé « { $a } » (validité : { $b }) ?
rule-contact-email-odd = L'adresse électronique n'a pas la forme habituelle.
ask-contact-email-odd = Quelle est exactement votre adresse électronique ?
rule-contact-email-several = Plusieurs adresses électroniques dans les coordonnées ({ $a }).
ask-contact-email-several = À laquelle de vos adresses électroniques pouvons-nous vous écrire ?
rule-contact-label-missing = Pas de titre professionnel sous le nom.
ask-contact-label-missing = Quel titre professionnel souhaitez-vous voir sous votre nom ?
rule-contact-name-case = Le nom est écrit entièrement en majuscules ou en minuscules.
ask-contact-name-case = Comment votre nom s'écrit-il en majuscules et minuscules ?
rule-contact-name-differs = Le nom est écrit de deux façons : { $a } / { $b }
ask-contact-name-differs = Quelle graphie de votre nom est juste : « { $a } » ou « { $b } » ?
rule-contact-phone-format = Le numéro de téléphone n'a pas d'indicatif international.
rule-date-education-order = La fin de la formation précède son début : { $a }
ask-date-education-order = De quand à quand cette formation a-t-elle duré : { $a } ?
rule-date-gap-now = Rien d'indiqué depuis { $a }.
ask-date-gap-now = Qu'avez-vous fait depuis { $a } ?
rule-date-implausible = Date ou durée invraisemblable ({ $b }) : { $a }
ask-date-implausible = La période de « { $a } » est-elle juste ({ $b }) ?
rule-date-mixed-precision = Une seule des deux dates indique le mois : { $a }
ask-date-mixed-precision = De quel mois à quel mois avez-vous exercé comme { $a } ?
rule-date-order-of-stations = Le poste le plus récent ne figure pas en tête : { $a } figure sous { $b }
rule-education-date-missing = Formation sans dates : { $a }
ask-education-date-missing = De quand à quand avez-vous suivi cette formation : { $a } ?
rule-language-level-not-cefr = Niveau non indiqué de A1 à C2, lu comme { $b } : { $a }
ask-language-level-not-cefr = À quel niveau de A1 à C2 correspondent vos connaissances dans cette langue : { $a } ?
rule-length-short = Le CV est court ({ $a } mots).
rule-personal-children = Le CV mentionne des enfants ; cela n'a pas sa place dans les documents pour les clients.
rule-personal-civil-status = Le CV indique l'état civil ; cela n'a pas sa place dans les documents pour les clients.
rule-personal-health = Le CV contient des indications sur la santé ; cela n'a pas sa place dans les documents pour les clients.
rule-personal-nationality-without-permit = Pas de { $region ->
    [CH] permis de séjour ou de travail indiqué
   *[other] titre de séjour ou d'autorisation de travail indiqués
}.
ask-personal-nationality-without-permit = { $region ->
    [CH] Quel permis de séjour ou de travail avez-vous
   *[other] Quel titre de séjour ou quelle autorisation de travail avez-vous
}, et jusqu'à quand ?
rule-personal-referees = Le CV contient les coordonnées de personnes de référence ; cela n'a pas sa place dans les documents pour les clients.
ask-personal-referees = Vos personnes de référence sont-elles d'accord que nous les contactions ?
rule-personal-religion = Le CV indique une religion ; cela n'a pas sa place dans les documents pour les clients.
rule-personal-salary = Le CV indique un salaire ou un tarif ; cela n'a pas sa place dans les documents pour les clients.
rule-personal-social-security = Le CV contient un numéro de sécurité sociale ; cela n'a pas sa place dans les documents pour les clients.
rule-skills-duplicate = Indiqué deux fois : { $a }
rule-skills-too-many = De très nombreuses compétences indiquées ({ $a }).
ask-skills-too-many = Quelles sont les dix compétences les plus importantes pour votre prochain poste ?
rule-summary-long = Le profil est long ({ $a } mots).
ask-summary-long = Pouvez-vous réduire votre profil à trois ou quatre phrases ?
rule-summary-short = Le profil est court ({ $a } mots).
ask-summary-short = Pouvez-vous étoffer votre profil à deux ou trois phrases ?
rule-work-position-missing = Pas de fonction indiquée : { $a }
ask-work-position-missing = Quelle fonction aviez-vous à ce poste : { $a } ?
rule-work-task-long = L'une des tâches est très longue : { $a }
rule-work-tasks-generic = Tâches indiquées de manière générale seulement : { $a }
ask-work-tasks-generic = Quelles étaient vos tâches en détail comme { $a } ?
rule-work-technologies-missing = Pas d'outils ni de méthodes indiqués : { $a }
ask-work-technologies-missing = Avec quels outils et quelles méthodes avez-vous travaillé comme { $a } ?

ranking-title = Classement
ranking-candidate = Candidature
ranking-score = Points
ranking-suggestion = Proposition des règles
ranking-knockouts = Critères éliminatoires
ranking-unread = Non lus
ranking-note = L'ordre suit des règles et des preuves, non une personne. Une personne décide qui est présenté ; chaque verdict peut être vérifié avec sa citation et modifié avec un motif.
comparison-scroll = Le tableau défile latéralement.
criterion-ruled = Verdict des règles : { $verdict }. { $reason }
client-checked = Vérifié par nos soins.
why-go = Aucun critère exigé n'est ouvert ou non rempli, et le score atteint { $bound }.
why-maybe-one = Un critère exigé n'est pas rempli ({ $ids }), mais le score atteint { $bound }.
why-maybe-open = { $n ->
    [one] { $ids } reste à clarifier
   *[other] { $ids } restent à clarifier
} ; aucun critère exigé n'est jugé non rempli.
why-maybe-below = Aucun critère exigé n'est ouvert ou non rempli, mais le score n'atteint pas { $bound }.
why-maybe-reach = Encore ouvert : { $ids }. Si tout cela est rempli, le score atteint { $bound }.
why-no-go-several = { $n } critères exigés ne sont pas remplis : { $ids }.
why-no-go-one = Un critère exigé n'est pas rempli ({ $ids }), et le score n'atteint pas { $bound }.
why-no-go-few = Moins de la moitié des critères exigés sont remplis en tout ou en partie, et le score n'atteint pas { $bound }.
why-no-go-reach = Même si tous les critères exigés encore ouverts s'avéraient remplis, le score n'atteindrait pas { $bound }.
why-no-go-below = Le score n'atteint pas { $bound }.
why-not-assessable = Aucun critère exigé ou souhaité ne peut être évalué.

dashboard-skip = Aller au contenu
dashboard-sections = Rubriques
dashboard-overview = En un coup d'œil
dashboard-job = Poste
dashboard-client = Client
dashboard-place = Lieu de travail
dashboard-candidate = Candidat ou candidate
dashboard-open-musts = Critères exigés pas encore remplis
dashboard-more = { $n ->
    [one] { $n } autre critère
   *[other] { $n } autres critères
}
dashboard-decided = Décidé par une personne : { $ids }.
dashboard-of-hundred = sur 100
dashboard-not-reached = non atteint
dashboard-bound = dès { $bound } : { $word }
dashboard-points = Points
dashboard-share = part { $share }
dashboard-show = Afficher
dashboard-show-all = Tous
dashboard-show-open = Ouverts
dashboard-show-met = Remplis
dashboard-parts = Éléments du critère
dashboard-paragraph = paragraphe { $number }
dashboard-line = ligne { $number }
dashboard-no-risks = Aucun selon les règles.
dashboard-rank-must = À clarifier absolument
dashboard-rank-should = À clarifier si possible
dashboard-rank-may = À clarifier à l'occasion
dashboard-kind = Type
dashboard-employment = Emploi
dashboard-apprenticeship = Apprentissage
dashboard-internship = Stage
dashboard-student-work = Emploi d'étudiant
dashboard-service = Service
dashboard-project = Projet
dashboard-school = Formation
dashboard-gap = Lacune
dashboard-gap-now = Lacune jusqu'à aujourd'hui
dashboard-overlap = Chevauchement
dashboard-overlap-of = { $a } / { $b }
dashboard-workload = taux d'activité { $percent }
dashboard-undated = sans dates
dashboard-count-gaps = { $n ->
    [0] Aucune lacune de plus de { $months } mois
    [one] Une lacune de plus de { $months } mois
   *[other] { $n } lacunes de plus de { $months } mois
}
dashboard-count-overlaps = { $n ->
    [0] aucun chevauchement de plus de { $months } mois
    [one] un chevauchement de plus de { $months } mois
   *[other] { $n } chevauchements de plus de { $months } mois
}
dashboard-gaps-unknown = Au moins un poste n'indique que des années, ce qui ne permet pas de voir les lacunes
dashboard-overlaps-more = { $n ->
    [one] Un autre chevauchement n'est pas indiqué.
   *[other] { $n } autres chevauchements ne sont pas indiqués.
}
dashboard-skills = Compétences
dashboard-skills-title = Compétences par durée et dernier usage
dashboard-skills-rest = Autres compétences ({ $n })
dashboard-skill = Compétence
dashboard-skill-tool = Technologie
dashboard-skill-method = Méthode
dashboard-skill-task = Tâche
dashboard-skill-topic = Domaine
dashboard-skill-other = Autre
dashboard-duration = Durée
dashboard-chart = Durée sous forme de barre
dashboard-last-use = Dernier usage
dashboard-in-use = à ce jour
dashboard-listed = seulement mentionné
dashboard-no-dates = sans durée
template-title = Modèle
template-remark-tags = dossier remplit ce modèle : une valeur est placée entre doubles accolades. Les polices, couleurs et distances restent telles quelles. Les remarques comme celle-ci disparaissent.
template-remark-loops = Les boucles et conditions placées seules dans un paragraphe répètent ou suppriment les paragraphes qu’elles entourent ; dans une ligne de tableau, elles répètent la ligne. Une valeur vide vaut non.
template-remark-check = Pour vérifier : dossier template check FICHIER indique les champs inconnus avec leur place et les champs jamais utilisés.
template-remark-further = Autres champs, que ce modèle n’affiche pas : { $fields }
offer-introduction-shortlist = Nous avons le plaisir de vous proposer { $n ->
    [one] une personne
   *[other] { $n } personnes
} pour le poste { $role }. Cette offre se fonde sur votre profil de poste.
offer-introduction-shortlist-no-role = Nous avons le plaisir de vous proposer { $n ->
    [one] une personne
   *[other] { $n } personnes
}.
offer-shortlist = Notre proposition
offer-candidate-number = Proposition { $number }
offer-why-person = Ce qui parle en faveur de { $name }
offer-also-met = Également remplis
offer-outlook-shortlist = Nous restons à votre disposition pour toute question et pour des entretiens avec les personnes proposées.
offer-acceptance-shortlist = Nous acceptons l'offre aux conditions indiquées pour :
offer-end = Fin
offer-planned-days = { $n ->
    [one] { $days } jour de { $day } heures
   *[other] { $days } jours de { $day } heures
}
offer-planned-months = { $n ->
    [one] { $months } mois
   *[other] { $months } mois
}
offer-planned-calendar = { $n ->
    [one] { $n } jour ouvré
   *[other] { $n } jours ouvrés
} ({ $place }), taux d'activité { $percent }
offer-estimate-excluded = hors TVA, frais et suppléments
offer-estimate-workload = calculé avec un taux d'activité de { $percent }
offer-vat-since = (taux en vigueur depuis le { $date })
offer-vat-zero = sans TVA
offer-vat-abroad = non imposable dans notre pays, le lieu de la prestation étant à l'étranger ; la taxe est due par vous selon le droit de votre pays (autoliquidation)
offer-vat-number = notre numéro de TVA : { $number }
offer-chain-none = aucune autre entreprise entre nous et la personne affectée
offer-legal = Indications juridiques

cover-candidate = la personne que nous proposons
cover-subject = { $role } : dossier – { $name }
cover-subject-no-role = Dossier – { $name }
cover-introduction = J'ai le plaisir de vous transmettre le dossier ({ $name }) pour le poste { $role }.
cover-introduction-no-role = J'ai le plaisir de vous transmettre le dossier ({ $name }).
cover-enclosed = Les documents sont joints à ce message.
cover-link = Vous trouverez les documents sous ce lien :
cover-outlook = Le profil vous convient-il ? J'organiserai alors un entretien et je clarifierai les points ouverts avec vous.
