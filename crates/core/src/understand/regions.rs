//! Cantons of Swiss addresses: by the sign behind the town, else by the postal code where its first two digits lie in one
//! canton only. What is not sure is not said.

use super::fold::fold;

/// Signs and names of the cantons in three languages, folded; of those with a town of the same name the town too.
const CANTONS: [(&str, &[&str]); 26] = [
    ("ZH", &["zurich", "winterthur"]),
    ("BE", &["bern", "berne"]),
    ("LU", &["luzern", "lucerne"]),
    ("UR", &["uri"]),
    ("SZ", &["schwyz"]),
    ("OW", &["obwalden", "obwald"]),
    ("NW", &["nidwalden", "nidwald"]),
    ("GL", &["glarus", "glaris"]),
    ("ZG", &["zug", "zoug"]),
    ("FR", &["freiburg", "fribourg"]),
    ("SO", &["solothurn", "soleure"]),
    ("BS", &["basel-stadt", "bale-ville", "basel", "bale"]),
    ("BL", &["baselland", "basel-landschaft", "bale-campagne"]),
    ("SH", &["schaffhausen", "schaffhouse"]),
    ("AR", &["appenzell ausserrhoden"]),
    ("AI", &["appenzell innerrhoden"]),
    ("SG", &["st. gallen", "st.gallen", "saint-gall", "st gallen"]),
    ("GR", &["graubunden", "grisons"]),
    ("AG", &["aargau", "argovie"]),
    ("TG", &["thurgau", "thurgovie"]),
    ("TI", &["tessin", "ticino"]),
    ("VD", &["waadt", "vaud", "lausanne"]),
    ("VS", &["wallis", "valais"]),
    ("NE", &["neuenburg", "neuchatel"]),
    ("GE", &["genf", "geneve", "geneva"]),
    ("JU", &["jura"]),
];

/// First two digits of postal codes that lie in one canton.
const CODES: [(&str, &str); 45] = [
    ("10", "VD"),
    ("11", "VD"),
    ("12", "GE"),
    ("14", "VD"),
    ("18", "VD"),
    ("19", "VS"),
    ("20", "NE"),
    ("23", "NE"),
    ("25", "BE"),
    ("28", "JU"),
    ("30", "BE"),
    ("34", "BE"),
    ("36", "BE"),
    ("37", "BE"),
    ("38", "BE"),
    ("39", "VS"),
    ("40", "BS"),
    ("45", "SO"),
    ("50", "AG"),
    ("51", "AG"),
    ("52", "AG"),
    ("53", "AG"),
    ("54", "AG"),
    ("55", "AG"),
    ("60", "LU"),
    ("61", "LU"),
    ("62", "LU"),
    ("65", "TI"),
    ("66", "TI"),
    ("67", "TI"),
    ("68", "TI"),
    ("69", "TI"),
    ("70", "GR"),
    ("71", "GR"),
    ("72", "GR"),
    ("74", "GR"),
    ("75", "GR"),
    ("80", "ZH"),
    ("81", "ZH"),
    ("83", "ZH"),
    ("84", "ZH"),
    ("90", "SG"),
    ("94", "SG"),
    ("93", "TG"),
    ("85", "TG"),
];

/// Larger regions and the cantons in them.
const REGIONS: [(&str, &[&str]); 5] = [
    ("romandie", &["VD", "GE", "NE", "JU", "VS", "FR"]),
    ("westschweiz", &["VD", "GE", "NE", "JU", "VS", "FR"]),
    (
        "deutschschweiz",
        &[
            "ZH", "BE", "LU", "UR", "SZ", "OW", "NW", "GL", "ZG", "SO", "BS", "BL", "SH", "AR", "AI", "SG", "GR", "AG",
            "TG",
        ],
    ),
    ("zentralschweiz", &["LU", "UR", "SZ", "OW", "NW", "ZG"]),
    ("ostschweiz", &["SG", "TG", "AR", "AI", "GL", "SH", "GR"]),
];

/// The canton of an address, as its sign.
pub(crate) fn of_address(postal_code: Option<&str>, city: &str, line: &str) -> Option<&'static str> {
    let behind = line.find(city).map(|at| &line[at + city.len()..]).unwrap_or_default();
    let sign = behind.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty()).filter(|word| word.len() == 2);
    if let Some((sign, _)) = CANTONS.iter().find(|(known, _)| sign == Some(*known)) {
        return Some(sign);
    }
    let code = postal_code
        .map(str::to_owned)
        .or_else(|| line.split(|c: char| !c.is_ascii_digit()).find(|digits| digits.len() == 4).map(str::to_owned))?;
    if code.len() != 4 {
        return None;
    }
    CODES.iter().find(|(start, _)| code.starts_with(start)).map(|(_, canton)| *canton)
}

/// The region that a text names: a canton's sign or the name of a larger region.
pub(crate) fn named(text: &str) -> Option<&'static str> {
    let folded = fold(text);
    let words: Vec<&str> = text.split(|c: char| !c.is_alphabetic()).collect();
    let larger = REGIONS.iter().find(|(name, _)| folded.contains(name)).map(|(name, _)| *name);
    larger.or_else(|| {
        CANTONS
            .iter()
            .find(|(sign, names)| {
                words.contains(sign) || names.iter().any(|name| super::lexicon::contains_words(&folded, name))
            })
            .map(|(sign, _)| *sign)
    })
}

/// Whether a canton lies in a region.
pub(crate) fn within(canton: &str, region: &str) -> bool {
    canton == region || REGIONS.iter().any(|(name, cantons)| *name == region && cantons.contains(&canton))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cantons_of_addresses() {
        assert_eq!(of_address(Some("3280"), "Murten", "3280 Murten FR"), Some("FR"));
        assert_eq!(of_address(Some("1260"), "Nyon", "Nyon (VD)"), Some("VD"));
        assert_eq!(of_address(Some("1004"), "Lausanne", "1004 Lausanne"), Some("VD"));
        assert_eq!(of_address(Some("3186"), "Düdingen", "3186 Düdingen"), None);
        assert_eq!(of_address(Some("10115"), "Berlin", "10115 Berlin"), None);
        assert_eq!(named("canton de Vaud"), Some("VD"));
        assert!(within("VD", "romandie") && !within("ZH", "romandie"));
    }
}
