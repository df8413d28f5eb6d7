//! Proves the layout of a bundle: two folders, stored members, sound names and checksums, nothing before, between or
//! after. Knows nothing of what the members mean.

use super::sealed::hex_sha256;
use crate::name::FileName;
use std::collections::BTreeSet;
use std::io::{Cursor, Read};

/// A member that was read and whose CRC-32 is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedMember {
    /// Path within the ZIP.
    pub path: String,
    /// Its content.
    pub content: Vec<u8>,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
}

/// Why a ZIP is not a sound bundle.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// Not a ZIP, or a truncated one.
    #[error("it is not a complete ZIP file")]
    NotZip,
    /// A member outside the two folders, or a name that people should not see.
    #[error("member {number} has a name that does not belong into a bundle")]
    Name {
        /// Number of the member from 1.
        number: usize,
    },
    /// Two members of one name.
    #[error("member {number} has the name of an earlier member")]
    Twice {
        /// Number of the member from 1.
        number: usize,
    },
    /// Compressed or encrypted.
    #[error("member {number} is not stored plainly")]
    NotStored {
        /// Number of the member from 1.
        number: usize,
    },
    /// Content that does not fit its CRC-32 or length.
    #[error("member {number} is damaged")]
    Damaged {
        /// Number of the member from 1.
        number: usize,
    },
    /// Bytes that belong to no member.
    #[error("there are bytes that belong to no member")]
    Slack,
    /// Members out of order.
    #[error("the members are not sorted")]
    Order,
}

/// Reads and checks every member of a bundle.
///
/// # Errors
/// The first [`VerifyError`] found.
pub fn verify_zip(zip: &[u8]) -> Result<Vec<VerifiedMember>, VerifyError> {
    let mut archive = zip::ZipArchive::new(Cursor::new(zip)).map_err(|_| VerifyError::NotZip)?;
    if archive.offset() != 0 {
        return Err(VerifyError::Slack);
    }
    let mut members: Vec<VerifiedMember> = Vec::new();
    let mut names = BTreeSet::new();
    let mut next = 0;
    for index in 0..archive.len() {
        let number = index + 1;
        let mut member = archive.by_index(index).map_err(|_| VerifyError::Damaged { number })?;
        let path = member.name().map_err(|_| VerifyError::Name { number })?.to_string();
        let name = path.strip_prefix("primary_outputs/").or_else(|| path.strip_prefix("artifacts/"));
        if name.is_none_or(|name| FileName::parse(name).is_err()) {
            return Err(VerifyError::Name { number });
        }
        if !names.insert(path.to_lowercase()) {
            return Err(VerifyError::Twice { number });
        }
        if member.compression() != zip::CompressionMethod::Stored || member.encrypted() {
            return Err(VerifyError::NotStored { number });
        }
        if member.header_start() != next {
            return Err(VerifyError::Slack);
        }
        let size = member.size();
        next = member.data_start().ok_or(VerifyError::Damaged { number })? + size;
        let mut content = Vec::new();
        (&mut member).take(zip.len() as u64).read_to_end(&mut content).map_err(|_| VerifyError::Damaged { number })?;
        if content.len() as u64 != size {
            return Err(VerifyError::Damaged { number });
        }
        if members.last().is_some_and(|last| last.path >= path) {
            return Err(VerifyError::Order);
        }
        let sha256 = hex_sha256(&content);
        members.push(VerifiedMember { path, content, sha256 });
    }
    let directory: u64 = members.iter().map(|member| 46 + member.path.len() as u64).sum();
    if archive.central_directory_start() != next || next + directory + 22 != zip.len() as u64 {
        return Err(VerifyError::Slack);
    }
    Ok(members)
}
