//! Every limit of the readers, with its default. Changes nothing by itself; the readers enforce them.

use serde::{Deserialize, Serialize};

/// Bounds on one foreign file. A reader stops with a typed error as soon as one is passed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadLimits {
    /// Size of the file itself, in bytes. Default 25 MiB.
    pub file_bytes_max: u64,
    /// Pages of a PDF. Default 60.
    pub pages_max: u32,
    /// Unicode scalar values of the extracted text. Default 2,000,000.
    pub chars_max: u32,
    /// Decompressed bytes of a DOCX package, all parts together. Default 200 MiB.
    pub unpacked_bytes_max: u64,
    /// Decompressed size divided by packed size of a DOCX part. Default 100.
    pub unpacked_ratio_max: u64,
    /// Members of a DOCX package. Default 4,096.
    pub members_max: u32,
    /// Depth of nested XML elements. Default 256.
    pub xml_depth_max: u32,
}

impl Default for ReadLimits {
    fn default() -> Self {
        Self {
            file_bytes_max: 25 * 1024 * 1024,
            pages_max: 60,
            chars_max: 2_000_000,
            unpacked_bytes_max: 200 * 1024 * 1024,
            unpacked_ratio_max: 100,
            members_max: 4_096,
            xml_depth_max: 256,
        }
    }
}
