//! `dossier template check` and `template init`.

use crate::args::{TemplateAction, TemplateArgs};
use crate::output;
use dossier::Error;
use dossier::core::formats::fill::{Fault, Finding};
use dossier::core::generate::DocumentKind;
use dossier::core::generate::template::{Report, TEMPLATED, check, kind_of, starter};
use dossier::furnish::{TEMPLATE_BYTES_MAX, template_error};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub fn template(args: &TemplateArgs, as_json: bool) -> Result<ExitCode, Error> {
    match &args.action {
        TemplateAction::Init { of, locale } => {
            let (kind, file) = target(of)?;
            if !output::is_stdout(file) && file.exists() {
                return Err(Error::Usage {
                    code: "template.exists",
                    message: format!("{} is there already", file.display()),
                    hint: "choose another name, or move the file away",
                });
            }
            output::write_file(file, &starter(kind.unwrap_or(DocumentKind::Cv), *locale))?;
            if !output::is_stdout(file) {
                output::line(format_args!("written to {}", file.display()))?;
            }
            Ok(ExitCode::SUCCESS)
        }
        TemplateAction::Check { of } => {
            let (kind, file) = target(of)?;
            let bytes = output::read_file(file, TEMPLATE_BYTES_MAX)?;
            let report = check(&bytes, kind).map_err(|error| template_error(&file.display().to_string(), &error))?;
            if as_json {
                output::line(format_args!("{}", to_json(&report)))?;
            } else {
                print(&report)?;
            }
            if report.findings.is_empty() {
                return Ok(ExitCode::SUCCESS);
            }
            let count = report.findings.len();
            Err(Error::Usage {
                code: "template.faults",
                message: format!("the template has {count} fault{}", if count == 1 { "" } else { "s" }),
                hint: "see docs/templates.md for the names of the fields",
            })
        }
    }
}

/// The document, where one is named, and the file.
fn target(given: &[PathBuf]) -> Result<(Option<DocumentKind>, &Path), Error> {
    match given {
        [file] => Ok((None, file.as_path())),
        [name, file] => {
            let name = name.to_string_lossy();
            let kind = kind_of(&name).ok_or_else(|| Error::Usage {
                code: "template.kind",
                message: format!(
                    "there are no templates for {name}; there are for {}",
                    TEMPLATED.map(DocumentKind::name).join(", ")
                ),
                hint: "write the document before the file, such as `dossier template init offer offer.docx`",
            })?;
            Ok((Some(kind), file.as_path()))
        }
        _ => Err(Error::Usage {
            code: "cli.no_file",
            message: "one file is wanted".to_owned(),
            hint: "see `dossier template --help`",
        }),
    }
}

fn code(fault: Fault) -> &'static str {
    match fault {
        Fault::UnknownTag => "unknown-tag",
        Fault::UnknownFilter => "unknown-filter",
        Fault::Broken => "broken",
        Fault::NotText => "not-text",
        Fault::NoTag => "no-tag",
    }
}

fn print(report: &Report) -> Result<(), Error> {
    output::line(format_args!("template for: {}", report.kind.name()))?;
    for finding in &report.findings {
        let Finding { part, paragraph, tag, detail, .. } = finding;
        if finding.fault == Fault::NoTag {
            output::line(format_args!("{}: {detail}", code(finding.fault)))?;
            continue;
        }
        let row = if finding.row > 0 { format!(", row {}", finding.row) } else { String::new() };
        let meant = finding.suggestion.as_ref().map(|name| format!("; did you mean {name}?")).unwrap_or_default();
        let fault = code(finding.fault);
        output::line(format_args!("{part}, paragraph {paragraph}{row}: {tag}  {fault}: {detail}{meant}"))?;
        // A tag that is its paragraph is not said twice.
        if finding.text != *tag && !finding.text.is_empty() {
            output::line(format_args!("    {}", finding.text))?;
        }
    }
    if !report.unused.is_empty() {
        output::line(format_args!("never used: {}", report.unused.join(", ")))?;
    }
    Ok(())
}

fn to_json(report: &Report) -> serde_json::Value {
    let findings: Vec<serde_json::Value> = report
        .findings
        .iter()
        .map(|finding| {
            json!({
                "fault": code(finding.fault),
                "part": finding.part,
                "paragraph": finding.paragraph,
                "row": finding.row,
                "text": finding.text,
                "tag": finding.tag,
                "detail": finding.detail,
                "suggestion": finding.suggestion,
            })
        })
        .collect();
    json!({ "kind": report.kind.name(), "findings": findings, "unused": report.unused })
}
