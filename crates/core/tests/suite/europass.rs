//! The data that Europass puts into its PDFs is read first, where the pages show the same.

use dossier_core::formats::{ReadLimits, SourceText, read};
use dossier_core::understand::{Lexicon, cv};

const CANDIDATE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<Candidate xmlns="http://www.europass.eu/1.0" xmlns:oa="http://www.openapplications.org/oagis/9" xmlns:hr="http://www.hr-xml.org/3" xmlns:eures="http://www.europass_eures.eu/1.0">
<CandidatePerson>
 <PersonName><oa:GivenName>Ilse</oa:GivenName><hr:FamilyName>Beispielmann</hr:FamilyName></PersonName>
 <Communication><ChannelCode>Email</ChannelCode><oa:URI>ilse@beispielmann.example</oa:URI></Communication>
 <Communication><ChannelCode>Telephone</ChannelCode><oa:CountryDialing>49</oa:CountryDialing><oa:DialNumber>30 5551234</oa:DialNumber></Communication>
 <Communication><UseCode>home</UseCode><Address><oa:CityName>Potsdam</oa:CityName><CountryCode>de</CountryCode><oa:PostalCode>14467</oa:PostalCode></Address></Communication>
 <BirthDate>1988-04-09</BirthDate><PrimaryLanguageCode>deu</PrimaryLanguageCode>
</CandidatePerson>
<CandidateProfile>
 <EmploymentHistory>
  <EmployerHistory><hr:OrganizationName>Havelwerke Muster AG</hr:OrganizationName>
   <PositionHistory><PositionTitle>Projektleiterin</PositionTitle>
    <eures:EmploymentPeriod><eures:StartDate><hr:FormattedDateTime>2019-03-01</hr:FormattedDateTime></eures:StartDate><hr:CurrentIndicator>true</hr:CurrentIndicator></eures:EmploymentPeriod>
    <oa:Description>&lt;ul&gt;&lt;li&gt;Leitung eines Teams&lt;/li&gt;&lt;/ul&gt;</oa:Description><City>Potsdam</City></PositionHistory></EmployerHistory>
  <EmployerHistory><hr:OrganizationName>Spreelicht GmbH</hr:OrganizationName>
   <PositionHistory><PositionTitle>Planerin</PositionTitle>
    <eures:EmploymentPeriod><eures:StartDate><hr:FormattedDateTime>2014-05</hr:FormattedDateTime></eures:StartDate><eures:EndDate><hr:FormattedDateTime>2019-02</hr:FormattedDateTime></eures:EndDate></eures:EmploymentPeriod></PositionHistory></EmployerHistory>
 </EmploymentHistory>
 <EducationHistory><EducationOrganizationAttendance><hr:OrganizationName>Hochschule Musterstadt</hr:OrganizationName>
  <AttendancePeriod><StartDate><hr:FormattedDateTime>2009</hr:FormattedDateTime></StartDate><EndDate><hr:FormattedDateTime>2013</hr:FormattedDateTime></EndDate></AttendancePeriod>
  <EducationDegree><hr:DegreeName>Bachelor of Engineering</hr:DegreeName></EducationDegree></EducationOrganizationAttendance></EducationHistory>
 <PersonQualifications><PersonCompetency><CompetencyID>eng</CompetencyID><hr:TaxonomyID>language</hr:TaxonomyID>
  <eures:CompetencyDimension><hr:CompetencyDimensionTypeCode>CEF-Understanding-Listening</hr:CompetencyDimensionTypeCode><eures:Score><hr:ScoreText>C1</hr:ScoreText></eures:Score></eures:CompetencyDimension></PersonCompetency></PersonQualifications>
</CandidateProfile></Candidate>"#;

const PASSPORT: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass" locale="de"><LearnerInfo>
 <Identification><PersonName><FirstName>Ilse</FirstName><Surname>Beispielmann</Surname></PersonName>
  <ContactInfo><Address><Contact><PostalCode>14467</PostalCode><Municipality>Potsdam</Municipality></Contact></Address>
   <Email><Contact>ilse@beispielmann.example</Contact></Email><TelephoneList><Telephone><Contact>+49 30 5551234</Contact></Telephone></TelephoneList></ContactInfo>
  <Demographics><Birthdate year="1988" month="--04" day="---09"/></Demographics></Identification>
 <WorkExperienceList>
  <WorkExperience><Period><From year="2019" month="--03"/><Current>true</Current></Period><Position><Label>Projektleiterin</Label></Position>
   <Activities>Leitung eines Teams</Activities><Employer><Name>Havelwerke Muster AG</Name></Employer></WorkExperience>
  <WorkExperience><Period><From year="2014" month="--05"/><To year="2019" month="--02"/><Current>false</Current></Period><Position><Label>Planerin</Label></Position>
   <Employer><Name>Spreelicht GmbH</Name></Employer></WorkExperience>
 </WorkExperienceList>
 <EducationList><Education><Period><From year="2009"/><To year="2013"/></Period><Title>Bachelor of Engineering</Title><Organisation><Name>Hochschule Musterstadt</Name></Organisation></Education></EducationList>
 <Skills><Linguistic><MotherTongueList><MotherTongue><Description><Label>Deutsch</Label></Description></MotherTongue></MotherTongueList>
  <ForeignLanguageList><ForeignLanguage><Description><Label>Englisch</Label></Description><ProficiencyLevel><Listening>C1</Listening></ProficiencyLevel></ForeignLanguage></ForeignLanguageList></Linguistic></Skills>
</LearnerInfo></SkillsPassport>"#;

/// What the pages show, in an order of their own.
const SHOWN: &[&str] = &[
    "Ilse Beispielmann",
    "Havelwerke Muster AG Projektleiterin Leitung eines Teams Spreelicht GmbH Planerin",
    "Hochschule Musterstadt Bachelor of Engineering Deutsch German Englisch English native Muttersprache",
    "14467 Potsdam Address E-Mail ilse@beispielmann.example Phone +49 30 5551234 Date of birth 09.04.1988",
    "Work experience Period Function Employer Place Education Degree School Languages present",
];

/// A PDF with one page and an embedded file.
fn pdf(shown: &[&str], attached: &str) -> Vec<u8> {
    let lines: String = shown.iter().map(|line| format!("({line}) Tj 0 -20 Td ")).collect();
    let content = format!("BT /F1 8 Tf 20 700 Td {lines} ET");
    let objects = [
        "<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(attachment.xml) 6 0 R]>>>>>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>".to_owned(),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
        "<</Type/Filespec/F(attachment.xml)/EF<</F 7 0 R>>>>".to_owned(),
        format!("<</Type/EmbeddedFile/Length {}>>stream\n{attached}\nendstream", attached.len()),
    ];
    let mut out = "%PDF-1.7\n".to_owned();
    for (number, object) in objects.iter().enumerate() {
        out.push_str(&format!("{} 0 obj{object}endobj\n", number + 1));
    }
    out.push_str("trailer<</Root 1 0 R/Size 8>>\n");
    out.into_bytes()
}

fn source(shown: &[&str], attached: &str) -> SourceText {
    read(&pdf(shown, attached), Some("pdf"), &ReadLimits::default()).expect("a readable file")
}

#[test]
fn both_forms_are_read_whole() {
    for xml in [CANDIDATE, PASSPORT] {
        let source = source(SHOWN, xml);
        assert!(source.warnings.iter().any(|warning| warning.code == "read.europass"), "{}", source.text);
        let record = cv(&source, &Lexicon::builtin());
        assert_eq!(record.basics.name.as_deref(), Some("Ilse Beispielmann"));
        assert_eq!(record.basics.email.as_deref(), Some("ilse@beispielmann.example"));
        assert_eq!(record.basics.location.and_then(|place| place.city).as_deref(), Some("Potsdam"));
        let work: Vec<_> = record
            .work
            .iter()
            .map(|work| {
                let dates = [work.start_date, work.end_date].map(|date| date.map(|date| date.to_string()));
                (work.name.clone().unwrap_or_default(), work.position.clone().unwrap_or_default(), dates)
            })
            .collect();
        assert_eq!(work.len(), 2, "{work:?}");
        assert_eq!((work[0].0.as_str(), work[0].1.as_str()), ("Havelwerke Muster AG", "Projektleiterin"));
        assert_eq!(work[0].2, [Some("2019-03".to_owned()), None]);
        assert_eq!((work[1].0.as_str(), work[1].1.as_str()), ("Spreelicht GmbH", "Planerin"));
        assert_eq!(work[1].2, [Some("2014-05".to_owned()), Some("2019-02".to_owned())]);
        assert_eq!(record.education[0].institution.as_deref(), Some("Hochschule Musterstadt"));
        let languages: Vec<_> = record.languages.iter().filter_map(|found| found.fluency.as_deref()).collect();
        assert_eq!(languages, ["native", "C1"]);
        assert_eq!(record.x.birth_date.map(|date| date.to_string()).as_deref(), Some("1988-04-09"));
    }
}

/// A file that says one thing to people and another to machines is read as people see it.
#[test]
fn data_that_the_pages_do_not_show_is_not_believed() {
    let source = source(&["Jemand Anders", "Berufserfahrung", "2020 - 2022 Lagermitarbeiter"], CANDIDATE);
    assert!(source.warnings.iter().any(|warning| warning.code == "read.europass_differs"));
    assert!(!source.text.contains("Havelwerke"));
}
