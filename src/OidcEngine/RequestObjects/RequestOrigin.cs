namespace OidcEngine.RequestObjects;

/// <summary>How the parameters of an authorization request came here.</summary>
internal enum RequestOrigin
{
    /// <summary>As plain parameters of the request.</summary>
    Plain,

    /// <summary>In an object that the client signed, RFC 9101.</summary>
    Signed,

    /// <summary>Pushed by the client before, RFC 9126: what had to be proven of them was proven there.</summary>
    Pushed,

    /// <summary>Out of a transaction that waited for a person.</summary>
    Kept,
}
