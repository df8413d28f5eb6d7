//! SHA-256 as lower-case hexadecimal.

use sha2::{Digest, Sha256};

/// The hash of bytes.
pub fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
