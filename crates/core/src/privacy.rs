//! What must not leave the desk: identity tokens of an anonymous pack, and contact data in client papers. Replaces first,
//! then the finished papers are read back and searched; a hit is a failure, never a warning.

use crate::records::Cv;
use crate::understand::fold::{fold, words};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Words of an identity that are too short or too common to identify anybody.
const TOKEN_CHARS_MIN: usize = 3;

/// A forbidden text that was found in a paper. Names the kind, never the text itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leak {
    /// `name`, `email`, `phone`, `street`, `link` or `birth-date`.
    pub kind: &'static str,
}

/// A copy of a CV in which the candidate's name, address and links are gone and every mention of them in running text is
/// replaced by the code.
pub fn anonymise(cv: &Cv, code: &str) -> Cv {
    let tokens = identity_tokens(cv);
    let mut copy = cv.clone();
    copy.basics.name = None;
    copy.basics.email = None;
    copy.basics.phone = None;
    copy.basics.url = None;
    if let Some(location) = &mut copy.basics.location {
        location.address = None;
        location.postal_code = None;
    }
    copy.x.birth_date = None;
    copy.x.sources.clear();
    copy.x.text.clear();
    replace_in(&copy, &tokens, code)
}

/// A copy of any record in which every mention of the candidate's name is replaced by the code.
pub fn replace_names<T: Serialize + DeserializeOwned + Clone>(record: &T, cv: &Cv, code: &str) -> T {
    replace_in(record, &identity_tokens(cv), code)
}

/// Applies the replacement to every string of a record.
fn replace_in<T: Serialize + DeserializeOwned + Clone>(record: &T, tokens: &[String], code: &str) -> T {
    fn walk(value: &mut Value, tokens: &[String], code: &str) {
        match value {
            Value::String(text) => *text = replace(text, tokens, code),
            Value::Array(list) => list.iter_mut().for_each(|one| walk(one, tokens, code)),
            Value::Object(map) => map.values_mut().for_each(|one| walk(one, tokens, code)),
            _ => {}
        }
    }
    let Ok(mut value) = serde_json::to_value(record) else { return record.clone() };
    walk(&mut value, tokens, code);
    serde_json::from_value(value).unwrap_or_else(|_| record.clone())
}

fn replace(text: &str, tokens: &[String], code: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut word = String::new();
    let mut last_was_code = false;
    let mut flush = |word: &mut String, out: &mut String| {
        if word.is_empty() {
            return;
        }
        if tokens.contains(&fold(word)) {
            // First and family name beside each other become one code.
            if !(last_was_code && out.trim_end().ends_with(code)) {
                out.push_str(code);
            }
            last_was_code = true;
        } else {
            out.push_str(word);
            last_was_code = false;
        }
        word.clear();
    };
    for c in text.chars() {
        if c.is_alphanumeric() {
            word.push(c);
        } else {
            flush(&mut word, &mut out);
            out.push(c);
        }
    }
    flush(&mut word, &mut out);
    out
}

/// Words that identify the candidate, folded: parts of the name, of the e-mail address and of the links.
pub fn identity_tokens(cv: &Cv) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut add = |text: &str| {
        for word in fold(text).split(|c: char| !c.is_alphanumeric()) {
            let scripted = !word.is_ascii();
            if (word.chars().count() >= TOKEN_CHARS_MIN || scripted && !word.is_empty())
                && !PARTICLES.contains(&word)
                && !word.chars().all(|c| c.is_ascii_digit())
            {
                tokens.push(word.to_owned());
            }
        }
    };
    if let Some(name) = &cv.basics.name {
        add(name);
    }
    if let Some(email) = &cv.basics.email {
        add(email.split('@').next().unwrap_or_default());
    }
    tokens.sort();
    tokens.dedup();
    tokens
}

const PARTICLES: [&str; 12] =
    ["von", "van", "der", "den", "del", "della", "dos", "bin", "zur", "info", "mail", "contact"];

/// Identity tokens that stand in a text as whole words.
pub fn identity_leaks(text: &str, cv: &Cv) -> Vec<Leak> {
    let folded = fold(text);
    let tokens = identity_tokens(cv);
    let all: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).collect();
    let mut leaks = client_leaks(text, cv);
    if tokens.iter().any(|token| all.contains(&token.as_str())) {
        leaks.push(Leak { kind: "name" });
    }
    leaks
}

/// Contact data of the candidate in a client paper.
pub fn client_leaks(text: &str, cv: &Cv) -> Vec<Leak> {
    let folded = fold(text);
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let mut leaks = Vec::new();
    let mut check = |kind: &'static str, value: Option<&String>| {
        if value.is_some_and(|value| value.chars().count() > 4 && folded.contains(&fold(value))) {
            leaks.push(Leak { kind });
        }
    };
    check("email", cv.basics.email.as_ref());
    check("link", cv.basics.url.as_ref());
    check("street", cv.basics.location.as_ref().and_then(|location| location.address.as_ref()));
    if let Some(phone) = &cv.basics.phone {
        let tail: String = phone.chars().filter(char::is_ascii_digit).collect();
        if tail.len() >= 9 && digits.contains(&tail[tail.len() - 9..]) {
            leaks.push(Leak { kind: "phone" });
        }
    }
    if let Some(date) = cv.x.birth_date.filter(|date| date.day_number().is_some()) {
        let (year, month, day) = (date.year_number(), date.month_number().unwrap_or(0), date.day_number().unwrap_or(0));
        let forms = [
            date.to_string(),
            format!("{day:02}.{month:02}.{year}"),
            format!("{day}.{month}.{year}"),
            format!("{day:02}/{month:02}/{year}"),
        ];
        if words(&folded).iter().any(|word| forms.iter().any(|form| form == word))
            || forms.iter().any(|form| folded.contains(form.as_str()))
        {
            leaks.push(Leak { kind: "birth-date" });
        }
    }
    leaks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::cv::{Basics, Work};

    fn cv() -> Cv {
        let basics = Basics {
            name: Some("Zoë Kestenholz-Brugg".into()),
            email: Some("zoe.kestenholz@post.example.com".into()),
            phone: Some("+41 79 555 11 22".into()),
            summary: Some("Zoë Kestenholz leitet Teams; Kestenholzer Weg bleibt.".into()),
            ..Basics::default()
        };
        Cv { basics, work: vec![Work { name: Some("Bau AG".into()), ..Work::default() }], ..Cv::default() }
    }

    #[test]
    fn names_are_replaced_by_the_code_and_only_whole_words() {
        let copy = anonymise(&cv(), "K-07");
        assert_eq!(copy.basics.name, None);
        assert_eq!(copy.basics.summary.as_deref(), Some("K-07  leitet Teams; Kestenholzer Weg bleibt."));
        assert_eq!(copy.work[0].name.as_deref(), Some("Bau AG"));
    }

    #[test]
    fn what_is_left_is_found() {
        let named = |text: &str| identity_leaks(text, &cv()).iter().map(|leak| leak.kind).collect::<Vec<_>>();
        assert_eq!(named("K-07 leitet Teams"), Vec::<&str>::new());
        assert_eq!(named("Frau KESTENHOLZ leitet Teams"), ["name"]);
        assert_eq!(named("zoe.kestenholz@post.example.com"), ["email", "name"]);
        assert_eq!(client_leaks("Tel. 0041 79 555 11 22", &cv()).len(), 1);
        assert!(client_leaks("Zoë Kestenholz-Brugg, Zürich", &cv()).is_empty());
    }
}
