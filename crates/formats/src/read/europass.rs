//! The XML that Europass puts into its PDFs, as a text of labelled lines: the form of 2020 (`Candidate`, HR-XML) and the
//! older `SkillsPassport`. A rendition is believed only where the pages say the same.
//! Sources: Europass XML 3.4 reference; the elements of `http://www.europass.eu/1.0`.

use super::html;
use super::rendition::Rendition;
use super::xml::{self, Element};
use crate::limits::ReadLimits;
use crate::source::{FileKind, SourceText};
use std::collections::BTreeSet;

/// Share of the rendition's words that the pages must show.
const SHOWN_SHARE_MIN: f32 = 0.8;

/// The rendition of a Europass XML; `None` for any other text.
pub(super) fn rendition(bytes: &[u8], limits: &ReadLimits) -> Option<SourceText> {
    let xml = std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)).ok()?;
    if !xml.contains("<SkillsPassport") && !xml.contains("<Candidate") {
        return None;
    }
    let document = xml::parse(xml, limits.xml_depth_max).ok()?;
    let root = document.elements().next()?;
    let mut page = Rendition::new(FileKind::Pdf, "europass", limits.chars_max);
    match root.name.as_str() {
        "SkillsPassport" => passport(root.child("LearnerInfo")?, &mut page),
        "Candidate" => candidate(root, &mut page),
        _ => return None,
    }
    page.finish()
}

/// Whether the pages show what the rendition says. Text that only a machine sees is no source.
pub(super) fn agrees(rendition: &SourceText, pages: &SourceText) -> bool {
    let words = |source: &SourceText| -> BTreeSet<String> {
        source
            .text
            .split(|c: char| !c.is_alphabetic())
            .filter(|word| word.chars().count() > 3)
            .map(str::to_lowercase)
            .collect()
    };
    let (said, shown) = (words(rendition), words(pages));
    let both = said.intersection(&shown).count();
    !said.is_empty() && both as f32 >= said.len() as f32 * SHOWN_SHARE_MIN
}

/// A station or training.
#[derive(Default)]
struct Entry {
    period: String,
    subject: String,
    organisation: String,
    place: String,
    text: String,
}

impl Entry {
    fn write(&self, page: &mut Rendition, subject: &str, organisation: &str) {
        page.labelled("Period", &self.period);
        page.labelled(subject, &self.subject);
        page.labelled(organisation, &self.organisation);
        page.labelled("Place", &self.place);
        page.prose(&self.text);
    }
}

/// The text at a path of local names; empty where there is none.
fn at(element: &Element, path: &[&str]) -> String {
    find(element, path).map(|found| found.text().trim().to_owned()).unwrap_or_default()
}

fn find<'a>(element: &'a Element, path: &[&str]) -> Option<&'a Element> {
    path.iter().try_fold(element, |here, name| here.child(name))
}

fn all<'a>(element: &'a Element, path: &[&'a str], name: &'a str) -> Vec<&'a Element> {
    find(element, path).map_or_else(Vec::new, |found| found.elements().filter(|child| child.name == name).collect())
}

fn joined(parts: &[String], with: &str) -> String {
    parts.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(with)
}

/// `01/2019 – 03/2021`, `2019 – present`; a date alone where the other is missing.
fn period(start: &str, end: &str, current: bool) -> String {
    let end = if current { "present".to_owned() } else { day(end) };
    joined(&[day(start), end], " – ")
}

/// `2019-03-01` or `2019-03` as `03/2019`: the day is often invented by the form.
fn day(iso: &str) -> String {
    let mut parts = iso.trim().split('T').next().unwrap_or_default().split('-');
    match (parts.next(), parts.next()) {
        (Some(year), Some(month)) if year.len() == 4 && month.len() == 2 => format!("{month}/{year}"),
        (Some(year), _) => year.to_owned(),
        (None, _) => String::new(),
    }
}

fn is_true(value: &str) -> bool {
    value.trim().eq_ignore_ascii_case("true")
}

// ---- SkillsPassport, 2013 to 2020 -----------------------------------------------------------------------------------

fn passport(learner: &Element, page: &mut Rendition) {
    let Some(person) = learner.child("Identification") else { return };
    let name = ["FirstName", "Surname"].map(|part| at(person, &["PersonName", part]));
    page.title(&joined(&name, " "));
    let contact = ["ContactInfo", "Address", "Contact"];
    if let Some(address) = find(person, &contact) {
        page.labelled("Address", &passport_address(address));
    }
    page.labelled("E-Mail", &at(person, &["ContactInfo", "Email", "Contact"]));
    for phone in all(person, &["ContactInfo", "TelephoneList"], "Telephone") {
        page.labelled("Phone", &at(phone, &["Contact"]));
    }
    if let Some(birth) = find(person, &["Demographics", "Birthdate"]) {
        page.labelled("Date of birth", &passport_date(birth));
    }
    for nationality in all(person, &["Demographics", "NationalityList"], "Nationality") {
        page.labelled("Nationality", &at(nationality, &["Label"]));
    }
    let headline = at(learner, &["Headline", "Description", "Label"]);
    if !headline.is_empty() {
        page.heading("Profile");
        page.prose(&headline);
    }
    let work = all(learner, &["WorkExperienceList"], "WorkExperience");
    if !work.is_empty() {
        page.heading("Work experience");
    }
    for station in work {
        let entry = Entry {
            period: passport_period(station),
            subject: at(station, &["Position", "Label"]),
            organisation: at(station, &["Employer", "Name"]),
            place: at(station, &["Employer", "ContactInfo", "Address", "Contact", "Municipality"]),
            text: at(station, &["Activities"]),
        };
        entry.write(page, "Function", "Employer");
    }
    let trainings = all(learner, &["EducationList"], "Education");
    if !trainings.is_empty() {
        page.heading("Education");
    }
    for training in trainings {
        let entry = Entry {
            period: passport_period(training),
            subject: at(training, &["Title"]),
            organisation: at(training, &["Organisation", "Name"]),
            place: at(training, &["Organisation", "ContactInfo", "Address", "Contact", "Municipality"]),
            text: String::new(),
        };
        entry.write(page, "Degree", "School");
    }
    let Some(skills) = learner.child("Skills") else { return };
    passport_languages(skills, page);
    let groups = [
        ("Communication", "Communication"),
        ("Organisational", "Organisation"),
        ("JobRelated", "Professional skills"),
        ("Computer", "Computer skills"),
        ("Other", "Other skills"),
    ];
    let groups: Vec<(&str, String)> =
        groups.iter().map(|(element, group)| (*group, at(skills, &[element, "Description"]))).collect();
    if groups.iter().any(|(_, text)| !text.is_empty()) {
        page.heading("Skills");
    }
    for (group, text) in groups {
        let items: Vec<String> = html::lines(&text).into_iter().map(|line| line.text).collect();
        page.labelled(&format!("{group}:"), &items.join(", "));
    }
    let licences: Vec<String> =
        all(skills, &["Driving", "Description"], "Licence").iter().map(|licence| licence.text()).collect();
    if !licences.is_empty() {
        page.heading("Personal details");
        page.labelled("Driving licence", &licences.join(", "));
    }
}

fn passport_address(contact: &Element) -> String {
    let town = joined(&[at(contact, &["PostalCode"]), at(contact, &["Municipality"])], " ");
    let country = at(contact, &["Country", "Label"]);
    joined(&[at(contact, &["AddressLine"]), town, country], ", ")
}

/// Dates are attributes there: `year="2019" month="--03" day="---01"`.
fn passport_date(date: &Element) -> String {
    let part = |name: &str| date.attribute(name).map(|value| value.trim_start_matches('-').to_owned());
    joined(&[part("day"), part("month"), part("year")].map(Option::unwrap_or_default), ".")
}

fn passport_period(entry: &Element) -> String {
    let date = |name: &str| {
        find(entry, &["Period", name]).map_or_else(String::new, |date| {
            let part = |name: &str| date.attribute(name).map(|value| value.trim_start_matches('-').to_owned());
            joined(&[part("month"), part("year")].map(Option::unwrap_or_default), "/")
        })
    };
    let current = is_true(&at(entry, &["Period", "Current"]));
    joined(&[date("From"), if current { "present".to_owned() } else { date("To") }], " – ")
}

fn passport_languages(skills: &Element, page: &mut Rendition) {
    let Some(linguistic) = skills.child("Linguistic") else { return };
    page.heading("Languages");
    for mother in all(linguistic, &["MotherTongueList"], "MotherTongue") {
        page.row(&[&at(mother, &["Description", "Label"]), "native"]);
    }
    for foreign in all(linguistic, &["ForeignLanguageList"], "ForeignLanguage") {
        let levels = foreign.child("ProficiencyLevel").map_or_else(Vec::new, |levels| {
            levels.elements().map(|level| level.text().trim().to_owned()).collect::<Vec<_>>()
        });
        let name = at(foreign, &["Description", "Label"]);
        let cells: Vec<&str> = std::iter::once(name.as_str()).chain(levels.iter().map(String::as_str)).collect();
        page.row(&cells);
    }
}

// ---- Candidate, from 2020 -------------------------------------------------------------------------------------------

fn candidate(root: &Element, page: &mut Rendition) {
    let Some(person) = root.child("CandidatePerson") else { return };
    let name = ["GivenName", "FamilyName"].map(|part| at(person, &["PersonName", part]));
    page.title(&joined(&name, " "));
    for way in person.elements().filter(|element| element.name == "Communication") {
        candidate_contact(way, page);
    }
    let born: Vec<String> = at(person, &["BirthDate"]).split('-').rev().map(str::to_owned).collect();
    page.labelled("Date of birth", &born.join("."));
    let Some(profile) = root.child("CandidateProfile") else { return };
    let summary = at(profile, &["ExecutiveSummary"]);
    if !summary.is_empty() {
        page.heading("Profile");
        page.prose(&summary);
    }
    let employers = all(profile, &["EmploymentHistory"], "EmployerHistory");
    if !employers.is_empty() {
        page.heading("Work experience");
    }
    for employer in employers {
        let organisation = at(employer, &["OrganizationName"]);
        let address = at(employer, &["OrganizationContact", "Communication", "Address", "CityName"]);
        for station in employer.elements().filter(|child| child.name == "PositionHistory") {
            let (start, end, current) = candidate_period(station, "EmploymentPeriod");
            let city = at(station, &["City"]);
            let entry = Entry {
                period: period(&start, &end, current || is_true(&at(station, &["CurrentIndicator"]))),
                subject: at(station, &["PositionTitle"]),
                organisation: organisation.clone(),
                place: if city.is_empty() { address.clone() } else { city },
                text: at(station, &["Description"]),
            };
            entry.write(page, "Function", "Employer");
        }
    }
    let trainings = all(profile, &["EducationHistory"], "EducationOrganizationAttendance");
    if !trainings.is_empty() {
        page.heading("Education");
    }
    for training in trainings {
        let (start, end, current) = candidate_period(training, "AttendancePeriod");
        let degree = at(training, &["EducationDegree", "DegreeName"]);
        let entry = Entry {
            period: period(&start, &end, current),
            subject: if degree.is_empty() { at(training, &["ProgramName"]) } else { degree },
            organisation: at(training, &["OrganizationName"]),
            place: at(training, &["OrganizationContact", "Communication", "Address", "CityName"]),
            text: String::new(),
        };
        entry.write(page, "Degree", "School");
    }
    candidate_languages(person, profile, page);
    candidate_skills(profile, page);
    candidate_certificates(profile, page);
}

fn candidate_contact(way: &Element, page: &mut Rendition) {
    match at(way, &["ChannelCode"]).as_str() {
        "Email" => page.labelled("E-Mail", &at(way, &["URI"])),
        "Telephone" => {
            let country = at(way, &["CountryDialing"]);
            let country = if country.is_empty() || country.starts_with('+') { country } else { format!("+{country}") };
            page.labelled("Phone", &joined(&[country, at(way, &["DialNumber"])], " "));
        }
        "Web" => page.labelled("Website", &at(way, &["URI"])),
        _ => {}
    }
    if let Some(address) = way.child("Address") {
        let street = joined(&[at(address, &["AddressLine"]), at(address, &["StreetName"])], " ");
        let town = joined(&[at(address, &["PostalCode"]), at(address, &["CityName"])], " ");
        page.labelled("Address", &joined(&[street, town], ", "));
    }
}

fn candidate_period(entry: &Element, name: &str) -> (String, String, bool) {
    let date = |which: &str| at(entry, &[name, which, "FormattedDateTime"]);
    (date("StartDate"), date("EndDate"), is_true(&at(entry, &[name, "CurrentIndicator"])))
}

fn candidate_languages(person: &Element, profile: &Element, page: &mut Rendition) {
    let mother = at(person, &["PrimaryLanguageCode"]);
    let competencies = all(profile, &["PersonQualifications"], "PersonCompetency");
    let spoken: Vec<&Element> =
        competencies.into_iter().filter(|found| at(found, &["TaxonomyID"]).eq_ignore_ascii_case("language")).collect();
    if mother.is_empty() && spoken.is_empty() {
        return;
    }
    page.heading("Languages");
    if let Some(name) = language(&mother) {
        page.row(&[name, "native"]);
    }
    for competency in spoken {
        let code = at(competency, &["CompetencyID"]);
        let Some(name) = language(&code).filter(|_| code != mother) else { continue };
        let levels: Vec<String> = competency
            .elements()
            .filter(|child| child.name == "CompetencyDimension")
            .map(|dimension| at(dimension, &["Score", "ScoreText"]))
            .collect();
        let cells: Vec<&str> = std::iter::once(name).chain(levels.iter().map(String::as_str)).collect();
        page.row(&cells);
    }
}

fn candidate_skills(profile: &Element, page: &mut Rendition) {
    let named = |found: &Element| at(found, &["CompetencyName"]);
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for group in all(profile, &["Skills"], "SkillsGroup") {
        let items: Vec<&Element> = group.elements().filter(|child| child.name == "PersonCompetency").collect();
        groups.push((at(group, &["Title"]), items.into_iter().map(named).collect()));
    }
    for group in all(profile, &["DigitalSkills"], "DigitalSkillsGroup") {
        let items = group.elements().filter(|child| child.name == "DigitalSkill").map(Element::text).collect();
        groups.push((at(group, &["Title"]), items));
    }
    let loose: Vec<String> = all(profile, &["PersonQualifications"], "PersonCompetency")
        .into_iter()
        .filter(|found| at(found, &["TaxonomyID"]).to_lowercase().contains("skill"))
        .map(named)
        .collect();
    groups.push((String::new(), loose));
    groups.retain(|(_, items)| items.iter().any(|item| !item.is_empty()));
    if !groups.is_empty() {
        page.heading("Skills");
    }
    for (title, items) in groups {
        let items = joined(&items, ", ");
        if title.is_empty() {
            page.row(&[&items]);
        } else {
            page.labelled(&format!("{title}:"), &items);
        }
    }
}

fn candidate_certificates(profile: &Element, page: &mut Rendition) {
    let named = |found: &Element| {
        let name =
            ["CertificationName", "Title", "Name"].iter().map(|part| at(found, &[part])).find(|name| !name.is_empty());
        name.unwrap_or_default()
    };
    let mut names: Vec<String> = Vec::new();
    for (list, item) in [("Certifications", "Certification"), ("CourseCertifications", "CourseCertification")] {
        names.extend(all(profile, &[list], item).into_iter().map(named));
    }
    names.retain(|name| !name.is_empty());
    if !names.is_empty() {
        page.heading("Certificates");
    }
    for name in names {
        page.item(&name);
    }
    let licences: Vec<String> = all(profile, &["Licenses"], "License")
        .into_iter()
        .map(|licence| at(licence, &["LicenseTypeCode"]))
        .filter(|code| !code.is_empty())
        .collect();
    if !licences.is_empty() {
        page.heading("Personal details");
        page.labelled("Driving licence", &licences.join(", "));
    }
}

/// English name of a language by its ISO 639-1 or 639-2 code.
fn language(code: &str) -> Option<&'static str> {
    const NAMES: &[(&[&str], &str)] = &[
        (&["ar", "ara"], "Arabic"),
        (&["bg", "bul"], "Bulgarian"),
        (&["bs", "bos"], "Bosnian"),
        (&["ca", "cat"], "Catalan"),
        (&["cs", "ces", "cze"], "Czech"),
        (&["da", "dan"], "Danish"),
        (&["de", "deu", "ger"], "German"),
        (&["el", "ell", "gre"], "Greek"),
        (&["en", "eng"], "English"),
        (&["es", "spa"], "Spanish"),
        (&["et", "est"], "Estonian"),
        (&["fa", "fas", "per"], "Persian"),
        (&["fi", "fin"], "Finnish"),
        (&["fr", "fra", "fre"], "French"),
        (&["hi", "hin"], "Hindi"),
        (&["hr", "hrv"], "Croatian"),
        (&["hu", "hun"], "Hungarian"),
        (&["it", "ita"], "Italian"),
        (&["ja", "jpn"], "Japanese"),
        (&["lt", "lit"], "Lithuanian"),
        (&["lv", "lav"], "Latvian"),
        (&["mk", "mkd", "mac"], "Macedonian"),
        (&["nb", "no", "nor"], "Norwegian"),
        (&["nl", "nld", "dut"], "Dutch"),
        (&["pl", "pol"], "Polish"),
        (&["pt", "por"], "Portuguese"),
        (&["ro", "ron", "rum"], "Romanian"),
        (&["ru", "rus"], "Russian"),
        (&["sk", "slk", "slo"], "Slovak"),
        (&["sl", "slv"], "Slovenian"),
        (&["sq", "sqi", "alb"], "Albanian"),
        (&["sr", "srp"], "Serbian"),
        (&["sv", "swe"], "Swedish"),
        (&["tr", "tur"], "Turkish"),
        (&["uk", "ukr"], "Ukrainian"),
        (&["zh", "zho", "chi"], "Chinese"),
    ];
    let code = code.trim().to_lowercase();
    NAMES.iter().find(|(codes, _)| codes.contains(&code.as_str())).map(|(_, name)| *name)
}
