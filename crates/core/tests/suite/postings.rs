//! Job postings of schema.org are read and written.

use dossier_core::formats::{ReadLimits, read};
use dossier_core::records::job::Class;
use dossier_core::records::{JobProfile, job_posting};
use dossier_core::sample::JOB_TXT;
use dossier_core::understand::{Lexicon, job_profile};

fn understood(bytes: &[u8], extension: &str) -> JobProfile {
    let source = read(bytes, Some(extension), &ReadLimits::default()).expect("readable");
    job_profile(&source, &Lexicon::builtin())
}

#[test]
fn a_posting_inside_a_page_is_read() {
    let page = r#"<!DOCTYPE html><html><head><title>Job</title><script type="application/ld+json">
    {"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"x"},{"@type":["JobPosting"],"title":"Site manager",
     "hiringOrganization":{"@type":"Organization","name":"Beispielbau Ltd"},
     "jobLocation":{"@type":"Place","address":{"@type":"PostalAddress","addressLocality":"Bristol","addressCountry":"GB"}},
     "description":"<p>We build schools.</p><h2>Tasks</h2><ul><li>Lead the site &amp; its crews</li></ul><h2>Requirements</h2><ul><li>5 years of experience in construction</li></ul><h2>Nice to have</h2><ul><li>French</li></ul>",
     "qualifications":"<ul><li>5 years of experience in construction</li><li>Driving licence B</li></ul>"}]}</script></head><body><script>x()</script></body></html>"#;
    let job = understood(page.as_bytes(), "html");
    assert_eq!(job.title.as_deref(), Some("Site manager"));
    assert_eq!(job.client.as_deref(), Some("Beispielbau Ltd"));
    assert_eq!(job.places, ["Bristol"]);
    assert_eq!(job.tasks, ["Lead the site & its crews"]);
    let criteria: Vec<(&str, Class)> = job.criteria.iter().map(|found| (found.text.as_str(), found.class)).collect();
    assert_eq!(
        criteria,
        [
            ("5 years of experience in construction", Class::Must),
            ("French", Class::Should),
            ("Driving licence B", Class::Must)
        ]
    );
}

#[test]
fn what_is_written_is_read_again() {
    let job = understood(JOB_TXT, "txt");
    let posting = serde_json::to_vec_pretty(&job_posting(&job)).expect("JSON");
    let again = understood(&posting, "json");
    assert_eq!(again.title, job.title);
    assert_eq!(again.client, job.client);
    assert_eq!(again.places, job.places);
    assert_eq!(again.workload, job.workload);
    assert_eq!(again.tasks, job.tasks);
    let sorted = |job: &JobProfile| -> Vec<(String, String)> {
        let mut found: Vec<_> = job
            .criteria
            .iter()
            .filter(|found| found.class != Class::Other)
            .map(|found| (format!("{:?}", found.class), found.text.clone()))
            .collect();
        found.sort();
        found
    };
    assert_eq!(sorted(&again), sorted(&job));
}

#[test]
fn other_pages_and_data_are_refused() {
    for (bytes, extension) in [("<!DOCTYPE html><html><body>JobPosting</body></html>", "html"), ("{\"a\": 1}", "json")]
    {
        let refused = read(bytes.as_bytes(), Some(extension), &ReadLimits::default());
        assert_eq!(refused.map_err(|error| error.code()).err(), Some("read.unsupported"), "{extension}");
    }
}
