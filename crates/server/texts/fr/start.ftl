title = Accueil
empty-title = Les documents apparaîtront ici
empty-text = À partir d’un CV et d’un profil de poste naissent le dossier du candidat, l’analyse, l’offre et le retour. Pour l’instant, les demandes arrivent par l’interface de ce serveur.
api = Voir l’interface
