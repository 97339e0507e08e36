namespace OidcClient.SignIn;

/// <summary>Whether the app pushes its authorization requests (RFC 9126) or sends them through the browser.</summary>
public enum PushedRequestUse
{
    /// <summary>They are pushed where the provider's metadata names an endpoint for it.</summary>
    WhereOffered,

    /// <summary>They are pushed, and nobody can sign in where the provider offers no endpoint for it.</summary>
    Always,

    /// <summary>They go through the browser.</summary>
    Never,
}
