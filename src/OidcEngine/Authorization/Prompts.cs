namespace OidcEngine.Authorization;

/// <summary>The values of <c>prompt</c>, OIDC Core §3.1.2.1.</summary>
[Flags]
internal enum Prompts
{
    /// <summary>The parameter is absent.</summary>
    Unspecified = 0,

    /// <summary><c>none</c>: no page may be shown.</summary>
    None = 1,

    /// <summary><c>login</c>: the person signs in again.</summary>
    Login = 2,

    /// <summary><c>consent</c>: consent is asked again.</summary>
    Consent = 4,

    /// <summary><c>select_account</c>: the person says whether to go on with the account that is signed in.</summary>
    SelectAccount = 8,

    /// <summary><c>create</c>: the person makes an account.</summary>
    Create = 16,
}
