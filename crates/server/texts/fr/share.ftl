title = Documents
heading-pack = Documents pour vous
heading-one = Un document pour vous
until = Le lien est valable jusqu'au { $time }.
file = Fichier
password = Mot de passe
password-hint = Vous l'avez reçu de la personne qui vous a donné le lien.
password-needed = Saisissez le mot de passe.
password-wrong = Ce mot de passe n'est pas celui de ce lien.
load-pack = Télécharger les documents (ZIP)
load-one = Télécharger le document
confidential = Les documents sont confidentiels. Ne transmettez pas le lien.
uses-left = { $n ->
    [one] Il peut encore être utilisé une fois.
   *[other] Il peut encore être utilisé { $n } fois.
}
