import ApplianceDomain

/// The domain's `Record`, in files where GRDB has one too.
typealias DomainRecord = Record
