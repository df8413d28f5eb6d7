//! Tells the tools for which triple they are built: programs stand in a folder of that name.

fn main() {
    let target = std::env::var("TARGET").unwrap_or_default();
    println!("cargo::rustc-env=TARGET={target}");
    println!("cargo::rerun-if-changed=build.rs");
}
