namespace OidcEngine.Clients;

/// <summary>What the certificate of a client must say of its subject, RFC 8705 §2.1.2: exactly one of the five is registered.</summary>
/// <param name="Member">The metadata member, such as <c>tls_client_auth_san_dns</c>.</param>
/// <param name="Value">What it must be; a distinguished name as RFC 4514 writes it.</param>
public sealed record CertificateSubject(string Member, string Value)
{
    /// <summary>The subject's distinguished name.</summary>
    public const string SubjectDn = "tls_client_auth_subject_dn";

    /// <summary>A dNSName among the subject's alternative names.</summary>
    public const string SanDns = "tls_client_auth_san_dns";

    /// <summary>A uniformResourceIdentifier among the subject's alternative names.</summary>
    public const string SanUri = "tls_client_auth_san_uri";

    /// <summary>An iPAddress among the subject's alternative names.</summary>
    public const string SanIp = "tls_client_auth_san_ip";

    /// <summary>An rfc822Name among the subject's alternative names.</summary>
    public const string SanEmail = "tls_client_auth_san_email";

    /// <summary>All five.</summary>
    public static IReadOnlyList<string> Members { get; } = [SubjectDn, SanDns, SanUri, SanIp, SanEmail];
}
