"""English trades: functions, training, tasks, skills and certificates, written for this corpus.

The form of a block is described in `data_de`; countries are `gb:`, `ie:`, `ch:` and `xx:` (trained elsewhere).
"""

TRADES = """
== dev | it bank insurance retail
j Junior Developer; Graduate Software Engineer; Web Developer; Software Intern
m Software Engineer; Backend Developer; Full-Stack Developer; Mobile Developer (iOS)
s Senior Software Engineer; Principal Engineer; Engineering Manager; Head of Engineering
v gb:Level 4 Apprenticeship : Software Developer; ie:QQI Level 6 : Software Development
h gb:HND : Computing
w Postgraduate Certificate : Software Engineering
f sci Computer Science; Software Engineering; Information Systems; Electronic Engineering
p voc=1 high=1 acad=6
b Software engineer with {5-18} years in product teams. I care about readable code and small releases.
b Backend developer who enjoys legacy systems more than most.
- Split a billing monolith into {4-12} services behind [Kong]
- Moved {20-90} build jobs to [GitHub Actions]
- Wrote the offline sync of a field service app in [Swift]
- Cut page load time from {4-9} to {1-2} seconds
- Introduced pair programming and weekly [design reviews]
- On call one week in {4-8}
- Mentored {2-5} graduates through their first year
- Built a rules engine for motor quotes in [Clojure]
- Replaced nightly file transfers with events on [RabbitMQ]
- Led a squad of {4-9} engineers across two time zones
- Raised unit test coverage from {12-40} to {70-90} per cent
- Worked with designers on an accessible booking form ([WCAG])
- Kept a twenty-year-old [Delphi] application alive
k Languages: Java; TypeScript; C#; Python; Go; Rust; Kotlin; SQL; C++
k Frameworks: Spring Boot; React; ASP.NET Core; Django; Node.js; Next.js
k Tooling: Git; Docker; Kubernetes; Terraform; Postgres; Datadog; Jira
c AWS Certified Developer – Associate @Amazon Web Services; Certified Kubernetes Application Developer @CNCF;
  Professional Scrum Developer I @Scrum.org; Oracle Certified Professional: Java SE 11 Developer

== sysadmin | it public hospital school
j IT Support Technician; Service Desk Analyst; Desktop Support Engineer
m Systems Administrator; Network Engineer; Infrastructure Engineer; DevOps Engineer
s Senior Infrastructure Engineer; IT Operations Manager; Head of IT; Cloud Platform Lead
v gb:Level 3 Apprenticeship : Infrastructure Technician; ie:QQI Level 5 : Information Technology
h gb:HNC : Computing; gb:Foundation Degree : Network Computing
f sci Computer Networks; Information Technology; Cyber Security
p voc=3 high=2 acad=2
b Keeps {80-900} users working and the auditors content.
b Infrastructure engineer with a liking for documentation and cable ties.
- Ran the move of {200-900} mailboxes to [Exchange Online]
- Patched {60-400} Windows and Linux servers every month
- Set up multi-factor sign-in with [Okta]
- Designed Wi-Fi for {3-14} school sites
- Answered {20-60} tickets a day on the service desk
- Took the trust through [Cyber Essentials Plus]
- Automated joiners and leavers in PowerShell
- Replaced tape backup with [Rubrik]
- Rebuilt the comms room over one bank holiday weekend
- Managed suppliers and a yearly budget of £{80-900}k
- Monitored links with [SolarWinds]
- Trained two apprentices to Level 3
- Rolled out laptops to {100-700} home workers in {2-9} weeks
k Systems: Windows Server; Active Directory; Linux; VMware; Azure; Microsoft 365; Intune
k Networks: Cisco; Juniper; Meraki; VPN; Firewalls
k Automation: PowerShell; Ansible; Bash; Terraform
c CompTIA A+ @CompTIA; Cisco CCNA @Cisco; ITIL 4 Foundation @PeopleCert; Microsoft Certified: Azure Administrator
  Associate @Microsoft; Red Hat Certified System Administrator @Red Hat

== erp | consulting industry it
j ERP Support Analyst; Trainee Consultant
m ERP Consultant; Business Systems Analyst; SAP Functional Consultant (MM/WM); Dynamics 365 Consultant
s Senior SAP Consultant; ERP Programme Manager; Head of Business Applications; Solution Architect
v gb:AAT Level 3 : Accounting
h gb:HND : Business
w MBA
f bus Business Information Systems; Operations Management; Accounting and Finance
p high=1 acad=6
b ERP consultant who speaks warehouse as well as finance.
b {8-22} years of roll-outs in manufacturing, from blueprint to month-end.
- Rolled out SAP S/4HANA to {3-11} plants in {2-6} countries
- Mapped procure-to-pay with users in {12-40} workshops
- Loaded {60-900}k item records from [Sage 200]
- Set up handheld scanning in [Extended Warehouse Management]
- Wrote test scripts and ran user acceptance testing
- Trained {40-300} users in three languages
- Closed {150-600} support calls in the first month after go-live
- Built month-end reports in [Jet Reports]
- Moved a food producer from Navision to [Business Central]
- Kept the interface to the payroll bureau running
- Negotiated licences and support contracts
- Designed approval workflows for purchasing in [Power Automate]
k ERP: SAP S/4HANA; SAP MM; SAP WM; Dynamics 365; Oracle NetSuite; Infor M3; Sage X3
k Methods: Process mapping; Data migration; User training; Cutover planning; Test management
k Tools: SQL; Power BI; Visio; Excel
c SAP Certified Application Associate – Procurement @SAP; Microsoft Certified: Dynamics 365 Finance Functional
  Consultant Associate @Microsoft; APMG Change Management Foundation @APMG

== pm | consulting it public build
j Project Coordinator; Project Support Officer; PMO Analyst
m Project Manager; IT Project Manager; Scrum Master; Business Analyst
s Senior Project Manager; Programme Manager; Head of PMO; Delivery Director
v gb:BTEC National Diploma : Business
h gb:APM Project Management Qualification
w MBA; MSc : Programme Management
f bus Business Management; International Relations; Civil Engineering
p high=1 acad=6
b Project manager for software and buildings moves, budgets up to £{1-9} million.
b Plain plans, honest reports, no surprises for the board.
- Delivered a new case system for {6-30} councils
- Held a budget of £{2-9}m and {3-8} suppliers
- Chaired the weekly change board
- Wrote business cases in [Green Book] style
- Recovered a project that was {4-11} months late
- Ran sprint planning and reviews for three teams
- Set up a portfolio dashboard in [Planview]
- Moved {300-900} staff into one building without a lost day
- Managed risks and issues in [RAID] logs
- Coached {3-9} project managers
- Facilitated workshops with clinicians and union representatives
- Procured a contact centre under [G-Cloud]
- Closed benefits tracking two years after go-live
k Methods: PRINCE2; Agile; Scrum; MSP; Waterfall; Benefits management
k Tools: MS Project; Jira; Confluence; Smartsheet; Power BI
k Strengths: Stakeholder management; Negotiation; Facilitation; Budget control
c PRINCE2 Practitioner @AXELOS; PMP @Project Management Institute; Certified ScrumMaster @Scrum Alliance; MSP
  Advanced Practitioner; AgilePM Foundation @APMG

== accounting | trust industry charity retail
j Accounts Assistant; Purchase Ledger Clerk; Trainee Accountant; Audit Junior
m Management Accountant; Bookkeeper; Financial Accountant; Payroll Officer
s Finance Manager; Financial Controller; Finance Director; Head of Finance
v gb:AAT Level 3 : Accounting; ie:Accounting Technicians Ireland Diploma
h gb:AAT Level 4 : Professional Accounting; gb:ACCA Qualification; ie:ACA
w MBA; Diploma : International Financial Reporting
f bus Accounting and Finance; Economics; Mathematics
p voc=2 high=3 acad=3
b Accountant with {6-24} years in charities and small industry.
b Closes the books by day {4-8} and explains them in plain words.
- Prepared monthly management accounts for {2-9} entities
- Year-end file and audit under [FRS 102]
- Reduced debtor days from {60-90} to {32-48}
- Ran payroll for {40-600} people
- Filed VAT returns under [Making Tax Digital]
- Brought in [Dext] for purchase invoices
- Reconciled {5-20} bank accounts in five currencies
- Restricted fund reporting for grant makers
- Budget and reforecast with heads of department
- Looked after a purchase ledger of {300-900} invoices a month
- Led a team of {3-11}
- Moved the ledgers from Sage to [Xero]
- Built a cash flow model that the bank accepted
k Finance: Management accounts; VAT; Payroll; Budgeting; Audit; Cash flow forecasting; Consolidation
k Software: Xero; Sage 50; QuickBooks; SAP FI; Excel; Unit4
c ACCA Member @ACCA; CIMA Operational Level @CIMA; Payroll Technician Certificate @CIPP; IFRS Certificate

== banking | bank
j Customer Adviser; Bank Cashier; Graduate Analyst; Operations Clerk
m Relationship Manager; Credit Analyst; Compliance Analyst; Mortgage Adviser
s Senior Relationship Manager; Head of Credit Risk; MLRO; Branch Manager; Vice President, Trade Finance
v gb:Level 3 Apprenticeship : Senior Financial Services Customer Adviser
h gb:Chartered Banker Diploma
w MBA; LL.M. : Banking Law
f bus Economics; Banking and Finance; Politics, Philosophy and Economics
p voc=1 high=2 acad=5
b Credit and compliance specialist, at home in regional and private banks.
b {7-20} years between the front desk and the risk committee.
- Managed a book of {60-240} business customers
- Wrote credit papers up to £{2-30}m
- Reviewed {300-900} KYC files ahead of a regulator visit
- Advised first-time buyers on mortgages
- Reported under [Basel III] each quarter
- Trained branch staff in [anti-money laundering]
- Opened a branch with a team of {6-14}
- Settled letters of credit for Asian suppliers
- Tested payment screening with [Actimize]
- Cut complaint backlog by {30-80} per cent
- Moved safe custody clients to [Avaloq]
- Answered FCA data requests
- Monitored covenants and watch-list accounts
k Banking: Credit analysis; KYC; Trade finance; Mortgages; Wealth management; Covenants
k Regulation: AML; Basel III; MiFID II; Consumer Duty
k Systems: Temenos; Bloomberg; Moody's CreditLens; Excel; SQL
c CeMAP @London Institute of Banking & Finance; CFA Level II @CFA Institute; ICA Diploma in Governance, Risk and
  Compliance @ICA; ACAMS @ACAMS

== nursing | hospital care
j Healthcare Assistant; Student Nurse; Care Assistant; Newly Qualified Nurse
m Staff Nurse; Registered Nurse; Community Nurse; Theatre Nurse
s Ward Manager; Charge Nurse; Clinical Nurse Specialist; Matron; Practice Educator
v gb:NVQ Level 3 : Health and Social Care; ie:QQI Level 5 : Healthcare Support
h gb:Diploma of Higher Education : Adult Nursing; xx:General Nursing Diploma
w Postgraduate Certificate : Clinical Education; Non-Medical Prescribing
f sci Adult Nursing; Mental Health Nursing; Children's Nursing; General Nursing
p voc=1 high=2 acad=5
b Registered nurse with {5-25} years in acute and community care.
b Steady on nights, kind at the bedside, tidy with notes.
- Led a {18-32}-bed [respiratory] ward with {20-45} staff
- Cared for patients after hip and knee surgery
- Mentored student nurses and return-to-practice colleagues
- Ran a nurse-led [leg ulcer] clinic
- Rolled out electronic observations ([Nervecentre])
- Administered intravenous antibiotics at home
- Reduced falls by {12-40} per cent in one year
- Wrote rotas in [Allocate]
- Safeguarding link nurse for the unit
- Scrubbed for day surgery lists, {4-12} cases a day
- Took part in [hospice] at home pilot
- Audited pressure area care every month
- Night coordinator for {3-6} wards
k Clinical: Wound care; Cannulation; Medication administration; Palliative care; Triage; Catheterisation;
  Tracheostomy care
k Systems: EMIS; RiO; SystmOne; Datix
k Leadership: Mentoring; Rostering; Clinical audit
c Immediate Life Support @Resuscitation Council UK; Mentorship in Practice; Moving and Handling Trainer; Non-medical
  Prescriber V300

== mpa | practice hospital
j Medical Receptionist; Phlebotomist; Ward Clerk
m Medical Secretary; Healthcare Assistant (General Practice); Dental Nurse; Optical Assistant
s Practice Manager; Assistant Practice Manager; Lead Dental Nurse; Patient Services Manager
v gb:NVQ Level 3 : Dental Nursing; gb:AMSPAR Diploma : Medical Secretaries; ie:QQI Level 5 : Medical Administration
h gb:Diploma in Primary Care Management
f bus Health Services Management
p voc=5 high=2 acad=1
b Front desk, phlebotomy and recalls for a practice of {4-15}000 patients.
b Patient-centred, quick typist, calm with queues.
- Answered {60-140} calls a day and booked appointments
- Took bloods, blood pressures and [ECG]s
- Typed clinic letters from digital dictation
- Summarised new patient notes in [EMIS Web]
- Chairside assistance for {2-5} dentists
- Decontaminated instruments to [HTM 01-05]
- Ran recalls for diabetes and asthma reviews
- Led the team of {5-14} receptionists
- Submitted [QOF] figures each spring
- Ordered stock and vaccines, kept the cold chain
- Set up online booking for flu clinics
- Prepared the practice for a [CQC] inspection
k Practice: Phlebotomy; Appointment booking; Audio typing; Medical terminology; Infection control; Chaperoning
k Systems: EMIS; SystmOne; Docman; Word; Outlook
c Phlebotomy Certificate; Basic Life Support; Certificate in Dental Radiography @NEBDN; Care Certificate

== electrician | electric energy build
j Apprentice Electrician; Electrician's Mate; Trainee Electrical Fitter
m Electrician; Maintenance Electrician; Electrical Fitter; Solar Installer
s Electrical Supervisor; Contracts Manager (Electrical); Approved Electrician; Electrical Project Engineer
v gb:NVQ Level 3 : Electrotechnical Services; ie:National Craft Certificate : Electrical; gb:City & Guilds 2365 :
  Electrical Installations
h gb:HNC : Electrical Engineering
f eng Electrical Engineering; Renewable Energy
p voc=6 high=2 acad=1
b Time-served electrician, domestic to heavy industry.
b Tests first, then switches on.
- Wired {30-180} new homes, first and second fix
- Inspection and testing to [BS 7671]
- Fitted {40-200} vehicle chargers for councils
- Maintained conveyors and motor control panels
- Fault-finding on [Allen-Bradley] drives
- Rewired a listed chapel without visible trunking
- Ran a gang of {3-10} on a hospital extension
- Priced small works and wrote method statements
- Installed solar arrays up to {50-600} kWp
- Fire alarm commissioning to [BS 5839]
- Out-of-hours rota, one week in {3-6}
- Took on and trained {2-5} apprentices
k Trade: Inspection and testing; Containment; Three-phase; Fire alarms; Solar PV; PLC fault-finding; Emergency
  lighting
k Tools: Amtech; AutoCAD; Simpro; Excel
c 18th Edition Wiring Regulations @City & Guilds; ECS Gold Card @JIB; CompEx Ex01–Ex04; IPAF 3a 3b @IPAF; SSSTS
  @CITB

== builder | build public housing
j Site Labourer; Trainee Bricklayer; Assistant Site Manager; Graduate Engineer
m Bricklayer; Site Engineer; Quantity Surveyor; Site Manager
s Senior Site Manager; Contracts Manager; Construction Director; Commercial Manager
v gb:NVQ Level 2 : Bricklaying; ie:National Craft Certificate : Carpentry and Joinery
h gb:HNC : Construction and the Built Environment
w Postgraduate Diploma : Construction Law
f eng Civil Engineering; Quantity Surveying; Construction Management
p voc=3 high=2 acad=3
b From the trowel to the site office in {12-28} years.
b Site manager for housing and schools up to £{3-40} million.
- Ran a site of {40-200} homes from groundworks to handover
- Set out roads and drainage with a total station
- Valued variations under [NEC4]
- Kept a record of {300-900} days without a reportable accident
- Let {15-45} subcontract packages
- Refurbished {20-160} flats with residents in place
- Face brickwork on a conservation terrace
- Weekly look-ahead plans in [Asta Powerproject]
- Snagging and defects within {7-21} days
- Temporary works coordinator
- Cost reports and final accounts
- Led toolbox talks and [RAMS] reviews
- Piling and concrete frame beside a live railway
k Construction: Setting out; Subcontractor management; JCT; NEC4; Health and safety; Cost planning; Quality
  inspections
k Software: Asta Powerproject; CostX; AutoCAD; Procore; Excel
c SMSTS @CITB; CSCS Black Card @CSCS; Temporary Works Coordinator; First Aid at Work; NEBOSH Construction
  Certificate @NEBOSH

== mechanical | industry aviation energy
j Apprentice Fitter; Graduate Mechanical Engineer; CNC Operator
m Mechanical Design Engineer; Maintenance Fitter; CNC Programmer; Manufacturing Engineer
s Engineering Manager; Production Manager; Lead Design Engineer; Continuous Improvement Manager
v gb:NVQ Level 3 : Mechanical Manufacturing Engineering; ie:National Craft Certificate : Toolmaking
h gb:HND : Mechanical Engineering
w MSc : Lean Operations
f eng Mechanical Engineering; Manufacturing Engineering; Mechatronics; Materials Engineering
p voc=3 high=2 acad=3
b Design engineer with dirt under the fingernails.
b Has taken {5-14} machines from sketch to shop floor.
- Designed jigs and fixtures in [Creo]
- Cut changeover time by {25-60} per cent with [SMED]
- Stress calculations in [Ansys]
- Programmed five-axis mills for aerospace brackets
- Led a maintenance crew of {6-18} on shifts
- Stripped and rebuilt gearboxes
- Production planning for {3-9} lines
- Ran kaizen weeks with operators
- CE marking file for a bottling machine
- Supplier visits in Poland and India
- Reduced scrap from {6-12} to {1-3} per cent
- Drawings to [BS 8888], tolerance stacks
- Commissioned pumps on {2-6} ferries
k Engineering: Machine design; GD&T; Hydraulics; Pneumatics; Welding; CNC machining; Preventive maintenance
k Software: SolidWorks; Inventor; Mastercam; NX; SAP PM
k Methods: Lean; Six Sigma; FMEA; 5S
c Six Sigma Green Belt; IOSH Managing Safely @IOSH; Chartered Engineer @Engineering Council; Coded Welder EN ISO
  9606-1

== pharma | pharma
j Manufacturing Operator; Quality Control Technician; Validation Intern
m Quality Assurance Officer; Validation Engineer; Process Engineer; Regulatory Affairs Specialist
s Quality Manager; Qualified Person; Head of Regulatory Affairs; Manufacturing Lead
v gb:Level 3 Apprenticeship : Science Manufacturing Technician
h ie:Higher Certificate : Good Manufacturing Practice and Technology
w MSc : Pharmaceutical Quality; Postgraduate Diploma : Regulatory Affairs
f sci Pharmaceutical Science; Biotechnology; Chemical Engineering; Microbiology
p voc=1 high=1 acad=6
b Quality professional in sterile and oral dosage manufacturing.
b Has hosted {5-16} inspections and still sleeps well.
- Released {80-400} batches a year
- Closed deviations and CAPAs in [MasterControl]
- Qualified a filling line ([IQ, OQ, PQ])
- Wrote variations for {12-40} markets
- Led supplier audits in China and Italy
- Media fills and environmental monitoring
- Data integrity gap assessment under [21 CFR Part 11]
- Trained {60-300} operators in good documentation practice
- Scaled a tablet coating from {5-20} to {150-400} kg
- Annual product quality reviews
- Ran the site change board
- Transferred a vaccine process from Belgium
- Cleaning validation with [TOC] swabs
k Quality: GMP; GDP; CAPA; Change control; Validation; Batch release; Annex 1; Root cause analysis
k Systems: TrackWise; Veeva Vault; SAP; LIMS; MES
c Lead Auditor ISO 9001 @CQI and IRCA; Lean Six Sigma Yellow Belt; GAMP 5 Computerised Systems @ISPE; Qualified
  Person Declaration

== lab | chem hospital research pharma
j Laboratory Assistant; Trainee Biomedical Scientist; Placement Student, Analytical Chemistry
m Biomedical Scientist; Analytical Chemist; Research Technician; Microbiology Analyst
s Senior Analytical Chemist; Laboratory Manager; Lead Biomedical Scientist; Head of Quality Control
v gb:Level 3 Apprenticeship : Laboratory Technician
h gb:HNC : Applied Sciences
w MSc : Biomedical Science
f sci Chemistry; Biomedical Science; Biochemistry; Forensic Science
p voc=1 high=1 acad=5
b Chemist with {4-20} years at the bench and on the rota.
b Careful, quick, and fond of a good calibration curve.
- Assay and impurity testing by [UPLC]
- Cross-matched blood on nights and weekends
- Developed methods for pesticides in water ([GC-MS])
- Kept {8-30} instruments in calibration
- Led accreditation to [ISO 15189]
- Plated and read food samples, {100-400} a day
- Trained {4-12} technicians
- Managed chemical stock and waste
- Stability studies for {3-12} products
- Brought in barcode tracking with [LabVantage]
- Wrote and reviewed standard operating procedures
- Ran cell lines and [flow cytometry]
k Techniques: HPLC; GC-MS; PCR; ELISA; Titration; FTIR; Cell culture; Histology
k Quality: ISO 17025; GLP; Method validation; SOPs
k Software: Empower; Chromeleon; LIMS; Excel
c HCPC Registration; Institute of Biomedical Science Specialist Portfolio @IBMS; COSHH Assessor; Radiation
  Protection Supervisor

== logistics | logistics retail industry
j Warehouse Operative; Picker and Packer; Import Clerk; Stock Controller
m Transport Planner; Warehouse Supervisor; Freight Forwarder; Supply Chain Analyst
s Warehouse Manager; Distribution Centre Manager; Head of Logistics; Supply Chain Manager
v gb:NVQ Level 2 : Warehousing and Storage; ie:QQI Level 5 : Logistics
h gb:CILT Level 3 Certificate : Logistics and Transport
w MSc : Supply Chain Management
f bus Logistics Management; Supply Chain Management; Geography
p voc=4 high=2 acad=2 none=1
b Gets pallets out of the door on time.
b {6-24} years in depots from Felixstowe to Fermoy.
- Planned {20-90} vehicles a day
- Led shifts of {15-80} in a chilled depot
- Picked to voice at {120-220} cases an hour
- Cut stock loss by {15-60} per cent
- Customs entries in [CDS] after Brexit
- Slotted {4-20}000 lines in a new warehouse
- Negotiated haulage rates, saved £{60-600}k
- Loaded and tipped containers
- Brought in [Blue Yonder] with the head office team
- Forecast volumes for peak season
- Counter-balance and reach truck work
- Reported on-time delivery of {94-99} per cent
k Logistics: Route planning; Stock control; Customs clearance; Incoterms; Demand planning; Health and safety
k Systems: SAP EWM; Manhattan; Paragon; Excel; Blue Yonder
c Forklift Licence (Counterbalance and Reach) @RTITB; Transport Manager CPC @OCR; DGSA; APICS CSCP @ASCM

== driver | transport logistics
j Van Driver; Delivery Driver; Driver's Mate
m HGV Class 1 Driver; Bus Driver; Coach Driver; Tanker Driver
s Transport Supervisor; Depot Manager; Driver Trainer; Fleet Manager
v gb:NVQ Level 2 : Driving Goods Vehicles
h gb:Transport Manager CPC
f bus Transport Management
p voc=3 high=1 none=4
b {10-30} years on the road, clean licence.
b Early starter, safe reverser, good with customers.
- Multi-drop deliveries, {12-40} stops a day
- Night trunking between hubs
- City bus routes on early and late shifts
- Fuel deliveries under [ADR]
- Daily walk-round checks and defect reports
- Tail-lift and moffett work
- School runs with wheelchair users
- Assessed and trained {10-60} drivers
- Kept tachograph records in [Tachomaster]
- Refrigerated loads to Irish supermarkets
- Rostered {18-70} drivers
- Continental runs to Spain and Italy
k Driving: Multi-drop; Articulated; Refrigerated transport; Hazardous goods; Load securing; Digital tachograph
k Other: Route knowledge; Customer service; Vehicle checks
c Driver CPC; ADR Licence (Packages and Tanks); HIAB Lorry Loader @ALLMI; MiDAS Minibus

== hr | public industry charity it
j HR Assistant; Recruitment Resourcer; HR Administrator; People Intern
m HR Adviser; HR Business Partner; Talent Acquisition Partner; Learning and Development Officer
s Head of HR; People Director; HR Manager; Senior HR Business Partner
v gb:Level 3 Apprenticeship : HR Support
h gb:CIPD Level 5 Associate Diploma : People Management; ie:Diploma : Human Resource Management
w CIPD Level 7 Advanced Diploma : Strategic People Management; Master's : Employment Law
f bus Psychology; Human Resource Management; Business Management; English Literature
p voc=1 high=3 acad=4
b HR generalist who reads the policy before quoting it.
b {5-20} years with unions, charities and fast-growing firms.
- Hired {40-180} people in a year
- Advised managers on absence, grievance and [TUPE]
- Rebuilt induction for shift workers
- Brought in [BambooHR] for {120-700} staff
- Pay review and [gender pay gap] report
- Ran apprentice assessment days
- Sat opposite two unions in pay talks
- Wrote {10-40} policies in plain English
- Redundancy consultation for {20-120} posts
- Led a team of {3-10}
- Managed immigration sponsorship
- Staff survey with {60-92} per cent response
k HR: Employee relations; Recruitment; Employment law; Job evaluation; Absence management; Onboarding; Coaching
k Systems: Workday; iTrent; BambooHR; SAP SuccessFactors; Excel
c Mental Health First Aider @MHFA England; ACAS Mediation Certificate @ACAS; BPS Test User: Ability and Personality
  @BPS; Chartered MCIPD @CIPD

== marketing | agency retail charity media
j Marketing Assistant; Communications Intern; Social Media Executive; Copywriter
m Marketing Manager; Digital Marketing Executive; Communications Officer; Product Marketing Manager
s Head of Marketing; Communications Director; Senior Brand Manager; Chief Marketing Officer
v gb:Level 3 Apprenticeship : Multi-channel Marketer
h gb:CIM Diploma : Professional Marketing
w MA : Public Relations
f art English Literature; Media and Communications; Marketing; History
p voc=1 high=1 acad=6
b Writer first, marketer second.
b Campaigns for charities and small brands, measured without vanity.
- Ran a Christmas appeal that raised £{60-900}k
- Rewrote {150-700} web pages
- Managed paid search in [Google Ads], £{5-60}k a month
- Grew the newsletter from {3-9}000 to {15-70}000 readers
- Press office, {2-5} spokespeople trained
- Planned events for {80-600} guests
- Moved the site to [Drupal]
- Launched a snack brand in {3-9} countries
- Managed two agencies and a freelance pool
- Segmented donors in [Raiser's Edge]
- Reported monthly from [GA4]
- Filmed and cut short videos
k Marketing: Copywriting; SEO; Paid search; Brand management; Media relations; Event management; Email marketing
k Tools: Google Analytics; WordPress; HubSpot; Canva; Mailchimp; Adobe Creative Cloud
c CIM Level 4 Certificate @CIM; Google Analytics Certification @Google; Prince's Street Copy School Diploma

== sales | industry it telecom retail
j Sales Executive; Telesales Agent; Business Development Representative; Internal Sales Coordinator
m Account Manager; Field Sales Engineer; Area Sales Manager; Export Sales Executive
s Sales Director; Head of Business Development; National Account Manager; Commercial Director
v gb:Level 3 Apprenticeship : IT Technical Salesperson
h gb:HND : Business
w MBA
f bus Business Management; Marketing; European Studies; Mechanical Engineering
p voc=1 high=1 acad=4 none=1
b Sells to engineers by listening to them.
b Target beaten in {5-9} of the last ten years.
- Looked after {40-160} accounts in the Midlands
- Grew the territory from £{1-3}m to £{4-9}m
- Won a framework with {3-12} hospital groups
- Opened a distributor network in Scandinavia
- Led {4-14} field representatives
- Forecast in [Salesforce], pipeline reviews weekly
- Cold calls, {60-110} a day
- Bids and tenders for schools
- Product demos at trade shows
- Set up the Irish office
- Trained new starters in [consultative selling]
- Renegotiated terms after the steel price rise
k Sales: Key account management; New business; Tendering; Negotiation; Forecasting; Export documentation
k Tools: Salesforce; HubSpot; Dynamics 365 Sales; PowerPoint; LinkedIn Sales Navigator
c Institute of Sales Professionals Level 4; SPIN Selling; Institute of Export Level 3 @Institute of Export

== retail | retail
j Sales Assistant; Cashier; Night Replenishment Assistant; Weekend Supervisor
m Department Manager; Assistant Store Manager; Visual Merchandiser; Team Leader
s Store Manager; Area Manager; Deputy Store Manager; Retail Operations Manager
v gb:NVQ Level 2 : Retail Skills; ie:QQI Level 5 : Retail Practice
h gb:Foundation Degree : Retail Management
f bus Retail Management
p voc=4 high=1 acad=1 none=3
b Store manager who still does the Saturday till.
b Sales up, queues down, team happy.
- Managed a store with {12-90} staff and £{2-20}m sales
- Opened {2-6} branches
- Cut waste in fresh food by {10-45} per cent
- Ran stock takes and [gap scans]
- Served customers on the fish counter
- Dressed windows for every season
- Interviewed and trained {15-80} people
- Kept the shop at five stars for [food hygiene]
- Rota planning in [Kronos]
- Cash office and safe
- Click and collect from day one
- Won region of the year in {2014-2023}
k Retail: Merchandising; Stock control; Cash handling; Rota planning; Loss prevention; Customer service
k Systems: Kronos; Oracle Retail; Excel; Epos Now
c Personal Licence Holder; Level 3 Food Safety @CIEH; Fire Marshal; First Aid at Work

== hotel | hotel
j Receptionist; Waiter|Waitress; Bartender; Housekeeping Assistant; Commis Waiter|Commis Waitress
m Front Office Supervisor; Restaurant Manager; Events Coordinator; Head Housekeeper
s Hotel General Manager; Food and Beverage Manager; Front of House Manager; Revenue Manager
v gb:NVQ Level 2 : Food and Beverage Service; ie:QQI Level 5 : Hospitality Operations
h gb:HND : Hospitality Management; ch:Swiss Hotel Diploma
w Certificate : Hotel Revenue Management
f bus Hospitality Management; Tourism
p voc=3 high=3 acad=2 none=1
b Hospitality manager for seaside and city houses.
b Remembers names, room numbers and allergies.
- Ran a {40-220}-room hotel to {70-90} per cent occupancy
- Weddings for {60-250} guests, {20-50} a year
- Changed the booking engine to [SiteMinder]
- Wrote wine lists and trained {6-20} waiting staff
- Night audit and early departures
- Checked {14-25} rooms a day
- Average rate up £{8-40} in two years
- Lifted online reviews from {3-4}.{0-9} to 4.{5-9}
- Cocktail bar with weekly live music
- Cellar, stock and supplier orders
- Organised conferences with simultaneous interpreting
- Led front desk through a full refurbishment
k Hospitality: Front office; Event planning; Revenue management; Housekeeping; Table service; Complaint handling
k Systems: Opera; Mews; Micros; ResDiary; Excel
c WSET Level 2 Award in Wines @WSET; Personal Licence Holder; Level 2 Food Hygiene @Highfield; HACCP Level 3

== chef | restaurant hotel school
j Commis Chef; Kitchen Porter; Apprentice Chef
m Chef de Partie; Pastry Chef; Sous Chef; School Cook
s Head Chef; Executive Chef; Catering Manager; Chef Patron
v gb:NVQ Level 2 : Professional Cookery; ie:QQI Level 6 : Culinary Arts
h gb:City & Guilds Diploma : Professional Patisserie
f bus Culinary Arts
p voc=6 high=2 none=2
b Seasonal cook with a quiet kitchen.
b Fish, bread and a waste bucket that stays empty.
- Ran a brigade of {4-16}
- {60-180} covers a night, seven services
- Food cost held at {26-32} per cent
- Set up a bakery that supplies {3-9} cafés
- Allergen folder under [Natasha's Law]
- School meals for {300-900} children
- Menus with boat-to-plate fish
- Trained {3-12} apprentices
- Private dining for {10-40}
- Five-star hygiene rating in each year
- Ordered and counted stock in [Kitchen CUT]
- Festival catering from a trailer
k Kitchen: Pastry; Butchery; Menu planning; Costing; Fish cookery; Vegan cooking; Bread
k Running: HACCP; Stock control; Rota planning
c Level 3 Food Safety @Highfield; Level 2 Award in Allergen Management; First Aid at Work

== teacher | school
j Teaching Assistant; Newly Qualified Teacher; Cover Supervisor; Language Assistant
m Primary Teacher; Teacher of Mathematics; Special Needs Teacher; ESOL Tutor
s Head of Department; Deputy Headteacher; Headteacher; Head of Year; SENCO
v gb:NVQ Level 3 : Supporting Teaching and Learning
h gb:PGCE : Primary Education; gb:PGCE : Secondary Mathematics; ie:Professional Master of Education
w National Professional Qualification for Headship; MA : Education
f art Mathematics; History; Primary Education; Modern Languages; Geography
p voc=1 high=3 acad=5
b Maths teacher with a soft spot for bottom sets.
b Classroom first, paperwork after.
- Taught classes of {22-33} from Year 3 to Year 6
- Raised GCSE passes from {48-60} to {66-84} per cent
- Wrote schemes of work for {2-5} year groups
- Ran the chess club and the school play
- Education, health and care plans for {15-60} pupils
- Led phonics with [Read Write Inc.]
- Line-managed {4-14} teachers
- Evening classes for newly arrived families
- Exam marker for two boards
- Timetable in [SIMS]
- Reading scheme with volunteer grandparents
- Residential trips to Wales and Normandy
- Mentored {3-10} trainee teachers
k Teaching: Curriculum planning; Behaviour management; Phonics; Assessment; Special educational needs; Safeguarding
k Tools: SIMS; Google Classroom; Arbor; Interactive whiteboard; GeoGebra
c Qualified Teacher Status @Department for Education; CELTA @Cambridge Assessment; Designated Safeguarding Lead;
  Makaton Level 2 @Makaton

== social | social housing charity public
j Support Worker; Youth Work Assistant; Family Support Assistant
m Social Worker; Youth Worker; Housing Officer; Drug and Alcohol Practitioner
s Team Manager; Service Manager; Senior Practitioner; Head of Children's Services
v gb:NVQ Level 3 : Health and Social Care; ie:QQI Level 5 : Community Care
h gb:Diploma of Higher Education : Youth and Community Work
w Postgraduate Certificate : Practice Education; MA : Systemic Practice
f art Social Work; Social Policy; Sociology; Psychology
p voc=2 high=1 acad=5
b Children and families social worker, {4-20} years in three authorities.
b Patient listener, prompt recorder.
- Held a caseload of {14-28} families
- Wrote court reports and care plans
- Chaired [child protection] conferences
- Set up a drop-in for young carers
- Arrears and tenancy support for {200-600} homes
- Supervised {5-9} social workers
- Detached youth work on two estates
- Assessments under the [Care Act]
- Out-of-hours duty team
- Group work on anger and sleep
- Raised £{40-300}k in grants
- Linked with schools, police and health visitors
k Practice: Safeguarding; Assessment; Case recording; Motivational interviewing; Group work; Supervision; Court work
k Systems: Mosaic; Liquidlogic; Word; Excel
c Social Work England Registration; Approved Mental Health Professional; Signs of Safety Two-day Training; Practice
  Educator Stage 2

== public | public
j Administrative Officer; Council Tax Assistant; Electoral Services Assistant
m Policy Officer; Planning Officer; Executive Officer; Democratic Services Officer
s Head of Democratic Services; Town Clerk; Principal Planning Officer; Grade 7 Policy Lead
v gb:Level 3 Apprenticeship : Business Administrator; ie:Leaving Certificate Applied
h gb:Certificate in Local Council Administration
w Master of Public Administration; MSc : Town Planning
f law Politics; Public Administration; Geography; History
p voc=2 high=1 acad=5
b Local government officer who likes a clear agenda.
b {6-25} years with councils and one ministry.
- Clerked {3-9} committees and wrote minutes
- Decided {120-300} planning applications a year
- Ran two general elections and a by-election
- Drafted answers to parliamentary questions
- Consultation on bus lanes with {600-900} replies
- Moved records to [SharePoint]
- Freedom of information requests within {10-20} days
- Budget papers for £{4-90}m
- Registered births, deaths and marriages
- Led a team of {4-18} in revenues
- Wrote the local plan chapter on housing
- Licensing hearings and enforcement visits
k Government: Minute taking; Policy analysis; Planning law; Committee support; Public consultation; Procurement
k Systems: ModernGov; Uniform; Civica; Excel
c Certificate in Electoral Administration @AEA; PRINCE2 Foundation @PeopleCert; RTPI Chartered Member @RTPI

== law | law insurance bank
j Legal Secretary; Paralegal; Trainee Solicitor; Vacation Scheme Student
m Solicitor; Legal Executive; Conveyancer; Contracts Manager
s Partner; Senior Associate; General Counsel; Head of Legal; Company Secretary
v gb:CILEX Level 3 : Law and Practice
h gb:Legal Practice Course; gb:Bar Professional Training Course
w LLM : Commercial Law
f law Law; English and French Law; History
p voc=1 high=1 acad=5
b Commercial solicitor with in-house habits: short advice, on time.
b Property and probate, {5-22} years in market towns.
- Ran {60-140} conveyancing files at a time
- Drafted supply and licence agreements
- Advised the board on [company law]
- Probate and lasting powers of attorney
- Bundles and listing for {10-40} hearings
- Employment tribunal claims, both sides
- Due diligence on {3-14} acquisitions
- Rolled out matter management in [Clio]
- Supervised {2-8} trainees
- Leases for {20-90} shop units
- Data protection work under [UK GDPR]
- Legal aid franchise manager
k Law: Contract drafting; Conveyancing; Company law; Data protection; Litigation; Employment law; Probate
k Tools: Clio; Westlaw; LEAP; Word; HighQ
c Solicitor of England and Wales @SRA; STEP Certificate @STEP; Certified Information Privacy Professional/Europe
  @IAPP

== architect | architecture public
j Part I Architectural Assistant; Architectural Technician; Part II Architectural Assistant
m Architect; Architectural Technologist; Interior Designer; Landscape Architect
s Associate Architect; Director; Project Architect; Head of Design
v gb:BTEC National Diploma : Construction
h gb:HND : Architectural Technology
w RIBA Part 3; MSc : Building Conservation
f eng Architecture; Interior Architecture; Landscape Architecture
p high=1 acad=7
b Architect for schools, libraries and stubborn old barns.
b Timber, brick and a good site meeting.
- Led {4-12} school projects from brief to handover
- Planning and [listed building consent]
- Details in cross-laminated timber
- BIM coordination to [ISO 19650]
- {2-9} competition entries, two won
- Contract administration under [JCT]
- Passive house retrofit of {12-60} flats
- Public consultation evenings
- Models, drawings and visuals in [Enscape]
- Mentored Part I students
- Fit-out of a museum café
- Cost checks with the quantity surveyor
k Design: Concept design; Technical detailing; Planning applications; Conservation; Contract administration;
  Passivhaus
k Software: Revit; Vectorworks; SketchUp; Rhino; AutoCAD; NBS Chorus
c Certified Passivhaus Designer @Passivhaus Institut; ARB Registered Architect @ARB; BIM Fundamentals @BRE

== graphic | agency media
j Junior Designer; Artworker; Design Intern
m Graphic Designer; UX Designer; Illustrator; Motion Designer
s Art Director; Creative Director; Senior UX Designer; Head of Design
v gb:BTEC Level 3 Extended Diploma : Art and Design
h gb:Foundation Diploma : Art and Design
w MA : Typeface Design
f art Graphic Design; Illustration; Visual Communication; Human-Computer Interaction
p voc=1 high=1 acad=5
b Designer of books, maps and slow websites made fast.
b Type, grids and a sharp pencil.
- Rebranded {3-14} theatres and cafés
- Laid out a quarterly of {64-128} pages
- Wireframes and clickable prototypes in [Axure]
- Wayfinding for two hospitals
- Usability tests with {5-18} people a month
- Prepared print-ready artwork
- Design system with {40-160} components in [Storybook]
- Title sequences in [After Effects]
- Art-directed photo shoots
- Packaging for {6-30} teas
- Maps for national park leaflets
- Led a studio of {3-9}
k Design: Typography; Branding; Editorial design; UX research; Wireframing; Illustration; Packaging
k Software: Adobe InDesign; Adobe Illustrator; Photoshop; Figma; Sketch; HTML; CSS
c BCS Foundation Certificate in User Experience @BCS; Certified Usability Analyst @HFI; Letterpress Workshop
  Certificate

== hair | salon
j Salon Assistant; Apprentice Hairdresser; Nail Technician
m Hair Stylist; Barber; Beauty Therapist; Colour Technician
s Salon Manager; Salon Owner; Master Colourist; Education Lead
v gb:NVQ Level 2 : Hairdressing; ie:National Craft Certificate : Hairdressing; gb:NVQ Level 3 : Barbering
h gb:Level 4 Diploma : Salon Management
f art Theatrical Make-up
p voc=7 high=1 none=1
b Stylist with a full column and a soft voice.
b Colour corrections and curls.
- Cut and colour, {6-14} clients a day
- Opened a two-chair shop
- Trained {2-9} juniors to Level 2
- Wedding hair for {15-60} brides a year
- Retail sales up {15-50} per cent
- Booking in [Fresha]
- Skin fades and hot-towel shaves
- Patch tests and client records
- Wig fitting for theatre
- Ordered stock, counted weekly
- Colour education in [Balayage]
- Lash lifts, waxing and facials
k Salon: Colour correction; Cutting; Barbering; Hair extensions; Waxing; Bridal hair
k Business: Stock control; Client consultation; Booking systems
c Great Lengths Certified Stylist @Great Lengths; Level 3 Award in Education and Training; Patch Test and Safety

== joiner | joinery build
j Apprentice Joiner; Joiner's Labourer
m Bench Joiner; Carpenter; Kitchen Fitter; Cabinet Maker
s Workshop Manager; Joinery Estimator; Foreman Joiner|Forewoman Joiner; Conservation Joiner
v gb:NVQ Level 3 : Bench Joinery; ie:National Craft Certificate : Cabinet Making; gb:City & Guilds Diploma : Site
  Carpentry
h gb:HNC : Furniture Making
f art Furniture Design
p voc=7 high=1
b Bench joiner: sash windows, stairs and the odd boat.
b Measures twice, sweeps up after.
- Made and fitted {20-160} sash windows
- Kitchens from drawing to last hinge
- Setting out rods and cutting lists
- Ran a workshop of {3-14}
- Priced work in [Joinerysoft]
- Oak frames with pegged joints
- Fire doors to [BS 8214]
- CNC nesting on a [Biesse]
- Fitted out {6-30} pubs
- Repaired church pews
- Spray finishing and French polish
- Took {2-6} apprentices through their skill test
k Joinery: Sash windows; Staircases; Fire doors; Kitchen fitting; Furniture repair; Spray finishing
k Machines: CNC router; Spindle moulder; AutoCAD; Cabinet Vision
c CSCS Blue Card @CSCS; Fire Door Installer @BM TRADA; Abrasive Wheels; PASMA Towers @PASMA

== gardener | garden public charity
j Garden Labourer; Trainee Gardener; Nursery Assistant
m Gardener; Landscaper; Arborist; Greenkeeper
s Head Gardener; Parks Manager; Landscape Contracts Manager; Garden Designer
v gb:NVQ Level 2 : Horticulture; gb:RHS Level 2 Certificate : Practical Horticulture; ie:QQI Level 5 : Horticulture
h gb:Foundation Degree : Arboriculture; gb:HND : Garden Design
f sci Horticulture; Landscape Management; Ecology
p voc=5 high=2 acad=1
b Head gardener for old walls and new wildflowers.
b {6-30} seasons outdoors.
- Looked after {4-40} acres with {2-9} gardeners
- Planted {2-20} km of hedge
- Climbed and felled with [MEWP] and ropes
- Drew planting plans for {10-50} gardens
- Kept bowling greens and {9-18} holes
- Volunteers every Tuesday
- Composting and peat-free nursery
- Built dry-stone walls
- Plant sales worth £{8-60}k
- Risk assessments and spray records
- Pruned {60-400} espaliered pears
- Opened the garden for charity
k Horticulture: Pruning; Plant knowledge; Lawn care; Tree climbing; Dry-stone walling; Planting design
k Machines: Chainsaw; Ride-on mower; Mini digger; Vectorworks
c NPTC Chainsaw Maintenance and Cross-cutting @City & Guilds; PA1 and PA6 Pesticides; Tree Inspection Certificate
  @LANTRA

== security | security aviation public
j Door Supervisor; Security Guard; Steward
m Security Officer; CCTV Operator; Aviation Security Officer; Control Room Operator
s Security Manager; Duty Security Supervisor; Head of Security; Operations Manager
v gb:Level 2 Award : Door Supervision; ie:QQI Level 4 : Guarding Skills
h gb:Level 5 Diploma : Security Management
f law Criminology; Policing; Security and Risk Management
p voc=4 high=1 acad=1 none=3
b Ex-army, observant, good with people.
b Calm voice at the door and clear logs at four in the morning.
- Guarded a data centre on twelve-hour shifts
- Led a team of {6-40} at {5-20}000-seat events
- Screened passengers and hold baggage
- Watched {60-300} cameras in [Milestone]
- Wrote assignment instructions for {4-25} sites
- Conflict calls solved without force
- Key control and lone-worker checks
- Evacuation drills each quarter
- Cut theft by {20-60} per cent in two malls
- Rosters for {20-110} officers
- Vetted staff to [BS 7858]
- First aider on {3-9} call-outs a month
k Security: Access control; CCTV; Conflict management; Fire safety; Report writing; Incident command
k Systems: Milestone; Lenel; Radio procedure; Word
c SIA Door Supervisor Licence @SIA; SIA CCTV Licence @SIA; First Aid at Work; ACT Awareness; Spectator Safety Level
  2

== aviation | aviation
j Ramp Agent; Cabin Crew; Passenger Services Agent; Apprentice Aircraft Mechanic
m Aircraft Technician; Flight Dispatcher; Cabin Supervisor; First Officer; Load Controller
s Licensed Aircraft Engineer; Station Manager; Captain; Head of Ground Operations; Purser
v gb:Level 3 Apprenticeship : Aircraft Maintenance Fitter
h gb:Foundation Degree : Aircraft Engineering; xx:Commercial Pilot Licence (Integrated)
f eng Aerospace Engineering; Air Transport Management
p voc=3 high=3 acad=3
b Line engineer on narrow-bodies, days and nights.
b Safe, then on time, then cheerful.
- Certified line work on [Boeing 737]
- Handled {12-50} turnarounds a shift
- {2-9}000 hours on [A320 family]
- Heavy checks under [Part 145]
- Planned routes round winter storms
- Trained {20-120} cabin crew in first aid
- Load sheets for {4-9} airlines
- Bird strike and lightning inspections
- Set up a new base with {8-30} staff
- De-icing lead for {3-7} winters
- Cut baggage delays by {15-40} per cent
- Safety reports and [SMS] reviews
k Aviation: Line maintenance; Ground handling; Flight planning; Load control; Dangerous goods; Human factors;
  De-icing
k Systems: AMOS; Amadeus; Jeppesen; SITA
c UK CAA Part 66 B1 Licence @UK CAA; IATA Dangerous Goods Category 6 @IATA; Airside Driving Permit; Aviation First
  Aid

== insurance | insurance
j Claims Handler; Insurance Sales Adviser; Underwriting Assistant
m Underwriter; Loss Adjuster; Claims Technician; Insurance Broker; Actuarial Analyst
s Claims Manager; Senior Underwriter; Head of Pricing; Actuary; Account Director
v gb:Level 3 Apprenticeship : Insurance Practitioner
h gb:Diploma in Insurance; ie:Certified Insurance Practitioner
w MSc : Actuarial Management
f bus Mathematics; Actuarial Science; Economics; Law
p voc=2 high=2 acad=4
b Claims manager who likes a site visit.
b Commercial lines, from corner shops to cranes.
- Settled {400-900} household claims a year
- Wrote property risks up to £{5-90}m
- Adjusted flood losses in {3-8} counties
- Priced a telematics product in [Emblem]
- Recovered £{200-900}k from third parties
- Trained brokers in cyber cover
- Reserving for long-tail liability
- Led {6-22} handlers through winter surges
- Moved policies to [Guidewire PolicyCenter]
- Fraud interviews and file reviews
- Placed fleets at Lloyd's
- Solvency returns under [Solvency II]
k Insurance: Claims handling; Underwriting; Reserving; Subrogation; Liability; Pricing; Broking
k Systems: Guidewire; Acturis; Excel; SAS; R
c ACII @Chartered Insurance Institute; Cert CII @Chartered Insurance Institute; Fellow of the Institute and Faculty
  of Actuaries; Cert CILA @CILA

== realestate | realestate housing
j Lettings Negotiator; Property Administrator; Trainee Surveyor
m Property Manager; Estate Agent; Building Surveyor; Facilities Manager
s Head of Property; Asset Manager; Lettings Manager; Director of Estates
v gb:NVQ Level 3 : Sale of Residential Property
h gb:HNC : Facilities Management
w MSc : Real Estate
f bus Real Estate; Building Surveying; Geography
p voc=2 high=1 acad=4
b Property manager for blocks with lifts and opinions.
b Keeps roofs dry and service charges clear.
- Managed {300-900} flats in {12-60} blocks
- Let {80-240} homes a year
- Schedules of condition and party wall awards
- Cut voids from {5-9} to {1-3} per cent
- Service charge budgets under [Section 20]
- Refurbished {20-200} units
- Sold {30-70} houses a year
- Cleaning, lifts and security contracts
- Valuations for secured lending ([Red Book])
- Moved rent rolls to [Yardi]
- Fire safety actions after inspections
- Annual meetings with residents
k Property: Lettings; Lease management; Building surveys; Service charges; Valuation; Facilities management
k Systems: Yardi; Qube; Reapit; Excel
c MRICS @RICS; ARLA Level 3 Award @Propertymark; AIRPM @TPI; NEBOSH General Certificate @NEBOSH

== data | it retail insurance research
j Junior Data Analyst; Graduate Data Scientist; Research Assistant (Statistics)
m Data Scientist; Data Analyst; Analytics Engineer; Machine Learning Engineer
s Lead Data Scientist; Head of Analytics; Senior Data Engineer; Director of Data
v gb:Level 4 Apprenticeship : Data Analyst
w Postgraduate Diploma : Data Science
f sci Statistics; Data Science; Mathematics; Physics; Economics
p voc=1 acad=6 phd=2
b Statistician who ships.
b Forecasts, tests and the dull work of clean tables.
- Forecast demand for {60-900} shops
- Built churn and uplift models in [LightGBM]
- Warehouse on [BigQuery], {200-900} models
- Ran {20-90} A/B tests a year
- Stock images sorted with [PyTorch]
- Dashboards in [Looker] for store managers
- Data quality checks with [Great Expectations]
- Taught R to {20-150} colleagues
- Led {3-12} analysts
- Survey weighting for a health study
- Credit scorecards, Gini {38-72}
- Moved SAS code to Python
k Languages: Python; R; SQL; Scala; Stata
k Platforms: BigQuery; Snowflake; Databricks; dbt; Airflow; Tableau; Power BI
k Methods: Regression; Time series; Experiment design; Machine learning; NLP
c Google Professional Data Engineer @Google; Databricks Certified Machine Learning Associate @Databricks; GradStat
  @Royal Statistical Society

== research | research
j Research Assistant; Field Assistant; Laboratory Demonstrator
m PhD Student; Postdoctoral Research Associate; Research Fellow; Lecturer
s Senior Lecturer; Principal Investigator; Head of Research; Reader
f sci Ecology; Geophysics; Social Anthropology; Neuroscience; Chemistry
w Postgraduate Certificate : Academic Practice
p acad=1 phd=6
b Ecologist of bogs, moths and messy data.
b {6-40} papers, {2-9} field seasons, one broken boat.
- Ran {4-30} long-term plots
- Taught statistics to {40-200} undergraduates
- Won £{60-900}k from [NERC]
- Supervised {2-9} doctoral students
- Interviews in {3-7} languages, coded in NVivo
- Built an open database of {20-400}000 records
- Seismic surveys at sea
- Edited a journal issue
- Brain imaging with [fMRI]
- Public lectures and a podcast
- Reproducible pipelines in [Snakemake]
- Reviewed for {4-15} journals
k Methods: Fieldwork; Statistical modelling; Academic writing; Interviewing; Remote sensing; Grant writing
k Software: R; Python; MATLAB; NVivo; QGIS; LaTeX
c Fellow of the Higher Education Academy @Advance HE; Good Clinical Practice @NIHR; Powerboat Level 2 @RYA
"""
