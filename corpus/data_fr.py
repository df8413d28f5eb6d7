"""French trades: functions, training, tasks, skills and certificates, written for this corpus.

The form of a block is described in `data_de`; countries are `fr:` and `ch:`.
"""

TRADES = """
== dev | it bank insurance industry
a Apprenti informaticien|Apprentie informaticienne
j Développeur web|Développeuse web; Développeur junior|Développeuse junior; Alternant développeur|Alternante
  développeuse
m Développeur full stack|Développeuse full stack; Ingénieur logiciel|Ingénieure logiciel;
  Analyste-programmeur|Analyste-programmeuse
s Lead développeur|Lead développeuse; Architecte logiciel; Responsable du développement; Chef d'équipe
  technique|Cheffe d'équipe technique
v ch:CFC d'informaticien|CFC d'informaticienne : Développement d'applications; fr:BTS : Services informatiques aux
  organisations; fr:DUT : Informatique
h ch:Diplôme ES d'informaticien de gestion|Diplôme ES d'informaticienne de gestion; fr:Licence professionnelle :
  Développement web et mobile; fr:BUT : Informatique
w CAS : Développement mobile; Certificat : Architecture logicielle
f eng Informatique; Génie logiciel; Systèmes d'information
p voc=2 high=2 acad=4
b Développeur depuis {5-18} ans, attaché aux tests et à la simplicité.
b À l'aise du cahier des charges à la mise en production.
- Refonte du portail abonnés avec [Symfony]
- Conception d'une API pour {3-14} partenaires
- Passage de [SVN] à Git pour {8-40} développeurs
- Réduction des temps de réponse de {20-75} %
- Application mobile pour les contrôleurs en [React Native]
- Mise en place de l'[intégration continue]
- Encadrement de {2-6} alternants
- Reprise d'un logiciel de caisse en [Delphi]
- Tests de bout en bout avec [Cypress]
- Découpage d'un monolithe en {4-12} services
- Astreinte une semaine sur {4-7}
- Animation des revues de code
- Accessibilité selon le [RGAA]
k Langages: Java; PHP; TypeScript; Python; C#; SQL; Kotlin
k Cadres: Symfony; Spring Boot; Angular; React; Vue.js; Laravel
k Outils: Git; Docker; GitLab CI; Jira; PostgreSQL; MySQL; Kubernetes
c Symfony Certified Developer @SensioLabs; Professional Scrum Developer I @Scrum.org; AWS Certified Developer –
  Associate @Amazon Web Services; Opquast Maîtrise de la qualité web @Opquast

== sysadmin | it public hospital school
a Apprenti informaticien|Apprentie informaticienne
j Technicien support|Technicienne support; Technicien de proximité|Technicienne de proximité; Agent helpdesk|Agente
  helpdesk
m Administrateur systèmes et réseaux|Administratrice systèmes et réseaux; Ingénieur système|Ingénieure système;
  Technicien réseau|Technicienne réseau
s Responsable informatique; Responsable infrastructure; Chef de service informatique|Cheffe de service informatique;
  Ingénieur DevOps senior|Ingénieure DevOps senior
v ch:CFC d'informaticien|CFC d'informaticienne : Exploitation et infrastructure; fr:Bac pro : Systèmes numériques;
  fr:BTS : Services informatiques aux organisations
h ch:Brevet fédéral de technicien système|Brevet fédéral de technicienne système; fr:Titre professionnel :
  Technicien supérieur systèmes et réseaux; fr:Licence professionnelle : Réseaux et télécommunications
w Mastère spécialisé : Cybersécurité
f eng Réseaux et télécommunications; Informatique; Cybersécurité
p voc=3 high=3 acad=2
b Exploite des parcs de {80-800} postes sans bruit inutile.
b Diagnostic rapide, documentation à jour.
- Migration de {100-800} boîtes vers [Exchange Online]
- Supervision avec [Centreon]
- Virtualisation de {20-120} serveurs
- Déploiement des postes par [GLPI] et MDT
- Support aux utilisateurs sur {2-9} sites
- Plan de reprise d'activité testé chaque année
- Câblage et baies de {3-12} bâtiments
- Mise en place d'un pare-feu [Stormshield]
- Gestion des sauvegardes et des accès
- Scripts d'arrivée et de départ en [PowerShell]
- Achat du matériel, budget de {40-400} k€
- Sensibilisation au hameçonnage
- Téléphonie sur IP pour {60-400} postes
k Systèmes: Windows Server; Active Directory; Linux; VMware; Microsoft 365; Proxmox
k Réseaux: Cisco; VLAN; VPN; Wi-Fi; FortiGate
k Outils: PowerShell; Ansible; Veeam; GLPI; Zabbix
c ITIL 4 Foundation @PeopleCert; Cisco CCNA @Cisco; Microsoft Certified: Azure Administrator Associate @Microsoft;
  MOOC SecNumacadémie @ANSSI

== erp | consulting industry it
j Assistant fonctionnel ERP|Assistante fonctionnelle ERP; Consultant junior|Consultante junior
m Consultant fonctionnel SAP FI/CO|Consultante fonctionnelle SAP FI/CO; Responsable applicatif|Responsable
  applicative; Consultant Sage X3|Consultante Sage X3; Key user logistique
s Chef de projet ERP|Cheffe de projet ERP; Directeur de projet SI|Directrice de projet SI; Consultant senior
  S/4HANA|Consultante senior S/4HANA
v fr:BTS : Comptabilité et gestion; ch:CFC d'employé de commerce|CFC d'employée de commerce
h fr:Licence professionnelle : Métiers de l'informatique, conduite de projets; ch:Diplôme ES d'informaticien de
  gestion|Diplôme ES d'informaticienne de gestion
w Mastère spécialisé : Management des systèmes d'information
f bus Systèmes d'information; Management industriel; Contrôle de gestion
p voc=1 high=2 acad=5
b Fait le lien entre ateliers, comptables et informaticiens.
b {7-20} ans de déploiements ERP, du cadrage au support.
- Déploiement de SAP S/4HANA sur {2-9} sites
- Ateliers d'analyse des écarts avec les achats et la production
- Reprise de {50-800}'000 articles et clients
- Paramétrage des modules finance et [immobilisations]
- Formation de {30-250} utilisateurs clés
- Cahier de recette et suivi des anomalies dans [HP ALM]
- Interface EDI avec {4-20} fournisseurs
- Passage d'AS/400 à [Microsoft Dynamics 365]
- Clôture mensuelle ramenée de {9-14} à {4-6} jours
- Animation du club utilisateurs
- Négociation des licences et de la maintenance
- États de gestion dans [BusinessObjects]
k ERP: SAP S/4HANA; SAP FI; SAP MM; Sage X3; Cegid; Divalto; Microsoft Dynamics 365
k Méthodes: Cahier des charges; Conduite du changement; Recette; Modélisation des processus
k Technique: SQL; Power BI; BPMN; Excel
c SAP Certified Associate – Financial Accounting @SAP; Prince2 Foundation @PeopleCert; Sage X3 Consultant Finance
  @Sage

== pm | consulting it public build
j Assistant chef de projet|Assistante cheffe de projet; Chargé de mission PMO|Chargée de mission PMO; Stagiaire en
  gestion de projet
m Chef de projet|Cheffe de projet; Business analyst; Scrum Master; Chef de projet informatique|Cheffe de projet
  informatique
s Directeur de programme|Directrice de programme; Responsable PMO; Chef de projet senior|Cheffe de projet senior
v fr:BTS : Assistant de manager; ch:CFC d'employé de commerce|CFC d'employée de commerce
h ch:Brevet fédéral de spécialiste en organisation
w CAS : Gestion de projet; Executive MBA; Certificat : Management d'équipe
f bus Management; Gestion de projet; Sciences politiques
p voc=1 high=1 acad=6
b Pilote des projets jusqu'à {1-9} M€ sans perdre le sourire.
b Écoute, cadrage, décisions écrites.
- Pilotage du déménagement de {200-900} postes de travail
- Suivi budgétaire et reporting au comité de direction
- Coordination de {3-9} prestataires
- Déploiement de la [gestion électronique de documents]
- Animation des cérémonies agiles
- Rédaction d'appels d'offres publics ([simap])
- Plan de communication et de formation
- Cartographie des risques mise à jour chaque mois
- Mise en place du portefeuille dans [Planisware]
- Accompagnement de {3-12} communes
- Recette fonctionnelle et mise en service
- Redressement d'un projet en retard de {4-12} mois
- Encadrement de {3-11} personnes
k Méthodes: HERMES; Scrum; PRINCE2; Cycle en V; Kanban
k Outils: MS Project; Jira; Trello; Confluence; Excel
k Atouts: Animation de réunions; Négociation; Gestion des risques; Conduite du changement
c PMP @Project Management Institute; HERMES 2022 Advanced; Professional Scrum Master I @Scrum.org; IPMA niveau D
  @IPMA

== accounting | trust industry build retail
a Apprenti comptable|Apprentie comptable
j Aide-comptable; Assistant comptable|Assistante comptable; Comptable fournisseurs
m Comptable; Collaborateur comptable|Collaboratrice comptable; Contrôleur de gestion|Contrôleuse de gestion;
  Gestionnaire de paie
s Chef comptable|Cheffe comptable; Responsable administratif et financier|Responsable administrative et financière;
  Directeur financier|Directrice financière; Fiduciaire associé|Fiduciaire associée
v fr:BTS : Comptabilité et gestion; fr:Bac pro : Gestion-administration; ch:CFC d'employé de commerce|CFC d'employée
  de commerce : Fiduciaire
h fr:DCG; fr:DSCG; ch:Brevet fédéral de spécialiste en finance et comptabilité; fr:Diplôme d'expertise comptable
w CAS : Fiscalité des PME
f bus Comptabilité, contrôle, audit; Finance; Économie d'entreprise
p voc=3 high=4 acad=2
b Rigueur, ponctualité et goût des dossiers bien rangés.
b {6-25} ans en cabinet puis en entreprise.
- Tenue de {20-70} dossiers de TPE
- Clôtures mensuelles et annuelles
- Établissement des [liasses fiscales]
- Déclarations de TVA et de [DAS2]
- Paie de {30-400} salariés
- Passage à la facturation électronique ([Chorus Pro])
- Relance des clients, encours réduit de {20-60} %
- Budget et tableau de bord mensuel
- Rapprochement de {4-18} comptes bancaires
- Consolidation de {3-12} filiales dans [Talentia]
- Interlocutrice ou interlocuteur des commissaires aux comptes
- Inventaire et valorisation des stocks
- Passage de Ciel à [Sage 100]
k Métier: TVA; Paie; Bilan; Rapprochements bancaires; Contrôle de gestion; Trésorerie; Consolidation
k Logiciels: Sage 100; Cegid; Crésus; Abacus; EBP; Excel; WinBIZ
c Certificat assistant comptable @Chambre fiduciaire des Préalpes; TOSA Excel niveau avancé @Isograd; Attestation
  Paie et DSN

== banking | bank
a Apprenti employé de banque|Apprentie employée de banque
j Conseiller d'accueil|Conseillère d'accueil; Chargé de clientèle junior|Chargée de clientèle junior; Assistant
  crédit|Assistante crédit
m Conseiller clientèle professionnelle|Conseillère clientèle professionnelle; Analyste crédit; Gestionnaire de
  patrimoine; Analyste conformité
s Directeur d'agence|Directrice d'agence; Responsable conformité; Responsable des risques de crédit; Banquier
  privé|Banquière privée
v fr:BTS : Banque; ch:CFC d'employé de commerce|CFC d'employée de commerce : Banque
h ch:Diplôme ES d'économiste bancaire; fr:Licence professionnelle : Assurance, banque, finance
w CAS : Compliance; Diplôme ITB
f bus Banque et finance; Économie; Gestion de patrimoine
p voc=2 high=3 acad=3
b Conseil, crédit et conformité, dans cet ordre ou dans l'autre.
b {5-20} ans en agence et au siège.
- Portefeuille de {150-600} clients
- Montage de crédits immobiliers
- Contrôle des dossiers [LBA]
- Analyse financière de PME jusqu'à {1-9} M€
- Lutte contre le blanchiment ([TRACFIN])
- Ouverture de {20-90} comptes professionnels par an
- Migration vers [Avaloq]
- Formation des conseillers à [MiFID II]
- Animation d'une équipe de {5-16}
- Recouvrement amiable
- Crédits documentaires
- Suivi des engagements sensibles
k Banque: Crédit immobilier; Analyse financière; Épargne; Gestion de fortune; Crédit aux PME
k Réglementation: LCB-FT; KYC; Bâle III; FATCA
k Outils: Avaloq; Olympic; Bloomberg; Excel
c Certification AMF @AMF; CFA Level I @CFA Institute; SAQ Conseiller clientèle particuliers @SAQ; IOBSP niveau I

== nursing | hospital care spitex
a Apprenti assistant en soins|Apprentie assistante en soins
j Aide-soignant|Aide-soignante; ch:Assistant en soins et santé communautaire|Assistante en soins et santé
  communautaire; Auxiliaire de vie
m Infirmier|Infirmière; Infirmier de bloc opératoire|Infirmière de bloc opératoire; Infirmier à domicile|Infirmière
  à domicile; Infirmier en psychiatrie|Infirmière en psychiatrie
s Infirmier-chef|Infirmière-cheffe; Cadre de santé; Infirmier coordinateur|Infirmière coordinatrice; Responsable des
  soins
v ch:CFC d'assistant en soins et santé communautaire|CFC d'assistante en soins et santé communautaire; fr:Diplôme
  d'État d'aide-soignant|Diplôme d'État d'aide-soignante
h fr:Diplôme d'État d'infirmier|Diplôme d'État d'infirmière; ch:Diplôme d'infirmier ES|Diplôme d'infirmière ES
w DU : Plaies et cicatrisation; CAS : Praticien formateur; DU : Soins palliatifs
f sci Soins infirmiers; Sciences infirmières
p voc=2 high=5 acad=3
b Présence, technique et travail d'équipe.
b {5-25} ans auprès de personnes âgées et en médecine.
- Prise en charge de {8-16} patients en [médecine interne]
- Encadrement de {8-30} soignants
- Préparation et administration des traitements
- Pansements complexes et [VAC]
- Mise en place du dossier patient informatisé ([DxCare])
- Tutorat des étudiants
- Tournées à domicile, {10-22} patients par jour
- Accueil des familles en fin de vie
- Référente ou référent hygiène du service
- Planning de {12-40} personnes
- Évaluations [PLAISIR]
- Surveillance postopératoire
- Éducation thérapeutique du diabète
k Soins: Soins palliatifs; Pansements; Perfusion; Gestion de la douleur; Éducation thérapeutique; Réanimation
k Outils: DxCare; Soarian; OSIRIS; NetSoins; Word
c AFGSU niveau 2; BLS-AED-SRC @SRC; Manutention des malades PRAP 2S @INRS; Formation Snoezelen

== mpa | practice hospital
a Apprenti assistant médical|Apprentie assistante médicale
j Réceptionniste médical|Réceptionniste médicale; Secrétaire remplaçant|Secrétaire remplaçante
m Secrétaire médical|Secrétaire médicale; Assistant médical|Assistante médicale; Assistant dentaire|Assistante
  dentaire
s Coordinateur de cabinet|Coordinatrice de cabinet; Responsable du secrétariat médical
v ch:CFC d'assistant médical|CFC d'assistante médicale; fr:Bac pro : Accompagnement, soins et services à la
  personne; fr:Titre professionnel : Secrétaire assistant médico-social
h ch:Brevet fédéral de coordinateur en médecine ambulatoire|Brevet fédéral de coordinatrice en médecine ambulatoire;
  fr:BTS : Services et prestations des secteurs sanitaire et social
f bus Gestion des institutions de santé
p voc=6 high=3
b L'accueil d'abord, le laboratoire ensuite, les factures toujours.
b Polyvalence et discrétion.
- Accueil, tri téléphonique et agenda de {2-9} médecins
- Prises de sang, [ECG] et spirométrie
- Facturation [TARMED] et tiers garant
- Frappe de comptes rendus sous dictée
- Radiographies du thorax et des membres
- Stérilisation des instruments
- Assistance au fauteuil pour {2-4} dentistes
- Télétransmission et suivi des rejets ([Sesam-Vitale])
- Passage au dossier électronique
- Gestion des stocks et des vaccins
- Formation de {1-4} apprenties
- Prise de rendez-vous sur [Doctolib]
k Cabinet: Prises de sang; ECG; Radiologie; Accueil; Stérilisation; Laboratoire
k Administration: Facturation; TARMED; Terminologie médicale; Frappe audio; Agenda
k Logiciels: Mediway; HelloDoc; Word; Axisanté
c Radioprotection des patients; Gestes d'urgence au cabinet; Attestation AFGSU 1

== electrician | electric energy build
a Apprenti électricien|Apprentie électricienne
j Monteur électricien|Monteuse électricienne; Aide-électricien|Aide-électricienne
m Électricien de montage|Électricienne de montage; Installateur-électricien|Installatrice-électricienne; Électricien
  de maintenance|Électricienne de maintenance; Technicien photovoltaïque|Technicienne photovoltaïque
s Chef d'équipe électricité|Cheffe d'équipe électricité; Chargé d'affaires électricité|Chargée d'affaires
  électricité; Chef de projet électricité|Cheffe de projet électricité
v ch:CFC d'installateur-électricien|CFC d'installatrice-électricienne; fr:CAP : Électricien; fr:Bac pro : Métiers de
  l'électricité et de ses environnements connectés
h ch:Brevet fédéral de conseiller en sécurité électrique|Brevet fédéral de conseillère en sécurité électrique;
  fr:BTS : Électrotechnique
f eng Génie électrique; Énergie
p voc=6 high=4
b Du tirage de câbles à la réception du chantier.
b Soigneux, autonome, habilité.
- Installation de {20-150} logements neufs
- Dépannage jour et nuit, une semaine sur {3-6}
- Pose de panneaux jusqu'à {60-700} kWc
- Contrôles périodiques selon l'[OIBT]
- Câblage d'armoires et mise en service
- Bornes de recharge pour {10-90} places
- Conduite d'une équipe de {3-9} monteurs
- Maintenance d'automates [Schneider]
- Lecture de plans, métrés et devis
- Mise aux normes de {4-20} écoles selon la [NF C 15-100]
- Remplacement d'un tableau principal sans coupure
- Alarmes incendie et éclairage de secours
k Métier: Courant fort; Courant faible; Domotique; Photovoltaïque; Tableaux électriques; Automates
k Outils: Caneco; See Electrical; AutoCAD; TIA Portal; Excel
c Habilitation électrique BR B2V @Apave; CACES Nacelle R486 @Apave; Autorisation de contrôler OIBT; Travail en
  hauteur

== builder | build public
a Apprenti maçon|Apprentie maçonne
j Maçon|Maçonne; Manœuvre; Dessinateur en génie civil|Dessinatrice en génie civil
m Chef d'équipe maçonnerie|Cheffe d'équipe maçonnerie; Contremaître|Contremaîtresse; Technicien en
  bâtiment|Technicienne en bâtiment; Métreur|Métreuse
s Conducteur de travaux|Conductrice de travaux; Chef de chantier|Cheffe de chantier; Directeur de travaux|Directrice
  de travaux
v ch:CFC de maçon|CFC de maçonne; fr:CAP : Maçon; fr:Bac pro : Technicien du bâtiment
h ch:Brevet fédéral de contremaître; ch:Diplôme ES de technicien|Diplôme ES de technicienne : Conduite de travaux;
  fr:BTS : Bâtiment; fr:Licence professionnelle : Conduite de travaux
w CAS : Gestion de chantier
f eng Génie civil; Construction durable
p voc=3 high=4 acad=2
b De la truelle à la direction des travaux.
b Délais tenus, équipes respectées.
- Suivi de {2-7} chantiers de {1-18} M€
- Métrés, factures et décompte final
- Coffrage, ferraillage et bétonnage
- Conduite de {6-30} ouvriers
- Réhabilitation de {20-160} logements occupés
- Soumissions selon les [normes SIA]
- Réception et levée des réserves
- Planning des corps d'état
- Coordination de la sécurité ([PPSPS])
- Réfection de {3-14} ponts
- Terrassement et réseaux pour la commune
- Taille de pierre sur une église classée
k Chantier: Métré; Planification; Suivi des coûts; Béton armé; Sécurité; Étanchéité
k Outils: AutoCAD; Baubit; MS Project; Messerli; Excel
c CACES R482 A @Apave; Permis grue catégorie B @Suva; AIPR Encadrant; Sauveteur secouriste du travail @INRS

== mechanical | industry
a Apprenti polymécanicien|Apprentie polymécanicienne
j Opérateur CN|Opératrice CN; Mécanicien-monteur|Mécanicienne-monteuse; Dessinateur industriel|Dessinatrice
  industrielle
m Polymécanicien|Polymécanicienne; Technicien de maintenance|Technicienne de maintenance; Ingénieur bureau
  d'études|Ingénieure bureau d'études; Régleur-programmeur CNC|Régleuse-programmeuse CNC
s Responsable de production; Responsable maintenance; Chef du bureau d'études|Cheffe du bureau d'études; Chef
  d'atelier|Cheffe d'atelier
v ch:CFC de polymécanicien|CFC de polymécanicienne; fr:Bac pro : Technicien d'usinage; fr:CAP : Conducteur
  d'installations de production
h fr:BTS : Conception de produits industriels; ch:Diplôme ES de technicien|Diplôme ES de technicienne : Génie
  mécanique; ch:Brevet fédéral d'agent de maintenance|Brevet fédéral d'agente de maintenance
w Certificat : Lean manufacturing
f eng Génie mécanique; Microtechnique; Génie industriel
p voc=4 high=3 acad=3
b De la décolleteuse au bureau d'études.
b Précision horlogère et bon sens d'atelier.
- Réglage de {4-16} tours à commande numérique
- Conception d'outillages sous [CATIA]
- Maintenance préventive de {20-90} machines
- Temps de changement de série réduit de {20-60} % ([SMED])
- Programmation [Mastercam] de pièces horlogères
- Mise en service de lignes d'emballage
- Contrôle tridimensionnel et plans qualité
- Conduite d'un atelier de {6-30}
- Chantiers [5S] avec les opérateurs
- Calculs par éléments finis
- Suivi des fournisseurs en {3-9} pays
- Prototypes et essais d'endurance
k Technique: Usinage CNC; Décolletage; Hydraulique; Pneumatique; Soudage TIG; Métrologie
k Logiciels: SolidWorks; CATIA V5; Mastercam; AutoCAD; SAP PM
k Méthodes: Lean; AMDEC; GMAO; Kaizen
c Licence de soudage ISO 9606-1; Green Belt Lean Six Sigma; CACES R489 catégorie 3 @Apave; Norme EN 9100

== pharma | pharma
a Apprenti technologue en production chimique|Apprentie technologue en production chimique
j Opérateur de production|Opératrice de production; Technicien de conditionnement|Technicienne de conditionnement
m Technicien assurance qualité|Technicienne assurance qualité; Ingénieur validation|Ingénieure validation; Chargé
  d'affaires réglementaires|Chargée d'affaires réglementaires; Pharmacien de production|Pharmacienne de production
s Responsable assurance qualité; Pharmacien responsable|Pharmacienne responsable; Responsable de fabrication
v ch:CFC de technologue en production chimique et pharmaceutique; fr:Bac pro : Pilote de ligne de production; fr:BTS
  : Bioanalyses et contrôles
h fr:Licence professionnelle : Industries pharmaceutiques; fr:BUT : Génie biologique
w DU : Assurance qualité; CAS : Affaires réglementaires
f sci Pharmacie; Biotechnologies; Chimie industrielle
p voc=2 high=2 acad=4
b Garantit des lots conformes et des équipes formées.
b Habitué aux inspections et aux écarts bien documentés.
- Revue et libération de {60-400} lots par an
- Traitement des déviations et [CAPA]
- Qualification d'équipements ([QI/QO/QP])
- Audits de {4-20} fournisseurs
- Remplissage aseptique sous [isolateur]
- Préparation d'une inspection de l'[ANSM]
- Validation de nettoyage
- Rédaction de dossiers de variation
- Formation BPF de {40-300} personnes
- Revue annuelle de produits
- Transfert d'un procédé de granulation
- Surveillance de l'environnement en [ZAC]
k Qualité: BPF; CAPA; Maîtrise des changements; Validation; Audits; Analyse de risques
k Production: Granulation; Lyophilisation; Remplissage aseptique; Compression
k Logiciels: TrackWise; SAP; LIMS; Veeva Vault
c Auditeur interne ISO 9001 @AFNOR; GAMP 5 @ISPE; Habilitation zone à atmosphère contrôlée

== lab | chem hospital research pharma
a Apprenti laborantin|Apprentie laborantine
j Laborantin|Laborantine; Technicien de laboratoire|Technicienne de laboratoire; Préparateur|Préparatrice
m Technicien chimiste|Technicienne chimiste; Technicien en analyses biomédicales|Technicienne en analyses
  biomédicales; Ingénieur analyste|Ingénieure analyste
s Responsable de laboratoire; Chef d'équipe analytique|Cheffe d'équipe analytique; Responsable contrôle qualité
v ch:CFC de laborantin|CFC de laborantine : Chimie; fr:BTS : Métiers de la chimie; fr:DUT : Chimie
h ch:Diplôme ES de technicien en analyses biomédicales|Diplôme ES de technicienne en analyses biomédicales;
  fr:Licence professionnelle : Chimie analytique
w CAS : Toxicologie
f sci Chimie; Biologie; Biochimie; Sciences des aliments
p voc=4 high=3 acad=3
b Gestes précis, cahier à jour.
b {4-20} ans entre paillasse et instruments.
- Dosages par [CLHP] et spectrométrie
- Analyses microbiologiques d'aliments, {60-300} par jour
- Étalonnage de {8-30} appareils
- Préparation d'un audit [COFRAC]
- Mise au point de méthodes en [CPG]
- Gestion des réactifs et des déchets
- Gardes de nuit en hématologie
- Formation de {2-8} apprentis
- Essais de stabilité
- Rédaction de modes opératoires
- Mise en place du [LIMS]
- Prélèvements dans {4-20} stations d'épuration
k Méthodes: HPLC; GC-MS; Titrage; PCR; Spectrophotométrie; Culture cellulaire
k Qualité: ISO 17025; BPL; Validation de méthodes; Métrologie
k Logiciels: Empower; Chromeleon; LabVantage; Excel
c Sauveteur secouriste du travail @INRS; Transport de matières dangereuses classe 6.2; Radioprotection

== logistics | logistics retail industry
a Apprenti logisticien|Apprentie logisticienne
j Préparateur de commandes|Préparatrice de commandes; Magasinier|Magasinière; Cariste
m Agent d'exploitation transport|Agente d'exploitation transport; Gestionnaire de stocks; Déclarant en
  douane|Déclarante en douane; Logisticien|Logisticienne
s Responsable logistique; Chef d'entrepôt|Cheffe d'entrepôt; Responsable supply chain; Chef de quai|Cheffe de quai
v ch:CFC de logisticien|CFC de logisticienne; fr:Bac pro : Logistique; fr:CAP : Opérateur logistique
h ch:Brevet fédéral de spécialiste en logistique; fr:BTS : Gestion des transports et logistique associée; fr:BUT :
  Gestion logistique et transport
f bus Logistique; Supply chain
p voc=5 high=4 acad=1
b Des palettes à l'heure et des stocks justes.
b {5-25} ans de quais, de camions et d'inventaires.
- Préparation vocale, {120-220} colis à l'heure
- Organisation de {15-70} tournées par jour
- Encadrement de {8-50} personnes
- Dédouanement import et export ([e-dec])
- Écarts d'inventaire réduits de {20-70} %
- Mise en place d'un [WMS]
- Réception, contrôle et rangement
- Chargement de matières dangereuses
- Négociation des tarifs avec {4-15} transporteurs
- Réorganisation d'un entrepôt de {3-20}'000 m²
- Gestion des retours
- Indicateurs hebdomadaires
k Logistique: Gestion des stocks; Planification des tournées; Douane; Incoterms; Inventaire
k Outils: SAP MM; Reflex; Excel; Scanner; Hardis
c CACES R489 catégories 1, 3 et 5 @Apave; Permis cariste R1 @Suva; ADR de base; Capacité de transport

== driver | transport logistics
j Chauffeur-livreur|Chauffeuse-livreuse; Coursier|Coursière
m Conducteur routier|Conductrice routière; Chauffeur poids lourd|Chauffeuse poids lourd; Conducteur de
  bus|Conductrice de bus; Ambulancier|Ambulancière
s Responsable d'exploitation; Formateur de conducteurs|Formatrice de conducteurs; Chef de dépôt|Cheffe de dépôt
v fr:CAP : Conducteur routier marchandises; ch:CFC de conducteur de véhicules lourds|CFC de conductrice de véhicules
  lourds; fr:Titre professionnel : Conducteur du transport en commun sur route
h fr:Attestation de capacité professionnelle en transport
f bus Transport
p voc=5 high=1 none=2
b Zéro accident en {8-28} ans.
b Ponctuel, poli, prudent.
- Tournées régionales, {10-30} livraisons par jour
- Lignes urbaines et scolaires
- Transport de matières dangereuses ([ADR])
- Entretien courant du véhicule
- Grue auxiliaire et hayon
- Transport frigorifique vers Rungis
- Transport de patients couchés
- Planification de {8-50} conducteurs
- Carnet de route et temps de repos
- Convois agricoles et bennes
- Formation à l'éco-conduite
- Navettes de nuit entre dépôts
k Conduite: Super lourd; Frigorifique; Matières dangereuses; Grue auxiliaire; Transport de personnes; Arrimage
k Divers: Chronotachygraphe; Relation client; Mécanique de base
c FIMO; FCO Marchandises; ADR citerne; Attestation OACP @Les Routiers; CACES R490 grue

== hr | industry public hospital it
a Apprenti employé de commerce|Apprentie employée de commerce
j Assistant RH|Assistante RH; Chargé de recrutement junior|Chargée de recrutement junior
m Chargé de recrutement|Chargée de recrutement; Gestionnaire RH; Spécialiste paie; Responsable formation
s Responsable RH; Directeur des ressources humaines|Directrice des ressources humaines; HR Business Partner senior
v ch:CFC d'employé de commerce|CFC d'employée de commerce; fr:BTS : Assistant de gestion
h ch:Brevet fédéral de spécialiste en ressources humaines; fr:Licence professionnelle : Gestion des ressources
  humaines
w CAS : Droit du travail; Certificat : Coaching professionnel; DAS : Gestion des ressources humaines
f bus Gestion des ressources humaines; Psychologie du travail; Droit social
p voc=1 high=3 acad=5
b Recrute, écoute, tranche quand il faut.
b {5-20} ans de RH de terrain.
- Recrutement de {30-150} postes par an
- Paie de {80-600} collaborateurs
- Suivi des absences et retours au travail
- Dialogue social avec {2-5} syndicats
- Plan de formation de {60-600} k€
- Choix et mise en place d'un [SIRH]
- Contrats, certificats et assurances sociales
- Refonte de l'entretien annuel
- Accueil de {10-50} apprentis
- Réorganisation avec [PSE]
- Salons et écoles
- Encadrement de {2-9} personnes
- Enquête de climat et plan d'action
k RH: Recrutement; Paie; Droit du travail; Formation; Assurances sociales; Entretiens
k Outils: SAP HR; Workday; Cegid; Lucca; Excel
c Certificat d'assistant en gestion du personnel @HR Formation; MBTI niveau 1; Médiation en entreprise

== marketing | agency retail industry media
j Assistant marketing|Assistante marketing; Community manager; Stagiaire communication
m Chargé de communication|Chargée de communication; Responsable webmarketing; Chef de produit|Cheffe de produit;
  Rédacteur web|Rédactrice web
s Responsable marketing; Directeur de la communication|Directrice de la communication; Responsable
  éditorial|Responsable éditoriale
v fr:BTS : Communication; ch:CFC d'employé de commerce|CFC d'employée de commerce : Communication et marketing
h ch:Brevet fédéral de spécialiste en marketing; fr:BUT : Métiers du multimédia et de l'internet
w CAS : Marketing digital; DU : Communication politique
f art Information et communication; Marketing; Lettres modernes
p voc=1 high=2 acad=5
b Des mots simples et des chiffres vérifiés.
b {4-18} ans entre agence et annonceur.
- Refonte du site en {3-8} langues
- Campagnes [Google Ads] de {20-300} k€
- Magazine interne, {4-10} numéros par an
- Lancement de {4-20} produits
- Relations presse et gestion de crise
- Stand sur {3-12} salons
- Lettre d'information à {5-80}'000 abonnés
- Animation de {3-6} réseaux sociaux
- Études de marché et panels
- Mise en place de [HubSpot]
- Pilotage de {2-5} agences
- Mesure d'audience avec [Matomo]
k Marketing: Référencement naturel; Rédaction; Stratégie de marque; Événementiel; Relations presse; Emailing
k Outils: Google Analytics; WordPress; Canva; Brevo; Photoshop; InDesign
c Google Ads Search @Google; Certificat Voltaire @Projet Voltaire; Community management CCI @CCI

== sales | industry it retail telecom
j Vendeur conseil|Vendeuse conseil; Assistant commercial|Assistante commerciale; Télévendeur|Télévendeuse
m Attaché commercial|Attachée commerciale; Technico-commercial|Technico-commerciale; Responsable grands comptes;
  Chargé d'affaires|Chargée d'affaires
s Directeur commercial|Directrice commerciale; Chef des ventes|Cheffe des ventes; Responsable régional des
  ventes|Responsable régionale des ventes
v fr:BTS : Négociation et digitalisation de la relation client; ch:CFC de gestionnaire du commerce de détail
h ch:Brevet fédéral de spécialiste de vente; fr:Licence professionnelle : Commerce technique
w Executive MBA
f bus Commerce international; Management commercial; École de commerce
p voc=3 high=2 acad=3
b Vend ce qu'il faut, rappelle quand il faut.
b Chasseur courtois, éleveur patient.
- Portefeuille de {60-240} clients dans le Grand Est
- Chiffre d'affaires porté de {1-2} à {3-7} M€
- Réponse à {20-90} appels d'offres par an
- Animation de {4-16} commerciaux
- Ouverture d'un réseau de revendeurs en Belgique
- Prospection téléphonique, {40-90} appels par jour
- Prévisions et suivi dans [Salesforce]
- Négociation des contrats-cadres
- Démonstrations sur site et en salon
- Conseil technique en [chauffage]
- Lancement de la vente en ligne
- Règlement des litiges
k Vente: Prospection; Négociation; Grands comptes; Appels d'offres; Animation de réseau; Argumentaire
k Outils: Salesforce; Sage CRM; Excel; PowerPoint; HubSpot
c Techniques de vente niveau 2 @École de vente du Léman; TOEIC 870 @ETS; Négociation raisonnée

== retail | retail
a Apprenti gestionnaire du commerce de détail|Apprentie gestionnaire du commerce de détail
j Vendeur|Vendeuse; Caissier|Caissière; Employé libre-service|Employée libre-service
m Adjoint de magasin|Adjointe de magasin; Chef de rayon|Cheffe de rayon; Gestionnaire de vente; Visual merchandiser
s Gérant de magasin|Gérante de magasin; Responsable de magasin; Directeur de supermarché|Directrice de supermarché
v ch:CFC de gestionnaire du commerce de détail; fr:CAP : Équipier polyvalent du commerce; fr:Bac pro : Métiers du
  commerce et de la vente
h ch:Brevet fédéral de spécialiste du commerce de détail; fr:BTS : Management commercial opérationnel
f bus Distribution
p voc=6 high=3
b Le sens du client et du facing.
b A ouvert {2-7} magasins et formé autant d'équipes.
- Gestion d'un magasin de {6-50} personnes
- Commandes et inventaires
- Démarque réduite à {0-1},{2-9} %
- Tenue du rayon [fruits et légumes]
- Encaissement et clôture de caisse
- Vitrines et mise en scène des produits
- Recrutement et formation de {10-60} vendeurs
- Plannings sous [Chronos]
- Respect de la chaîne du froid
- Panier moyen augmenté de {8-30} %
- Retrait en magasin et livraison
- Service après-vente
k Vente: Conseil client; Merchandising; Encaissement; Gestion des stocks; Plannings; Hygiène alimentaire
k Outils: SAP Retail; Cegid Retail; Excel
c Hygiène HACCP; Tuteur en entreprise; CACES R485 @Apave

== hotel | hotel
a Apprenti employé d'hôtellerie|Apprentie employée d'hôtellerie
j Réceptionniste; Serveur|Serveuse; Commis de salle; Femme de chambre
m Chef de rang|Cheffe de rang; Chef de réception|Cheffe de réception; Maître d'hôtel; Gouvernant|Gouvernante
s Directeur d'hôtel|Directrice d'hôtel; Responsable hébergement; Directeur de restaurant|Directrice de restaurant
v ch:CFC de spécialiste en hôtellerie; fr:CAP : Commercialisation et services en hôtel-café-restaurant; fr:Bac pro :
  Commercialisation et services en restauration
h fr:BTS : Management en hôtellerie restauration; ch:Diplôme ES d'hôtelier-restaurateur|Diplôme ES
  d'hôtelière-restauratrice
f bus Hôtellerie; Tourisme
p voc=4 high=4 acad=1
b L'accueil comme métier, les langues comme outil.
b Saisons de mer et de montagne, {4-14} maisons.
- Accueil de {60-300} clients par jour
- Taux d'occupation passé de {55-64} à {68-84} %
- Banquets jusqu'à {80-400} couverts
- Mise en place de [Mews]
- Carte des vins et formation de la brigade
- Clôture de nuit
- Encadrement de {5-35} collaborateurs
- Service en salle et en terrasse
- Contrôle de {12-30} chambres
- Tarification et distribution en ligne
- Groupes et séminaires
- Note des avis de {7-8},{0-9} à 9,{0-4}
k Hôtellerie: Réception; Service en salle; Banquets; Yield management; Étages; Sommellerie
k Logiciels: Opera; Fidelio; Mews; Micros
c Permis d'exploitation; WSET niveau 2 @WSET; Licence de cafetier; SSIAP 1

== chef | restaurant hotel care school
a Apprenti cuisinier|Apprentie cuisinière
j Commis de cuisine; Plongeur|Plongeuse; Aide de cuisine
m Cuisinier|Cuisinière; Chef de partie|Cheffe de partie; Sous-chef|Sous-cheffe; Pâtissier|Pâtissière
s Chef de cuisine|Cheffe de cuisine; Responsable de restauration; Chef exécutif|Cheffe exécutive; Chef
  pâtissier|Cheffe pâtissière
v ch:CFC de cuisinier|CFC de cuisinière; fr:CAP : Cuisine; fr:CAP : Pâtissier; fr:Bac pro : Cuisine
h fr:Brevet professionnel : Arts de la cuisine; ch:Brevet fédéral de chef cuisinier|Brevet fédéral de cheffe
  cuisinière
f bus Arts culinaires
p voc=7 high=3
b Produits courts, cuissons justes.
b Brigade calme, ardoise courte.
- Brigade de {4-18}
- {60-220} couverts par service
- Coût matière tenu à {26-32} %
- Poste de [garde-manger] puis des sauces
- Restauration scolaire, {200-900} repas
- Textures modifiées en maison de retraite
- Plan de maîtrise sanitaire ([HACCP])
- Formation de {2-9} apprentis
- Carte de saison et desserts à l'assiette
- Traiteur jusqu'à {150-900} personnes
- Gaspillage réduit de {20-55} %
- Pains et viennoiseries maison
k Cuisine: Sauces; Pâtisserie; Poissons; Cuisine végétarienne; Menus; Boulangerie
k Gestion: HACCP; Commandes; Fiches techniques; Inventaire
c Hygiène alimentaire @Umih Formation; Permis de former; Sommelier-conseil

== teacher | school
j Surveillant|Surveillante; Remplaçant|Remplaçante; Assistant de langue|Assistante de langue
m Professeur des écoles|Professeure des écoles; Enseignant primaire|Enseignante primaire; Enseignant
  spécialisé|Enseignante spécialisée; Professeur de mathématiques|Professeure de mathématiques; Maître
  d'enseignement professionnel|Maîtresse d'enseignement professionnel
s Directeur d'école|Directrice d'école; Doyen|Doyenne; Proviseur adjoint|Proviseure adjointe
h fr:Master MEEF : Premier degré; fr:CAPES : Mathématiques; ch:Bachelor HEP : Enseignement primaire
w CAS : Direction d'institutions de formation; DU : Français langue étrangère
f art Lettres; Histoire; Mathématiques; Sciences de l'éducation
p high=4 acad=5
b Exigence et bienveillance.
b {5-25} ans de classe, dont {2-6} en zone rurale.
- Classes de {18-29} élèves
- Préparation au brevet, réussite de {78-97} %
- Classe à trois niveaux
- Mise en œuvre du [PER]
- Suivi d'élèves allophones
- Projets théâtre et potager
- Réunions avec les parents
- Direction d'une équipe de {8-45}
- Tablettes et [Pronote]
- Tutorat de {3-12} stagiaires
- Voyages d'études
- Dispositif d'inclusion pour {6-14} élèves
k Enseignement: Pédagogie différenciée; Gestion de classe; Français langue étrangère; Évaluation; Inclusion
k Outils: Pronote; Moodle; GeoGebra; Genially; Teams
c CAFIPEMF; DELF examinateur-correcteur @France Éducation international; BAFA; J+S sport de camp @OFSPO

== social | social care public
j Veilleur de nuit|Veilleuse de nuit; Animateur|Animatrice; Moniteur|Monitrice
m Éducateur spécialisé|Éducatrice spécialisée; Assistant social|Assistante sociale; Éducateur de jeunes
  enfants|Éducatrice de jeunes enfants; Conseiller en insertion|Conseillère en insertion
s Chef de service éducatif|Cheffe de service éducatif; Directeur d'établissement|Directrice d'établissement;
  Responsable de crèche
v ch:CFC d'assistant socio-éducatif|CFC d'assistante socio-éducative; fr:CAP : Accompagnant éducatif petite enfance
h fr:Diplôme d'État d'éducateur spécialisé|Diplôme d'État d'éducatrice spécialisée; ch:Diplôme ES d'éducateur
  social|Diplôme ES d'éducatrice sociale; fr:CAFERUIS
w DU : Addictologie; CAS : Médiation
f art Travail social; Sociologie; Psychologie
p voc=2 high=4 acad=3
b Écoute, cadre et projets.
b Protection de l'enfance et handicap depuis {5-22} ans.
- Suivi de {30-80} ménages
- Accompagnement de {6-12} adolescents en foyer
- Écrits pour le juge des enfants
- Ateliers cuisine et [médiation animale]
- Instruction de demandes de [RSA]
- Réunions de réseau avec école et soins
- Gestion de crise et nuits
- Encadrement de {6-30} personnes
- Ouverture d'un accueil de jour
- Camps et transferts
- Insertion de {20-90} personnes par an
- Projet d'établissement et évaluation
k Social: Entretien motivationnel; Gestion de conflits; Travail de rue; Projet personnalisé; Protection de l'enfance
k Outils: Word; Lancelot; Excel
c PSC1; Accompagnement à l'autisme TEACCH; Analyse de la pratique

== public | public
a Apprenti employé de commerce|Apprentie employée de commerce
j Agent d'accueil|Agente d'accueil; Adjoint administratif|Adjointe administrative; Employé de commune|Employée de
  commune
m Rédacteur territorial|Rédactrice territoriale; Gestionnaire des marchés publics; Secrétaire de mairie; Instructeur
  urbanisme|Instructrice urbanisme
s Directeur général des services|Directrice générale des services; Secrétaire municipal|Secrétaire municipale;
  Responsable de l'état civil
v ch:CFC d'employé de commerce|CFC d'employée de commerce : Administration publique; fr:Bac pro :
  Gestion-administration
h ch:Brevet fédéral de spécialiste en administration publique; fr:Licence professionnelle : Administration
  territoriale
w CAS : Politiques publiques; Préparation : Concours d'attaché territorial
f law Administration publique; Droit public; Science politique
p voc=3 high=3 acad=4
b Service public, clair et à l'heure.
b {6-25} ans en mairie et au canton.
- Secrétariat du conseil municipal
- Instruction de {80-400} permis de construire
- Passation de {10-60} marchés par an
- Organisation de {2-7} scrutins
- Actes d'état civil et cartes d'identité
- Budget de {2-40} M€ sous [Berger-Levrault]
- Fusion de {2-5} communes
- Archivage numérique
- Accueil du public et orientation
- Contrôle des habitants avec [Citizen]
- Rédaction de préavis et règlements
- Encadrement de {4-25} agents
k Administration: Marchés publics; Urbanisme; État civil; Droit administratif; Procès-verbaux; Budget communal
k Outils: Berger-Levrault; Word; Excel; Xplore
c Formation d'intégration CNFPT @CNFPT; Certibiocide; Officier d'état civil délégué

== law | law insurance bank
j Secrétaire juridique; Avocat stagiaire|Avocate stagiaire; Clerc de notaire
m Juriste; Avocat|Avocate; Assistant juridique|Assistante juridique; Greffier|Greffière; Notaire assistant|Notaire
  assistante
s Directeur juridique|Directrice juridique; Avocat associé|Avocate associée; Responsable contentieux
v fr:BTS : Notariat; ch:CFC d'employé de commerce|CFC d'employée de commerce
h fr:CAPA; ch:Brevet d'avocat|Brevet d'avocate; fr:Licence professionnelle : Métiers du notariat
w DAS : Droit des affaires; DU : Protection des données
f law Droit; Droit des affaires; Droit social
p voc=1 high=1 acad=6
b Clauses courtes, conseils nets.
b Contentieux et contrats, {4-20} ans de pratique.
- Rédaction de {60-300} contrats par an
- Plaidoiries devant le [tribunal judiciaire]
- Actes de vente et successions
- Mise en conformité [RGPD]
- Secrétariat de {3-12} sociétés
- Suivi de {40-160} contentieux
- Formalités au registre du commerce
- Veille et notes internes
- Audit de {3-12} acquisitions
- Divorces et droit de la famille
- Recouvrement de créances
- Encadrement de {2-6} stagiaires
k Droit: Droit des contrats; Droit des sociétés; Droit du travail; Protection des données; Contentieux; Droit
  immobilier
k Outils: Dalloz; Lexis 360; Swisslex; Genapi; Word
c Délégué à la protection des données AFNOR @AFNOR; TOLES Higher; Médiatrice ou médiateur agréé

== architect | architecture build
a Apprenti dessinateur|Apprentie dessinatrice
j Dessinateur en bâtiment|Dessinatrice en bâtiment; Stagiaire en architecture; Projeteur|Projeteuse
m Architecte; Architecte d'intérieur; Chef de projet architecture|Cheffe de projet architecture; Coordinateur
  BIM|Coordinatrice BIM
s Architecte associé|Architecte associée; Directeur d'agence d'architecture|Directrice d'agence d'architecture;
  Responsable de projets
v ch:CFC de dessinateur|CFC de dessinatrice : Architecture; fr:BTS : Étude et réalisation d'agencement
h fr:HMONP; fr:DEUST : Bâtiment et construction
w DAS : Expertise immobilière; DSA : Patrimoine
f eng Architecture; Architecture d'intérieur; Urbanisme
p voc=2 high=1 acad=6
b Construit peu, mais bien.
b Bois, terre et rénovation.
- Concours, {2-9} prix
- Projet d'exécution de {10-120} logements
- Suivi de chantier et procès-verbaux
- Dossiers de permis et [monuments historiques]
- Maquette numérique en [IFC]
- Descriptifs et soumissions [CAN]
- Rénovation de {3-14} écoles
- Label [Minergie-P]
- Perspectives sous [Lumion]
- Animation d'ateliers avec les habitants
- Équipe de {3-10}
- Aménagement d'une médiathèque
k Architecture: Conception; Plans d'exécution; Direction de chantier; Devis; Rénovation; Maquette
k Logiciels: ArchiCAD; Revit; AutoCAD; SketchUp; Rhino; Photoshop
c Concepteur européen bâtiment passif @Passivhaus Institut; Expert CECB; Revit Professional @Autodesk

== graphic | agency media
a Apprenti graphiste|Apprentie graphiste
j Maquettiste; Stagiaire graphiste; Infographiste
m Graphiste; Designer UX; Illustrateur|Illustratrice; Motion designer
s Directeur artistique|Directrice artistique; Responsable studio; Lead designer
v ch:CFC de graphiste; fr:Bac pro : Artisanat et métiers d'art; fr:BTS : Design graphique
h fr:DN MADE : Graphisme; fr:DSAA : Design
w CAS : Design numérique
f art Communication visuelle; Design graphique; Arts visuels
p voc=3 high=2 acad=3
b Affiches, livres et interfaces.
b La lettre avant l'image.
- Identité de {4-20} théâtres et communes
- Mise en pages d'une revue, {4-11} numéros par an
- Maquettes interactives sous [Figma]
- Tests avec {5-24} utilisateurs
- Signalétique d'un hôpital
- Suivi d'impression et bons à tirer
- Illustrations pour la jeunesse
- Animations sous [After Effects]
- Étiquettes de {6-40} vins
- Charte et bibliothèque de composants
- Scénographie d'exposition
- Encadrement de {2-7} graphistes
k Graphisme: Typographie; Mise en page; Identité visuelle; Illustration; Ergonomie; Emballage
k Logiciels: InDesign; Illustrator; Photoshop; Figma; After Effects; HTML; CSS
c Sérigraphie @Atelier du Bief; UX-PM niveau 1 @UXalliance; Accessibilité numérique

== hair | salon
a Apprenti coiffeur|Apprentie coiffeuse
j Coiffeur|Coiffeuse; Assistant coiffeur|Assistante coiffeuse; Prothésiste ongulaire
m Coiffeur qualifié|Coiffeuse qualifiée; Barbier|Barbière; Esthéticien|Esthéticienne; Coloriste
s Manager de salon; Gérant de salon|Gérante de salon; Formateur coiffure|Formatrice coiffure
v fr:CAP : Métiers de la coiffure; ch:CFC de coiffeur|CFC de coiffeuse; fr:CAP : Esthétique cosmétique parfumerie
h fr:Brevet professionnel : Coiffure; ch:Brevet fédéral de coiffeur|Brevet fédéral de coiffeuse; fr:BTS : Métiers de
  la coiffure
f art Maquillage artistique
p voc=5 high=4
b Coupe nette, couleur juste.
b Clientèle fidèle depuis {5-22} ans.
- Coupes, couleurs et mèches
- {6-14} clientes par jour
- Gestion d'un salon de {3-9} fauteuils
- Coiffures de mariage
- Prise de rendez-vous sur [Planity]
- Soins du visage et épilation
- Formation de {1-6} apprentis
- Ventes de produits en hausse de {10-50} %
- Barbes et dégradés
- Prothèses capillaires
- Stock et caisse
- Défilés et plateaux
k Coiffure: Balayage; Coloration; Chignons; Extensions; Barbe; Lissage
k Salon: Conseil client; Caisse; Planning
c Lissage brésilien @Académie Capillaire; Maquillage permanent; Hygiène et salubrité

== joiner | joinery build
a Apprenti menuisier|Apprentie menuisière
j Menuisier poseur|Menuisière poseuse; Aide-menuisier|Aide-menuisière
m Menuisier|Menuisière; Ébéniste; Charpentier|Charpentière; Agenceur|Agenceuse
s Chef d'atelier menuiserie|Cheffe d'atelier menuiserie; Responsable bureau technique bois; Artisan
  menuisier|Artisane menuisière
v fr:CAP : Menuisier fabricant; ch:CFC de menuisier|CFC de menuisière; ch:CFC de charpentier|CFC de charpentière;
  fr:CAP : Ébéniste
h fr:Brevet professionnel : Menuisier; ch:Brevet fédéral de chef de projet en menuiserie|Brevet fédéral de cheffe de
  projet en menuiserie
f eng Génie bois
p voc=7 high=3
b Du croquis à la pose.
b Compagnonnage, {4-9} villes.
- Fabrication de {20-150} fenêtres
- Agencement de {6-30} magasins
- Escaliers sur mesure
- Centre d'usinage [Homag]
- Dessin sous [TopSolid]
- Relevés, devis et métrés
- Restauration de parquets anciens
- Levage de charpentes
- Atelier de {3-15} personnes
- Portes coupe-feu
- Finitions huilées et vernies
- Tour de France chez {4-10} patrons
k Bois: Agencement; Escaliers; Fenêtres; Restauration; Placage; Pose
k Outils: CNC; Toupie; AutoCAD; Cadwork; TopSolid
c Échafaudages R408; Formateur en entreprise; Amiante sous-section 4

== gardener | garden public
a Apprenti horticulteur|Apprentie horticultrice
j Ouvrier paysagiste|Ouvrière paysagiste; Aide-jardinier|Aide-jardinière; Fleuriste
m Jardinier|Jardinière; Paysagiste; Élagueur|Élagueuse; Agent d'espaces verts|Agente d'espaces verts
s Chef d'équipe espaces verts|Cheffe d'équipe espaces verts; Responsable parcs et jardins; Conducteur de travaux
  paysagers|Conductrice de travaux paysagers
v fr:Bac pro : Aménagements paysagers; ch:CFC d'horticulteur|CFC d'horticultrice : Paysagisme; fr:CAP agricole :
  Jardinier paysagiste
h fr:BTSA : Aménagements paysagers; ch:Brevet fédéral de contremaître paysagiste
f eng Architecture du paysage; Agronomie
p voc=6 high=3 acad=1
b Sol vivant, taille douce.
b Toutes saisons depuis {5-28} ans.
- Entretien de {20-120} jardins
- Murs en pierre sèche
- Élagage de {60-300} arbres par an
- Plantation de {2-14} km de haies
- Arrosage automatique
- Équipe de {3-12}
- Fleurissement de la commune
- Toitures végétalisées
- Conduite de mini-pelle
- Multiplication de vivaces
- Plans et devis sous [Jardin Excel]
- Viabilité hivernale
k Jardin: Taille; Reconnaissance des végétaux; Maçonnerie paysagère; Élagage; Arrosage; Gazon
k Machines: Mini-pelle; Tronçonneuse; Tondeuse autoportée; AutoCAD
c Certiphyto; CS Taille et soins des arbres; CACES R482 A @Apave

== security | security aviation
j Agent de prévention|Agente de prévention; Agent d'accueil événementiel|Agente d'accueil événementiel
m Agent de sécurité|Agente de sécurité; Agent cynophile|Agente cynophile; Opérateur de télésurveillance|Opératrice
  de télésurveillance; Agent de sûreté aéroportuaire|Agente de sûreté aéroportuaire
s Chef d'équipe SSIAP 2|Cheffe d'équipe SSIAP 2; Responsable sûreté; Chef de poste|Cheffe de poste
v fr:CAP : Agent de sécurité; fr:Bac pro : Métiers de la sécurité
h ch:Brevet fédéral d'agent de sécurité et de surveillance|Brevet fédéral d'agente de sécurité et de surveillance;
  fr:Titre professionnel : Dirigeant d'entreprise de sécurité
f law Sécurité et défense
p voc=5 high=3
b Vigilant, calme, disponible.
b Ancien pompier, bon rédacteur de rapports.
- Rondes et contrôle d'accès d'un centre de données
- Événements jusqu'à {3-40}'000 personnes
- Filtrage de {400-900} passagers à l'heure
- Télésurveillance de {60-300} caméras
- Secours à personne
- Gestion des alarmes incendie ([SSI])
- Planning de {10-70} agents
- Exercices d'évacuation
- Vols réduits de {15-60} %
- Main courante électronique ([Trackforce])
- Escorte de fonds
- Formation de {6-40} agents
k Sécurité: Contrôle d'accès; Vidéosurveillance; Gestion de conflits; Prévention incendie; Secourisme
k Outils: Trackforce; Radio; Word
c SSIAP 1 @Sdis; Carte professionnelle CNAPS @CNAPS; SST @INRS; Palpation de sécurité; H0B0

== aviation | aviation
a Apprenti mécanicien d'aéronefs|Apprentie mécanicienne d'aéronefs
j Agent d'escale|Agente d'escale; Hôtesse de l'air|Hôtesse de l'air; Agent de piste|Agente de piste
m Mécanicien avion|Mécanicienne avion; Agent d'opérations|Agente d'opérations; Chef de cabine|Cheffe de cabine;
  Contrôleur aérien|Contrôleuse aérienne
s Chef d'escale|Cheffe d'escale; Responsable maintenance en ligne; Responsable des opérations sol
v fr:Bac pro : Aéronautique; ch:CFC de polymécanicien|CFC de polymécanicienne
h fr:BTS : Aéronautique; fr:Licence professionnelle : Maintenance aéronautique
f eng Aéronautique; Transport aérien
p voc=4 high=3 acad=2
b Sécurité, puis ponctualité, puis sourire.
b {5-22} ans entre piste et hangar.
- Maintenance en ligne sur [A320]
- Assistance de {8-45} vols par jour
- Devis de masse et centrage
- Visites lourdes selon la [Part 145]
- Dégivrage, {3-8} hivers
- Long-courriers, équipage de {8-14}
- Plans de vol et suivi météo
- Boroscopie de moteurs [CFM56]
- Formation de {10-90} agents
- Bagages retardés réduits de {15-50} %
- Audits internes
- Ouverture d'une base saisonnière
k Aérien: Maintenance en ligne; Assistance en escale; Masse et centrage; Facteurs humains; Marchandises dangereuses;
  Dégivrage
k Outils: AMOS; Altéa; SITA
c Licence Part-66 B1.1 @DGAC; Marchandises dangereuses IATA @IATA; CCA; Permis piste

== insurance | insurance
a Apprenti employé de commerce|Apprentie employée de commerce
j Gestionnaire sinistres junior; Téléconseiller|Téléconseillère; Conseiller clientèle|Conseillère clientèle
m Gestionnaire de sinistres; Souscripteur|Souscriptrice; Expert automobile|Experte automobile; Chargé de clientèle
  assurance|Chargée de clientèle assurance
s Responsable sinistres; Agent général|Agente générale; Responsable souscription; Actuaire senior
v fr:BTS : Assurance; ch:CFC d'employé de commerce|CFC d'employée de commerce : Assurance privée
h ch:Brevet fédéral de spécialiste en assurance; ch:Brevet fédéral d'assurances sociales; fr:Licence professionnelle
  : Assurance
w DU : Dommage corporel
f bus Assurance; Actuariat; Droit des assurances
p voc=2 high=3 acad=3
b Indemnise juste et vite.
b De la déclaration au recours.
- Règlement de {400-900} sinistres par an
- Recours et expertises
- Souscription de risques jusqu'à {4-60} M€
- Conseil à {150-600} familles
- Dossiers corporels graves
- Équipe de {5-20}
- Lutte contre la fraude
- Migration vers [Guidewire]
- Indemnités journalières et [LAA]
- Agence passée de {2-4} à {5-9} personnes
- Tarification d'un produit habitation
- Réassurance et reporting [Solvabilité II]
k Assurance: Gestion de sinistres; Souscription; Responsabilité civile; Prévoyance; Recours; Réassurance
k Outils: Guidewire; Excel; SAS; Syrius
c Intermédiaire AFA @AFA; Capacité en assurance niveau 1; Certificat Cicero @Cicero

== realestate | realestate
a Apprenti employé de commerce|Apprentie employée de commerce
j Assistant de gérance|Assistante de gérance; Concierge; Négociateur immobilier|Négociatrice immobilière
m Gérant d'immeubles|Gérante d'immeubles; Gestionnaire de copropriété; Agent immobilier|Agente immobilière;
  Gestionnaire locatif|Gestionnaire locative
s Directeur d'agence immobilière|Directrice d'agence immobilière; Responsable gérance; Gestionnaire de portefeuille
  immobilier
v fr:BTS : Professions immobilières; ch:CFC d'employé de commerce|CFC d'employée de commerce : Immobilier; ch:CFC
  d'agent d'exploitation|CFC d'agente d'exploitation
h ch:Brevet fédéral de gérant d'immeubles|Brevet fédéral de gérante d'immeubles; fr:Licence professionnelle :
  Métiers de l'immobilier
w CAS : Expertise immobilière
f bus Immobilier; Droit immobilier
p voc=3 high=4 acad=1
b Des immeubles entretenus, des locataires informés.
b {5-20} ans en gérance et en vente.
- Gérance de {300-900} lots
- Assemblées générales de {15-70} copropriétés
- États des lieux et relocation
- Décomptes de charges sous [Quorum]
- Vente de {12-60} biens par an
- Travaux jusqu'à {1-6} M€
- Audiences au tribunal des baux
- Équipe de {3-14}
- Estimations et expertises
- Quittancement et contentieux
- Passage à [ImmoPlus]
- Contrats d'entretien et ascenseurs
k Immobilier: Droit du bail; Copropriété; Charges; Estimation; Vente; Travaux
k Outils: Quorum; ImmoPlus; ICS; Excel
c Carte professionnelle transaction et gestion @CCI; Diagnostic amiante; Cours USPI Gérance @USPI

== data | it insurance retail research
j Data analyst junior; Stagiaire en science des données; Chargé d'études statistiques|Chargée d'études statistiques
m Data scientist; Data analyst; Ingénieur données|Ingénieure données; Statisticien|Statisticienne
s Lead data scientist; Responsable décisionnel|Responsable décisionnelle; Directeur des données|Directrice des
  données
v fr:DUT : Statistique et informatique décisionnelle; fr:BUT : Science des données
w DU : Intelligence artificielle; CAS : Science des données
f sci Statistique; Mathématiques appliquées; Science des données; Économétrie
p voc=1 acad=6 phd=2
b Statisticien de métier, pédagogue par goût.
b Des modèles simples, des données propres.
- Prévision des ventes de {60-500} magasins
- Score d'attrition avec [LightGBM]
- Entrepôt de données sous [BigQuery]
- Tableaux de bord [Qlik]
- Chaînes de traitement [Airflow]
- {10-60} tests A/B par an
- Analyse de {200-900}'000 verbatims
- Catalogue de données et qualité
- Reprise de programmes SAS en [R]
- Équipe de {3-11}
- Cours de statistique pour {20-120} collègues
- Enquêtes et redressement
k Langages: Python; R; SQL; SAS; Scala
k Plateformes: Snowflake; Databricks; dbt; Power BI; Tableau; Spark
k Méthodes: Séries temporelles; Régression; Apprentissage automatique; Sondages
c Dataiku Core Designer @Dataiku; Microsoft Certified: Power BI Data Analyst Associate @Microsoft; Databricks
  Certified Data Engineer Associate @Databricks

== research | research
j Assistant de recherche|Assistante de recherche; Stagiaire de recherche; Moniteur|Monitrice
m Doctorant|Doctorante; Postdoctorant|Postdoctorante; Ingénieur de recherche|Ingénieure de recherche; Maître de
  conférences|Maîtresse de conférences
s Chargé de recherche|Chargée de recherche; Responsable de laboratoire; Directeur de recherche|Directrice de
  recherche
f sci Géosciences; Écologie; Anthropologie; Physique; Linguistique
w Certificat : Didactique universitaire
p acad=1 phd=6
b Terrain, labo, amphi.
b {4-40} articles, {2-9} campagnes.
- Campagnes sur {3-9} volcans
- Enseignement à {30-200} étudiants
- Projet [ANR] de {150-700} k€
- Encadrement de {2-12} mémoires
- Corpus de {20-400} heures d'entretiens
- Microscopie électronique ([MEB])
- Base ouverte de {10-300}'000 spécimens
- Organisation d'un colloque
- Relectures pour {3-12} revues
- Fête de la science et podcast
- Modélisation sous [COMSOL]
- Séjour de {6-18} mois à Dakar
k Méthodes: Enquête de terrain; Statistiques; Rédaction scientifique; Modélisation; Télédétection
k Logiciels: R; Python; MATLAB; QGIS; LaTeX; NVivo
c Qualification CNU; Expérimentation animale niveau 1; Bonnes pratiques cliniques @Swissmedic
"""
