//! Inline SVG charts: a bar of stacked shares, the axis and the rows of a timeline, and bars of a length. Places are
//! percentages and heights are in em, so that a chart fits any width and grows with the text. Colours come from style
//! classes of the page, so that light, dark and print each have their own. It writes no layout and no script.

use quick_xml::escape::escape;

/// Percent of a bar from which on a share is labelled at any width, from middle widths on, and on wide screens only.
const LABEL_PERCENT_MIN: [(f64, &str); 3] = [(12.0, "id-l"), (6.0, "id-m"), (3.2, "id-s")];
/// Percent that a period takes at the least, so that one month of forty years can be seen.
const PERIOD_PERCENT_MIN: f64 = 0.5;

/// A share of a stacked bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// What it stands for.
    pub label: String,
    /// Short name that is printed on it where there is room.
    pub name: String,
    /// Percent of the bar.
    pub percent: f64,
    /// End of its style classes: `seg-` for the shape and `on-` for the name.
    pub class: &'static str,
}

/// A bar of stacked shares out of 100 with marks below it, each at a percentage with its words.
pub fn stacked_bar(title: &str, shares: &[Share], marks: &[(f64, String)]) -> String {
    let mut out = format!(r#"<svg class="bar" role="img" aria-label="{0}"><title>{0}</title>"#, escape(title));
    let mut x = 0.0;
    for share in shares.iter().filter(|share| share.percent > 0.0) {
        let Share { label, name, percent, class } = share;
        out.push_str(&format!(
            r#"<rect class="seg seg-{class}" x="{x:.2}%" y="0" width="{percent:.2}%" height="2.4em"><title>{}</title></rect>"#,
            escape(label.as_str()),
        ));
        if let Some((_, size)) = LABEL_PERCENT_MIN.iter().find(|(least, _)| percent >= least) {
            out.push_str(&format!(
                r#"<text class="on-{class} {size}" x="{:.2}%" y="1.55em" text-anchor="middle">{}</text>"#,
                x + percent / 2.0,
                escape(name.as_str()),
            ));
        }
        x += percent;
    }
    for (percent, words) in marks {
        out.push_str(&format!(
            r#"<line x1="{percent:.2}%" x2="{percent:.2}%" y1="2.4em" y2="2.75em"/><text class="mark" x="{percent:.2}%" y="3.7em" text-anchor="middle">{}</text>"#,
            escape(words.as_str()),
        ));
    }
    out.push_str("</svg>");
    out
}

/// The axis above a timeline: words at percentages of its width. A page has one; the rows of [`period`] draw its ticks.
pub fn axis(ticks: &[(f64, String)]) -> String {
    let (mut lines, mut texts) = (String::new(), String::new());
    for (percent, words) in ticks {
        let anchor = match *percent {
            percent if percent < 3.0 => "start",
            percent if percent > 95.0 => "end",
            _ => "middle",
        };
        lines.push_str(&format!(r#"<line x1="{percent:.2}%" x2="{percent:.2}%" y1="0" y2="100%"/>"#));
        texts.push_str(&format!(
            r#"<text x="{percent:.2}%" y="1.1em" text-anchor="{anchor}">{}</text>"#,
            escape(words.as_str()),
        ));
    }
    format!(r#"{HIDDEN}<defs><g id="ticks" class="tick">{lines}</g></defs>{texts}</svg>"#)
}

/// One row of a timeline: a period from one percentage to another before the ticks of the page's [`axis`]. The words
/// stand beside it in the page.
pub fn period(start: f64, end: f64, class: &str) -> String {
    let width = (end - start).max(PERIOD_PERCENT_MIN);
    format!(
        r##"{HIDDEN}<use href="#ticks"/><rect class="{}" x="{start:.2}%" y="50%" width="{width:.2}%" height="0.7em" rx="1"/></svg>"##,
        escape(class),
    )
}

/// A bar of a length in percent; the page draws its ground. The figure stands beside it in the page.
pub fn length(percent: f64, class: &str) -> String {
    let bar = if percent > 0.0 {
        format!(r#"<rect class="{}" width="{percent:.2}%" height="100%"/>"#, escape(class))
    } else {
        String::new()
    };
    format!(r#"<svg class="length" aria-hidden="true">{bar}</svg>"#)
}

/// Opening of a picture whose words stand beside it.
const HIDDEN: &str = r#"<svg aria-hidden="true">"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stacked_shares_are_escaped_and_in_proportion() {
        let share =
            |name: &str, percent: f64, class| Share { label: "a & b".into(), name: name.into(), percent, class };
        let bar = stacked_bar(
            "<x>",
            &[
                share("M1", 25.0, "must"),
                share("M2", 0.0, "must"),
                share("<S>", 4.0, "should"),
                share("S2", 1.0, "lost"),
            ],
            &[(80.0, "80".into())],
        );
        for part in [
            "&lt;x&gt;", "a &amp; b", r#"x="0.00%" y="0" width="25.00%""#, r#"x="25.00%" y="0" width="4.00%""#,
            r#"class="on-must id-l" x="12.50%""#, "&lt;S&gt;</text>", r#"class="mark" x="80.00%""#,
        ] {
            assert!(bar.contains(part), "{part} in {bar}");
        }
        assert!(!bar.contains("M2") && !bar.contains(">S2<"), "no share without a length, no name without room: {bar}");
        assert_eq!(bar.matches("</svg>").count(), 1);
    }

    #[test]
    fn a_timeline_is_made_of_an_axis_and_rows() {
        let ticks = [(1.0, "2020".to_owned()), (50.0, "</svg>".to_owned()), (99.0, "2024".to_owned())];
        let axis = axis(&ticks);
        assert!(axis.contains(r#"text-anchor="start">2020<"#) && axis.contains(r#"text-anchor="end">2024<"#), "{axis}");
        assert!(axis.contains("&lt;/svg&gt;") && axis.matches("</svg>").count() == 1, "{axis}");
        assert_eq!(axis.matches("<line").count(), 3);
        let row = period(40.0, 40.1, "line-work");
        assert!(row.contains(r#"x="40.00%" y="50%" width="0.50%""#), "{row}");
    }

    #[test]
    fn nothing_has_no_length() {
        assert!(!length(0.0, "now").contains("<rect"));
        assert!(length(40.0, "now").contains(r#"class="now" width="40.00%""#));
    }
}
