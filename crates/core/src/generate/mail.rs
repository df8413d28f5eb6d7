//! Messages that go with the papers: to the client, and to the candidate with the questions. Plain text to be copied, or a file
//! that a mail program opens as a draft (RFC 5322, with the encodings of RFC 2045 and 2047). Nothing is sent here.

use super::{Inputs, candidate_name, feedback, letter, words};
use crate::i18n::{Messages, key};
use crate::offer::Recipient;
use crate::records::matching::Match;
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;
use std::fmt::Write as _;

/// Questions at the most, as in the letter.
const QUESTIONS_MAX: usize = 12;
/// Characters of a criterion.
const CRITERION_CHARS_MAX: usize = 140;
/// Bytes of an encoded word without its frame, so that a line with the name of a header stays below 76.
const WORD_BYTES_MAX: usize = 50;
/// Characters of an encoded line before the sign that it goes on.
const LINE_CHARS_MAX: usize = 75;

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// What stands above it: one line.
    pub subject: String,
    /// The text, lines ending in `\n`.
    pub text: String,
}

/// Who writes a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sender {
    /// Name; may be empty.
    pub name: String,
    /// Address; empty where none is known, which the mail program then fills in.
    pub email: String,
}

/// The message to the client that goes with CV and offer: who, for which position, and what speaks for it, met criteria only. It
/// names the candidate as the papers do, and says nothing of score, risks or doubts.
pub fn cover_mail(inputs: &Inputs<'_>, link: Option<&str>) -> Mail {
    let messages = Messages::new(inputs.locale);
    let nobody = Recipient::default();
    let to = inputs.offer.map_or(&nobody, |offer| &offer.recipient);
    let who = candidate_name(inputs.cv, inputs.options).unwrap_or_else(|| messages.get(key::COVER_CANDIDATE));
    let of_job = || inputs.job.and_then(|job| job.title.clone());
    let role = inputs.offer.and_then(|offer| offer.role.clone()).or_else(of_job);
    let (subject, introduction) = match &role {
        Some(role) => {
            let quoted = messages.locale.quote(role);
            (
                messages.with(key::COVER_SUBJECT, &[("name", &who), ("role", role)]),
                messages.with(key::COVER_INTRODUCTION, &[("name", &who), ("role", &quoted)]),
            )
        }
        None => (
            messages.with(key::COVER_SUBJECT_NO_ROLE, &[("name", &who)]),
            messages.with(key::COVER_INTRODUCTION_NO_ROLE, &[("name", &who)]),
        ),
    };
    let greeting =
        letter::salutation(&messages, to.salutation.as_deref(), to.first_name.as_deref(), to.last_name.as_deref());
    let mut parts = vec![greeting, introduction];
    parts.extend(inputs.matching.and_then(|matching| arguments(inputs, matching, &messages)));
    parts.push(match link {
        Some(link) => format!("{}\n{link}", messages.get(key::COVER_LINK)),
        None => messages.get(key::COVER_ENCLOSED),
    });
    parts.push(messages.get(key::COVER_OUTLOOK));
    parts.push(closing(inputs, &messages));
    Mail { subject: one_line(&subject), text: joined(&parts) }
}

/// The message to the candidate with the questions of the letter: no client, no verdict, no suspicion.
pub fn candidate_mail(inputs: &Inputs<'_>) -> Mail {
    let messages = Messages::new(inputs.locale);
    let mut parts = vec![feedback::greeting(inputs, &messages)];
    let asked = feedback::questions(inputs.feedback, &messages);
    if asked.is_empty() {
        parts.push(messages.get(key::CANDIDATE_NOTHING));
    } else {
        parts.push(messages.get(key::CANDIDATE_INTRODUCTION));
        let numbered = (1..).zip(asked.iter().take(QUESTIONS_MAX)).map(|(number, text)| format!("{number}. {text}"));
        parts.push(numbered.collect::<Vec<_>>().join("\n"));
        parts.push(messages.get(key::CANDIDATE_OUTLOOK));
    }
    parts.push(closing(inputs, &messages));
    Mail { subject: one_line(&messages.get(key::CANDIDATE_SUBJECT)), text: joined(&parts) }
}

/// The met criteria that the offer argues with.
fn arguments(inputs: &Inputs<'_>, matching: &Match, messages: &Messages) -> Option<String> {
    let ids = inputs.offer.map(|offer| offer.arguments.as_slice()).unwrap_or_default();
    let met = ids.iter().filter_map(|id| matching.criteria.iter().find(|criterion| criterion.id == *id));
    let lines: Vec<String> =
        met.map(|criterion| format!("- {}", words::shorten(&criterion.text, CRITERION_CHARS_MAX))).collect();
    let heading = format!("{}{}", messages.get(key::OFFER_WHY), words::colon(messages));
    (!lines.is_empty()).then(|| format!("{heading}\n{}", lines.join("\n")))
}

/// Closing words and whom to call.
fn closing(inputs: &Inputs<'_>, messages: &Messages) -> String {
    let (brand, contact) = (&inputs.brand.file, &inputs.brand.file.contact);
    let known = [&contact.name, &contact.role, &brand.name, &contact.phone, &contact.email];
    let mut lines = vec![messages.get(key::LETTER_CLOSING)];
    lines.extend(known.into_iter().filter(|line| !line.is_empty()).cloned());
    lines.join("\n")
}

fn joined(parts: &[String]) -> String {
    format!("{}\n", parts.join("\n\n"))
}

/// Without signs that would end a line.
fn one_line(text: &str) -> String {
    text.split(|sign: char| sign.is_control() || sign == ' ')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

impl Mail {
    /// The message as a file of RFC 5322 that mail programs open as a draft: addressed to nobody yet, all of it in ASCII, lines
    /// ending in CRLF.
    pub fn eml(&self, sender: &Sender, language: &str, at: Timestamp) -> String {
        let mut out = format!("From: {}\r\n", mailbox(sender));
        header(&mut out, "Subject", &encoded(&one_line(&self.subject)));
        // Years that the form cannot write have no date.
        if let Ok(date) = DateTimePrinter::new().timestamp_to_string(&at) {
            header(&mut out, "Date", &date);
        }
        header(&mut out, "MIME-Version", "1.0");
        header(&mut out, "Content-Type", "text/plain; charset=utf-8");
        header(&mut out, "Content-Transfer-Encoding", "quoted-printable");
        if !language.is_empty() && language.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            header(&mut out, "Content-Language", language);
        }
        header(&mut out, "X-Unsent", "1");
        out.push_str("\r\n");
        for line in self.text.lines() {
            quoted_printable(&mut out, line);
            out.push_str("\r\n");
        }
        out
    }
}

fn header(out: &mut String, name: &str, value: &str) {
    // Writing to a text does not fail.
    let _ = write!(out, "{name}: {value}\r\n");
}

/// The sender as a header has it. Without a usable address it is a group of nobody (RFC 6854).
fn mailbox(sender: &Sender) -> String {
    let name = one_line(&sender.name);
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-@".contains(&byte);
    let email = sender.email.trim();
    let usable = email.matches('@').count() == 1 && email.bytes().all(plain);
    match (usable, name.is_empty()) {
        (true, true) => email.to_owned(),
        (true, false) => format!("{}\r\n <{email}>", phrase(&name)),
        (false, true) => "dossier:;".to_owned(),
        (false, false) => format!("{}:;", phrase(&name)),
    }
}

/// A name before an address.
fn phrase(name: &str) -> String {
    let plain = name.len() <= WORD_BYTES_MAX && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b' ');
    if plain { name.to_owned() } else { encoded_words(name) }
}

/// A text in a header: as it is where it is short and ASCII, else in encoded words.
fn encoded(text: &str) -> String {
    let plain = text.len() <= WORD_BYTES_MAX
        && text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic())
        && !text.contains("=?");
    if plain { text.to_owned() } else { encoded_words(text) }
}

/// Encoded words of whole characters, one a line.
fn encoded_words(text: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    for sign in text.chars() {
        let mut token = String::new();
        let mut bytes = [0; 4];
        for byte in sign.encode_utf8(&mut bytes).bytes() {
            match byte {
                b' ' => token.push('_'),
                byte if byte.is_ascii_alphanumeric() => token.push(char::from(byte)),
                byte => {
                    let _ = write!(token, "={byte:02X}");
                }
            }
        }
        if word.len() + token.len() > WORD_BYTES_MAX {
            words.push(std::mem::take(&mut word));
        }
        word.push_str(&token);
    }
    words.push(word);
    words.iter().map(|word| format!("=?UTF-8?Q?{word}?=")).collect::<Vec<_>>().join("\r\n ")
}

/// One line of the text, broken where it is too long.
fn quoted_printable(out: &mut String, line: &str) {
    let line = line.trim_end();
    let mut length = 0;
    for byte in line.bytes() {
        let mut token = String::new();
        if byte == b' ' || (byte.is_ascii_graphic() && byte != b'=') {
            token.push(char::from(byte));
        } else {
            let _ = write!(token, "={byte:02X}");
        }
        if length + token.len() > LINE_CHARS_MAX {
            out.push_str("=\r\n");
            length = 0;
        }
        length += token.len();
        out.push_str(&token);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brand::Brand;
    use crate::generate::Options;
    use crate::locale::{LOCALES, Locale};
    use crate::records::feedback::Grade;
    use crate::records::{Cv, Feedback};
    use crate::time::Day;

    fn mails(locale: Locale, anonymous: Option<&str>, link: Option<&str>) -> (Mail, Mail) {
        let mut cv = Cv::default();
        cv.basics.name = Some("Zoë Müller".into());
        let feedback = Feedback { schema: String::new(), grade: Grade::Ready, findings: Vec::new() };
        let options = Options { anonymous: anonymous.map(str::to_owned), ..Options::default() };
        let inputs = Inputs {
            cv: &cv,
            job: None,
            matching: None,
            feedback: &feedback,
            offer: None,
            brand: &Brand::default(),
            locale,
            date: Day::constant(2026, 1, 27),
            options: &options,
        };
        (cover_mail(&inputs, link), candidate_mail(&inputs))
    }

    #[test]
    fn a_message_names_the_candidate_as_the_papers_do() {
        for locale in LOCALES {
            let (named, candidate) = mails(locale, None, None);
            assert!(named.subject.contains("Zoë Müller") && named.text.contains("Zoë Müller"), "{named:?}");
            assert!(!candidate.subject.is_empty() && candidate.text.lines().count() > 4, "{candidate:?}");
            let (coded, _) = mails(locale, Some("K-0417"), Some("https://dossier.example/s/abc"));
            assert!(coded.subject.contains("K-0417") && !coded.text.contains("Müller"), "{coded:?}");
            assert!(coded.text.lines().any(|line| line == "https://dossier.example/s/abc"), "{coded:?}");
        }
    }

    /// What a header or a text says once it is decoded.
    fn decoded(text: &str) -> String {
        let mut bytes = Vec::new();
        let mut rest = text.bytes();
        while let Some(byte) = rest.next() {
            match byte {
                b'=' => {
                    let pair: Vec<u8> = rest.by_ref().take(2).collect();
                    if pair != b"\r\n" {
                        let pair = String::from_utf8(pair).unwrap();
                        bytes.push(u8::from_str_radix(&pair, 16).unwrap());
                    }
                }
                byte => bytes.push(byte),
            }
        }
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_draft_is_ascii_in_short_lines_and_says_what_was_written() {
        let text = format!("Grüezi\n\n{}\nA = B, schön.  \n", "Größe ".repeat(40).trim_end());
        let mail = Mail {
            subject: "Größe\r\nBcc: x@example.org und noch viel mehr Wörter für eine lange Zeile".into(),
            text,
        };
        let sender = Sender { name: "Çelebi, Anna".into(), email: "anna@example.org".into() };
        let at: Timestamp = "2026-01-27T12:00:00Z".parse().unwrap();
        let eml = mail.eml(&sender, "de-CH", at);
        assert!(eml.is_ascii() && eml.split("\r\n").all(|line| line.len() <= 78 && !line.contains('\n')), "{eml}");
        let (head, body) = eml.split_once("\r\n\r\n").unwrap();
        assert!(head.contains("Date: Tue, 27 Jan 2026 12:00:00 ") && head.contains("<anna@example.org>"), "{head}");
        assert!(head.lines().all(|line| !line.starts_with("Bcc")), "no header comes out of a subject: {head}");
        let subject = head.split("Subject: ").nth(1).unwrap().split("\r\nDate").next().unwrap();
        let words: String = subject.split("\r\n ").map(|word| word.strip_prefix("=?UTF-8?Q?").unwrap()).collect();
        let told = decoded(&words.replace("?=", "")).replace('_', " ");
        assert_eq!(told, one_line(&mail.subject));
        let expected: Vec<&str> = mail.text.lines().map(str::trim_end).collect();
        assert_eq!(decoded(body).lines().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn without_an_address_nobody_is_named_as_the_sender() {
        let mail = Mail { subject: "Hello".into(), text: "Hello\n".into() };
        for email in ["", "a@b@c", "a b@example.org", "ä@example.org", "x@y>\r\nBcc: z@example.org"] {
            let sender = Sender { name: "Anna".into(), email: email.into() };
            let eml = mail.eml(&sender, "en", Timestamp::UNIX_EPOCH);
            assert!(eml.starts_with("From: Anna:;\r\nSubject: Hello\r\n"), "{eml}");
        }
        let nobody = mail.eml(&Sender::default(), "en", Timestamp::UNIX_EPOCH);
        assert!(nobody.starts_with("From: dossier:;\r\n"), "{nobody}");
    }
}
