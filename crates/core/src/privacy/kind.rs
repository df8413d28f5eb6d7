//! Kinds of data that must not leave the desk, by stable names, and which papers each is forbidden in.

/// What a token tells of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A part of the name.
    Name,
    /// Initials with points, or as a whole mailbox or code.
    Initials,
    /// E-mail address.
    Email,
    /// Name of a mailbox or of an account.
    Handle,
    /// Domain of the address or of the own web site.
    Domain,
    /// Profile link or own web site.
    Link,
    /// Phone number.
    Phone,
    /// Street and number.
    Street,
    /// Date of birth.
    BirthDate,
    /// Own firm.
    OwnFirm,
    /// An employer that was chosen to be hidden.
    Employer,
    /// Number of a certificate.
    CertificateNumber,
    /// Name of a referee.
    Referee,
    /// E-mail address or phone number of a referee.
    RefereeContact,
    /// Number of a social insurance.
    SocialSecurity,
    /// Civil status.
    CivilStatus,
    /// Wanted salary or asking rate.
    AskingRate,
}

/// All kinds.
pub const KINDS: [Kind; 17] = [
    Kind::Name,
    Kind::Initials,
    Kind::Email,
    Kind::Handle,
    Kind::Domain,
    Kind::Link,
    Kind::Phone,
    Kind::Street,
    Kind::BirthDate,
    Kind::OwnFirm,
    Kind::Employer,
    Kind::CertificateNumber,
    Kind::Referee,
    Kind::RefereeContact,
    Kind::SocialSecurity,
    Kind::CivilStatus,
    Kind::AskingRate,
];

impl Kind {
    /// Stable name in errors, warnings and options.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Initials => "initials",
            Self::Email => "email",
            Self::Handle => "handle",
            Self::Domain => "domain",
            Self::Link => "link",
            Self::Phone => "phone",
            Self::Street => "street",
            Self::BirthDate => "birth-date",
            Self::OwnFirm => "own-firm",
            Self::Employer => "employer",
            Self::CertificateNumber => "certificate-number",
            Self::Referee => "referee",
            Self::RefereeContact => "referee-contact",
            Self::SocialSecurity => "social-security",
            Self::CivilStatus => "civil-status",
            Self::AskingRate => "asking-rate",
        }
    }

    /// Whether it is forbidden in every client paper; the others only where the candidate is not named.
    pub fn is_client_forbidden(self) -> bool {
        matches!(
            self,
            Self::Email
                | Self::Link
                | Self::Phone
                | Self::Street
                | Self::BirthDate
                | Self::RefereeContact
                | Self::SocialSecurity
                | Self::CivilStatus
                | Self::AskingRate
        )
    }
}
