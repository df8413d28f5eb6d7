//! `dossier template check` and `template init`.

use super::{TEMPLATE_BYTES_MAX, template_error};
use crate::args::{TemplateAction, TemplateArgs};
use crate::output;
use dossier::Error;
use dossier::core::formats::fill::{Fault, Finding};
use dossier::core::generate::DocumentKind;
use dossier::core::generate::template::{Report, check, starter};
use serde_json::json;
use std::process::ExitCode;

pub fn template(args: &TemplateArgs, as_json: bool) -> Result<ExitCode, Error> {
    match &args.action {
        TemplateAction::Init { file, locale } => {
            output::write_file(file, &starter(DocumentKind::Cv, *locale))?;
            if !output::is_stdout(file) {
                output::line(format_args!("written to {}", file.display()))?;
            }
            Ok(ExitCode::SUCCESS)
        }
        TemplateAction::Check { file } => {
            let bytes = output::read_file(file, TEMPLATE_BYTES_MAX)?;
            let report = check(&bytes).map_err(|error| template_error(&error))?;
            if as_json {
                output::line(format_args!("{}", to_json(&report)))?;
            } else {
                print(&report)?;
            }
            if report.findings.is_empty() {
                return Ok(ExitCode::SUCCESS);
            }
            Err(Error::Usage {
                code: "template.faults",
                message: format!("the template has {} faults", report.findings.len()),
                hint: "see docs/templates.md for the names of the fields",
            })
        }
    }
}

fn code(fault: Fault) -> &'static str {
    match fault {
        Fault::UnknownTag => "unknown-tag",
        Fault::UnknownFilter => "unknown-filter",
        Fault::Broken => "broken",
    }
}

fn print(report: &Report) -> Result<(), Error> {
    output::line(format_args!("template for: {}", report.kind.name()))?;
    for Finding { fault, part, paragraph, tag, detail, .. } in &report.findings {
        output::line(format_args!("{part}, paragraph {paragraph}: {tag}  {}: {detail}", code(*fault)))?;
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
                "tag": finding.tag,
                "detail": finding.detail,
            })
        })
        .collect();
    json!({ "kind": report.kind.name(), "findings": findings, "unused": report.unused })
}
