namespace OidcEngine.Authorization;

/// <summary>How the response travels to the redirect URI: OAuth 2.0 Multiple Response Type Encoding Practices §2.1 and
/// OAuth 2.0 Form Post Response Mode.</summary>
internal enum ResponseMode
{
    /// <summary>In the query of the redirect URI.</summary>
    Query,

    /// <summary>In the fragment of the redirect URI.</summary>
    Fragment,

    /// <summary>In a form that the browser posts to the redirect URI.</summary>
    FormPost,
}
