//! What measures the core and writes what it is compared with: `measure <verb>`, called by `cargo xtask`. A program of its
//! own, so that the house's other tools start without building the core. Never part of the product.

mod accuracy;
mod gallery;
mod golden;
mod matching;
mod papers;
mod pixels;
mod proof;
mod roundtrip;
mod shell;
mod stress;

use anyhow::{Result, bail};

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let verb = arguments.next().unwrap_or_default();
    match verb.as_str() {
        "accuracy" => accuracy::run(arguments),
        "accuracy-check" => accuracy::check(),
        "matching" => matching::run(arguments),
        "matching-check" => matching::check(),
        "golden" => golden::write(),
        "schemas-check" => golden::check(),
        "papers" => papers::write(arguments),
        "gallery" => gallery::make(arguments),
        "proof" => proof::run(arguments),
        "roundtrip" => roundtrip::run(),
        other => bail!("measure has no verb {other}; call it by `cargo xtask`"),
    }
}
