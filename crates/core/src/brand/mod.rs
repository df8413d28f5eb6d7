//! The desk's brand: who sends the papers and how they look. Read from a TOML text and picture bytes; knows no path.

mod keys;
mod reach;
mod terms;
mod write;

pub use terms::{CardRate, LegalFile, OfferDefaults, OwnText, RATES_MAX, SignatureFile};

use crate::generate::template::Templates;
use crate::locale::Currency;
use crate::records::manifest::Warning;
use crate::understand::fold::fold;
use dossier_formats::picture::{self, LOGO_BYTES_MAX, PictureError};
use dossier_formats::write::doc::{Image, Rgb};
use dossier_formats::write::pdf::{EXTRA_FONT_BYTES_MAX, font_family, names_a_font};
use dossier_formats::write::sheet::Look;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Contrast of the accent colour on white (WCAG 2.2, AA for text).
const CONTRAST_MIN: f64 = 4.5;
/// Bytes of a template.
const TEMPLATE_BYTES_MAX: usize = 5 * 1024 * 1024;

/// A brand file, as written by the desk (TOML).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct BrandFile {
    /// Name of the company as it stands on papers. Empty: the papers carry no company.
    pub name: String,
    /// Street and number.
    pub street: String,
    /// Postal code.
    pub postal_code: String,
    /// Town.
    pub town: String,
    /// Country (ISO 3166, two letters); decides customs, VAT and time zone. Default `CH`.
    #[schemars(default = "default_country")]
    pub country: String,
    /// Web page; a scheme before it is not printed.
    pub web: String,
    /// VAT number.
    pub vat_id: String,
    /// Number of the licence for staff leasing, where the desk has one.
    pub leasing_licence: String,
    /// IANA time zone that decides which day it is. Default: the country's.
    pub time_zone: String,
    /// Currency of rates (ISO 4217). Default: the country's.
    pub currency: Option<Currency>,
    /// Usual place of work (ISO 3166-2 such as `CH-ZH`); decides days of rest. Default: the country alone.
    pub region: String,
    /// Whether the desk keeps the rules of portage salarial (payroll in France).
    pub portage: bool,
    /// Rate card: selling rates by role, level, client and first day.
    #[serde(rename = "rate")]
    pub rates: Vec<CardRate>,
    /// Usual terms of offers.
    pub offer: OfferDefaults,
    /// Who signs offers, at most three. Default: the contact.
    #[serde(rename = "signature")]
    pub signatures: Vec<SignatureFile>,
    /// Legal words of the desk's own, which replace the built-in ones.
    pub legal: LegalFile,
    /// Person whom clients call or write to.
    pub contact: ContactFile,
    /// Look of the papers.
    pub style: StyleFile,
    /// Template files (docx), beside the brand file.
    pub templates: Vec<String>,
    /// Papers for certain clients.
    pub client: Vec<ClientFile>,
}

impl BrandFile {
    /// Reads a brand file without checking its values.
    ///
    /// # Errors
    /// [`BrandError::Syntax`].
    pub fn read(toml: &str) -> Result<Self, BrandError> {
        toml::from_str(toml).map_err(|error| BrandError::Syntax { reason: keys::explain(toml, &error) })
    }

    /// The file as TOML: what is empty is left out, so reading it gives the same file.
    pub fn to_toml(&self) -> String {
        write::toml(&serde_json::to_value(self).expect("a brand is plain data"))
    }

    /// Names of the files that belong to it, with the bytes that each may have.
    pub fn assets(&self) -> Vec<(&str, usize)> {
        let logo = (!self.style.logo.is_empty()).then_some((self.style.logo.as_str(), LOGO_BYTES_MAX));
        let fonts = self.style.fonts.iter().map(|name| (name.as_str(), EXTRA_FONT_BYTES_MAX));
        let templates = self.templates.iter().chain(self.client.iter().flat_map(|client| &client.templates));
        logo.into_iter().chain(fonts).chain(templates.map(|name| (name.as_str(), TEMPLATE_BYTES_MAX))).collect()
    }
}

/// The desk's contact person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ContactFile {
    /// Name.
    pub name: String,
    /// Function.
    pub role: String,
    /// E-mail address.
    pub email: String,
    /// Phone number.
    pub phone: String,
}

/// Look of the papers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct StyleFile {
    /// Accent colour as `#RRGGBB`, with a contrast of at least 4.5 on white. Default `#1F4E79`.
    pub accent: String,
    /// Font of the text. Default Calibri.
    pub body_font: String,
    /// Font of headings. Default: the font of the text.
    pub heading_font: String,
    /// Look of the papers: `classic`, `modern` or `compact`. Default `classic`.
    pub look: String,
    /// Logo file (PNG, JPEG or SVG, at most 1 MiB), beside the brand file. An SVG has its text outlined.
    pub logo: String,
    /// Font files (TTF or OTF), beside the brand file, that PDF files embed.
    pub fonts: Vec<String>,
}

/// Papers for one client.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ClientFile {
    /// Name of the client, or a part of it, as profiles print it.
    pub name: String,
    /// Look of the papers. Default: the brand's.
    pub look: String,
    /// Template files (docx), beside the brand file.
    pub templates: Vec<String>,
}

/// Files that a brand file names, by those names.
pub type Assets = std::collections::BTreeMap<String, Vec<u8>>;

fn default_country() -> String {
    "CH".into()
}

/// A checked brand.
#[derive(Clone, Debug, PartialEq)]
pub struct Brand {
    /// The file with defaults filled in.
    pub file: BrandFile,
    /// Accent colour.
    pub accent: Rgb,
    /// Look of the papers unless a run chooses another.
    pub look: Look,
    /// Logo with its printed size.
    pub logo: Option<Image>,
    /// Font files that PDF files embed.
    pub fonts: Vec<Vec<u8>>,
    /// What can be used but should be looked at, for every run.
    pub warnings: Vec<Warning>,
    /// The desk's own templates.
    pub templates: Templates,
    /// Name, look and templates for certain clients.
    pub clients: Vec<(String, Option<Look>, Templates)>,
    /// SHA-256 of the file and the logo, in hexadecimal.
    pub digest: String,
}

/// Why a brand cannot be used.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BrandError {
    /// Not TOML, or a field that the schema does not know.
    #[error("brand file cannot be read: {reason}")]
    Syntax {
        /// The parser's words with line and column.
        reason: String,
    },
    /// A value outside its set.
    #[error("brand field {field} is not usable: {reason}")]
    Value {
        /// Name of the field.
        field: &'static str,
        /// What is wrong.
        reason: String,
    },
    /// A logo that cannot stand in papers.
    #[error("brand field style.logo is not usable: {0}")]
    Logo(PictureError),
}

impl BrandError {
    /// Stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Syntax { .. } => "brand.syntax",
            Self::Value { .. } => "brand.value",
            Self::Logo(error) => error.code(),
        }
    }

    /// The same with the line of the field in the text that the brand was read from, where one line alone sets it.
    #[must_use]
    pub fn placed(self, toml: &str) -> Self {
        match self {
            Self::Value { field, reason } => match keys::line(toml, field) {
                Some(line) => Self::Value { field, reason: format!("line {line}: {reason}") },
                None => Self::Value { field, reason },
            },
            other => other,
        }
    }
}

impl Default for Brand {
    fn default() -> Self {
        Self::new(BrandFile::default(), &Assets::new()).expect("the built-in brand is sound")
    }
}

impl Brand {
    /// Reads a brand file; `assets` are the files that it names.
    ///
    /// # Errors
    /// [`BrandError`] naming the field.
    pub fn parse(toml: &str, assets: &Assets) -> Result<Self, BrandError> {
        Self::new(BrandFile::read(toml)?, assets).map_err(|error| error.placed(toml))
    }

    /// The brand as it is for a client: its look and its templates before the usual ones.
    #[must_use]
    pub fn for_client(&self, client: Option<&str>) -> Self {
        let folded = client.map(fold).unwrap_or_default();
        let of_client = self.clients.iter().find(|(name, ..)| !folded.is_empty() && folded.contains(&fold(name)));
        match of_client {
            Some((_, look, templates)) => {
                Self { look: look.unwrap_or(self.look), templates: templates.over(&self.templates), ..self.clone() }
            }
            None => self.clone(),
        }
    }

    /// Checks a brand and fills in what it leaves out.
    ///
    /// # Errors
    /// [`BrandError::Value`] naming the field.
    pub fn new(mut file: BrandFile, assets: &Assets) -> Result<Self, BrandError> {
        let value = |field: &'static str, reason: &str| BrandError::Value { field, reason: reason.to_owned() };
        let or = |text: &mut String, default: &str| {
            if text.is_empty() {
                default.clone_into(text);
            }
        };
        or(&mut file.country, "CH");
        if file.country.len() != 2 || !file.country.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Err(value("country", "it must be two capital letters (ISO 3166)"));
        }
        terms::check(&file)?;
        if !file.web.is_empty() {
            let page = reach::web_page(&file.web);
            file.web = page.ok_or_else(|| value("web", "it must be a web page such as kornhaus.example"))?;
        }
        if !file.contact.email.is_empty() && !reach::is_email(&file.contact.email) {
            return Err(value("contact.email", "it must be an e-mail address such as info@kornhaus.example"));
        }
        let zone = match file.country.as_str() {
            "DE" => "Europe/Berlin",
            "AT" => "Europe/Vienna",
            "FR" => "Europe/Paris",
            "GB" => "Europe/London",
            _ => "Europe/Zurich",
        };
        or(&mut file.time_zone, zone);
        if jiff::tz::TimeZone::get(&file.time_zone).is_err() {
            return Err(value("time_zone", "it is not an IANA time zone such as Europe/Zurich"));
        }
        file.currency.get_or_insert(match file.country.as_str() {
            "CH" | "LI" => Currency::Chf,
            "GB" => Currency::Gbp,
            _ => Currency::Eur,
        });
        or(&mut file.style.accent, "#1F4E79");
        or(&mut file.style.body_font, "Calibri");
        if file.style.heading_font.is_empty() {
            file.style.heading_font.clone_from(&file.style.body_font);
        }
        let accent = Rgb::parse(&file.style.accent).ok_or_else(|| value("style.accent", "it must be #RRGGBB"))?;
        let contrast = accent.contrast_on_white();
        if contrast < CONTRAST_MIN {
            // Rounded down, so that no contrast below the bound is said to be the bound.
            let shown = (contrast * 10.0).floor() / 10.0;
            let reason = format!(
                "its contrast on white is {shown:.1} and must be at least {CONTRAST_MIN}: text in it could not be read; choose a darker colour such as #{}",
                darker(accent).hex()
            );
            return Err(value("style.accent", &reason));
        }
        or(&mut file.style.look, Look::default().name());
        let look: Look =
            file.style.look.parse().map_err(|_| value("style.look", "it must be classic, modern or compact"))?;
        let asset = |field: &'static str, name: &str| {
            assets.get(name).ok_or_else(|| value(field, "the file that it names is not there"))
        };
        let logo = match file.style.logo.as_str() {
            "" => None,
            name => {
                let alt = if file.name.is_empty() { "Logo" } else { file.name.as_str() };
                Some(picture::logo(asset("style.logo", name)?, alt).map_err(BrandError::Logo)?)
            }
        };
        let (mut fonts, mut families) = (Vec::new(), Vec::new());
        for name in &file.style.fonts {
            let bytes = asset("style.fonts", name)?;
            let family = font_family(bytes).filter(|_| bytes.len() <= EXTRA_FONT_BYTES_MAX);
            families.push(family.ok_or_else(|| value("style.fonts", "it must be a TTF or OTF file of at most 4 MiB"))?);
            fonts.push(bytes.clone());
        }
        let warnings = font_warnings(&file.style, &families);
        let shelf = |names: &[String]| {
            let mut templates = Templates::default();
            let mut taken = BTreeSet::new();
            for name in names {
                let kind = templates.add(asset("templates", name)?, None).map_err(|error| {
                    let more = if error.is_fault() { "; run `dossier template check FILE`" } else { "" };
                    value("templates", &format!("{name}: {error}{more}"))
                })?;
                if !taken.insert(kind) {
                    return Err(value("templates", &format!("{name} is the second one for the {}", kind.name())));
                }
            }
            Ok(templates)
        };
        let templates = shelf(&file.templates)?;
        let mut clients = Vec::new();
        for client in &file.client {
            if fold(&client.name).is_empty() {
                return Err(value("client.name", "it must name a client"));
            }
            let look = match client.look.as_str() {
                "" => None,
                name => Some(name.parse().map_err(|_| value("client.look", "it must be classic, modern or compact"))?),
            };
            clients.push((client.name.clone(), look, shelf(&client.templates)?));
        }
        let mut hasher_input = serde_json::to_vec(&file).expect("a brand is plain data");
        assets.values().for_each(|bytes| hasher_input.extend_from_slice(bytes));
        let digest = crate::hash::sha256_hex(&hasher_input);
        Ok(Self { accent, look, logo, fonts, warnings, templates, clients, digest, file })
    }

    /// Address on one line, for the sender's line above a letter's window.
    pub fn sender_line(&self) -> String {
        let place = [self.file.postal_code.as_str(), self.file.town.as_str()]
            .iter()
            .filter(|part| !part.is_empty())
            .copied()
            .collect::<Vec<_>>()
            .join(" ");
        [self.file.name.as_str(), self.file.street.as_str(), &place]
            .iter()
            .filter(|part| !part.is_empty())
            .copied()
            .collect::<Vec<_>>()
            .join(" · ")
    }

    /// The desk's contact on one line.
    pub fn contact_line(&self) -> String {
        let contact = &self.file.contact;
        [contact.name.as_str(), contact.role.as_str(), contact.phone.as_str(), contact.email.as_str()]
            .iter()
            .filter(|part| !part.is_empty())
            .copied()
            .collect::<Vec<_>>()
            .join(" · ")
    }
}

/// The fullest tone of a colour that can be read on white: darker in small steps.
fn darker(colour: Rgb) -> Rgb {
    let shade = |share: u32| {
        let part = |part: u8| u8::try_from(u32::from(part) * share / 100).unwrap_or(0);
        Rgb(part(colour.0), part(colour.1), part(colour.2))
    };
    (0..100).rev().map(shade).find(|tone| tone.contrast_on_white() >= CONTRAST_MIN).unwrap_or(Rgb(0, 0, 0))
}

/// Fonts that papers are set in but nobody brings, and files that no paper uses.
fn font_warnings(style: &StyleFile, families: &[String]) -> Vec<Warning> {
    let warning = |code: &str, field: &str, count: usize| Warning {
        document: "brand".to_owned(),
        code: code.to_owned(),
        field: field.to_owned(),
        count: u32::try_from(count).unwrap_or(u32::MAX),
    };
    let same = |one: &str, other: &str| one.eq_ignore_ascii_case(other);
    let known = |name: &str| names_a_font(name) || families.iter().any(|family| same(family, name));
    let mut out = Vec::new();
    for (field, name) in [("style.body_font", &style.body_font), ("style.heading_font", &style.heading_font)] {
        // Headings take the font of the text where they name none; one warning is enough for both.
        if !known(name) && (field == "style.body_font" || !same(name, &style.body_font)) {
            out.push(warning("brand.font_unknown", field, 1));
        }
    }
    let used = |family: &String| same(family, &style.body_font) || same(family, &style.heading_font);
    let unused = families.iter().filter(|family| !used(family)).count();
    if unused > 0 {
        out.push(warning("brand.font_unused", "style.fonts", unused));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::DocumentKind;
    use crate::generate::template::starter;
    use crate::locale::Locale;

    #[test]
    fn brands_are_checked_field_by_field() {
        assert_eq!(Brand::default().file.time_zone, "Europe/Zurich");
        let german = Brand::parse("name = 'Nordlicht Personal GmbH'\ncountry = 'DE'", &Assets::new()).expect("sound");
        assert_eq!((german.file.currency, german.file.time_zone.as_str()), (Some(Currency::Eur), "Europe/Berlin"));
        for (toml, code) in [
            ("nam = 'x'", "brand.syntax"),
            ("country = 'Schweiz'", "brand.value"),
            ("time_zone = 'Mars/Olympus'", "brand.value"),
            ("[style]\naccent = '#FFFF00'", "brand.value"),
            ("[style]\naccent = 'blue'", "brand.value"),
            ("[style]\nlook = 'fancy'", "brand.value"),
        ] {
            assert_eq!(Brand::parse(toml, &Assets::new()).expect_err(toml).code(), code, "{toml}");
        }
        let assets = Assets::from([("logo.png".to_owned(), b"GIF89a".to_vec())]);
        for (toml, code) in [
            ("[style]\nlogo = 'logo.png'", "brand.logo_kind"),
            ("[style]\nfonts = ['logo.png']", "brand.value"),
            ("templates = ['logo.png']", "brand.value"),
        ] {
            assert_eq!(Brand::parse(toml, &assets).expect_err(toml).code(), code);
        }
        assert_eq!(Brand::parse("[style]\nlogo = 'x.png'", &assets).expect_err("absent").code(), "brand.value");
    }

    #[test]
    fn a_document_has_one_template_and_a_fault_names_its_file() {
        let offer = starter(DocumentKind::Offer, Locale::En);
        let assets = Assets::from([
            ("a.docx".to_owned(), offer.clone()),
            ("b.docx".to_owned(), offer),
            ("c.docx".to_owned(), b"no package".to_vec()),
        ]);
        assert!(Brand::parse("templates = ['a.docx']", &assets).is_ok());
        let said = |toml: &str| Brand::parse(toml, &assets).expect_err(toml).to_string();
        let twice = said("templates = ['a.docx', 'b.docx']");
        assert!(twice.contains("b.docx is the second one for the offer"), "{twice}");
        let damaged = said("templates = ['c.docx']");
        assert!(damaged.contains("c.docx: the template is not a readable docx"), "{damaged}");
    }

    #[test]
    fn a_pale_colour_is_answered_by_a_darker_one() {
        for pale in ["#FFFF00", "#FF8000", "#7F7F7F", "#FFFFFF"] {
            let said =
                Brand::parse(&format!("[style]\naccent = '{pale}'"), &Assets::new()).expect_err(pale).to_string();
            assert!(said.contains("must be at least 4.5") && !said.contains("is 4.5 "), "{said}");
            let proposed = said.rsplit_once('#').and_then(|(_, hex)| Rgb::parse(hex)).expect("a colour");
            assert!(proposed.contrast_on_white() >= CONTRAST_MIN, "{said}");
        }
    }

    #[test]
    fn fonts_that_nobody_brings_are_named() {
        let codes = |toml: &str| -> Vec<(String, String)> {
            let brand = Brand::parse(toml, &Assets::new()).expect("sound");
            brand.warnings.into_iter().map(|one| (one.code, one.field)).collect()
        };
        assert_eq!(codes("[style]\nbody_font = 'Arial'\nheading_font = 'cambria'"), Vec::new());
        let unknown = |field: &str| ("brand.font_unknown".to_owned(), field.to_owned());
        assert_eq!(codes("[style]\nbody_font = 'Hausschrift'"), [unknown("style.body_font")]);
        assert_eq!(codes("[style]\nheading_font = 'Hausschrift'"), [unknown("style.heading_font")]);
        let style = StyleFile { body_font: "Hausschrift".into(), heading_font: "Arial".into(), ..StyleFile::default() };
        let brought = ["hausschrift".to_owned(), "Zierschrift".to_owned()];
        let found = font_warnings(&style, &brought);
        assert_eq!((found.len(), found[0].code.as_str(), found[0].count), (1, "brand.font_unused", 1));
    }

    #[test]
    fn a_drawing_is_a_logo() {
        let svg = br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>"##;
        let assets = Assets::from([("logo.svg".to_owned(), svg.to_vec())]);
        let brand = Brand::parse("name = 'Desk'\n[style]\nlogo = 'logo.svg'", &assets).expect("sound");
        let logo = brand.logo.expect("a logo");
        assert_eq!((logo.svg.as_deref(), logo.extension, logo.alt.as_str()), (Some(&svg[..]), "png", "Desk"));
        let assets = Assets::from([("logo.svg".to_owned(), b"<svg><script/></svg>".to_vec())]);
        let error = Brand::parse("[style]\nlogo = 'logo.svg'", &assets).expect_err("a script");
        assert_eq!(error.code(), "brand.logo_svg");
    }
}
