//! Prints the lines of a file with their geometry.
fn main() {
    let path = std::env::args().nth(1).expect("a file");
    let bytes = std::fs::read(&path).expect("readable");
    match dossier_formats::read(&bytes, None, &dossier_formats::ReadLimits::default()) {
        Ok(s) => {
            for l in &s.lines {
                println!(
                    "c{} g{:.1} {}{} {:?} | {}",
                    l.column,
                    l.gap_above,
                    if l.bullet { "*" } else { " " },
                    if l.running { "R" } else { " " },
                    l.cells
                        .iter()
                        .map(|c| (c.x0 as i32, c.style.size, c.style.bold, c.style.heading))
                        .collect::<Vec<_>>(),
                    s.line_text(l)
                );
            }
            println!("{:?}", s.warnings)
        }
        Err(e) => println!("{}: {e}", e.code()),
    }
}
