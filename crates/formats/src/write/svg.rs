//! Inline SVG charts: bars of stacked shares and a timeline of periods. Colours come from style classes of the page, so
//! that light, dark and print each have their own; every chart carries a text alternative.

use quick_xml::escape::escape;

/// A share of a stacked bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// What it stands for.
    pub label: String,
    /// Its length relative to the others.
    pub value: f64,
    /// Style class.
    pub class: &'static str,
}

/// A stacked bar, 1,000 units wide and 26 high, out of `total`.
pub fn stacked_bar(title: &str, shares: &[Share], total: f64) -> String {
    let mut out = open(title, 1000, 26);
    out.push_str(r#"<rect class="bar-ground" x="0" y="0" width="1000" height="26" rx="4"/>"#);
    let mut x = 0.0;
    for share in shares.iter().filter(|share| share.value > 0.0 && total > 0.0) {
        let width = share.value / total * 1000.0;
        out.push_str(&format!(
            r#"<rect class="{}" x="{x:.1}" y="0" width="{:.1}" height="26"><title>{}</title></rect>"#,
            share.class,
            (width - 2.0).max(1.0),
            escape(share.label.as_str()),
        ));
        x += width;
    }
    out.push_str("</svg>");
    out
}

/// A period on a timeline, in months counted from any fixed month.
#[derive(Clone, Debug, PartialEq)]
pub struct Period {
    /// What happened.
    pub label: String,
    /// The period in words.
    pub when: String,
    /// First month.
    pub start: i32,
    /// Last month.
    pub end: i32,
    /// Style class.
    pub class: &'static str,
}

/// A timeline: one row a period, years below. `year_of` turns a month count into the year whose January it is, if it is
/// one.
pub fn timeline(title: &str, periods: &[Period], year_of: impl Fn(i32) -> Option<i32>) -> String {
    const ROW: usize = 30;
    let first = periods.iter().map(|period| period.start).min().unwrap_or(0);
    let last = periods.iter().map(|period| period.end).max().unwrap_or(0).max(first + 12);
    let scale = |month: i32| f64::from(month - first) / f64::from(last + 1 - first) * 1000.0;
    let height = periods.len() * ROW + 24;
    let mut out = open(title, 1000, height);
    let years: Vec<(i32, i32)> = (first..=last).filter_map(|month| year_of(month).map(|year| (month, year))).collect();
    let step = years.len() / 10 + 1;
    for (month, year) in years.iter().step_by(step) {
        let x = scale(*month);
        out.push_str(&format!(
            r#"<line class="tick" x1="{x:.1}" y1="0" x2="{x:.1}" y2="{}"/><text class="year" x="{:.1}" y="{}">{year}</text>"#,
            height - 20,
            x + 3.0,
            height - 6,
        ));
    }
    for (row, period) in periods.iter().enumerate() {
        let (x, end) = (scale(period.start), scale(period.end + 1));
        let y = row * ROW;
        let width = (end - x).max(3.0);
        // A label that would run out of the picture is set to end at its bar's left edge instead.
        let (anchor, label_x) = if x > 550.0 { ("end", x - 6.0) } else { ("start", x + 4.0) };
        let inside = anchor == "start";
        out.push_str(&format!(
            r#"<rect class="{}" x="{x:.1}" y="{}" width="{width:.1}" height="6" rx="3"/><text class="label" text-anchor="{anchor}" x="{label_x:.1}" y="{}">{} <tspan class="when">{}</tspan></text>"#,
            period.class,
            y + 20,
            if inside { y + 14 } else { y + 26 },
            escape(period.label.as_str()),
            escape(period.when.as_str()),
        ));
    }
    out.push_str("</svg>");
    out
}

fn open(title: &str, width: usize, height: usize) -> String {
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-label="{0}" preserveAspectRatio="none"><title>{0}</title>"#,
        escape(title)
    )
    .replace(" preserveAspectRatio=\"none\"", if height < 40 { " preserveAspectRatio=\"none\"" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn charts_are_escaped_and_in_proportion() {
        let bar = stacked_bar("<x>", &[Share { label: "a & b".into(), value: 1.0, class: "met" }], 4.0);
        assert!(bar.contains("&lt;x&gt;") && bar.contains("a &amp; b") && bar.contains(r#"width="248.0""#), "{bar}");
        let period = Period { label: "</svg>".into(), when: "2020".into(), start: 0, end: 11, class: "work" };
        let line = timeline("t", &[period], |month| (month % 12 == 0).then_some(2020 + month / 12));
        assert!(line.contains("&lt;/svg&gt;") && line.contains(">2020<"), "{line}");
        assert_eq!(line.matches("</svg>").count(), 1);
    }
}
