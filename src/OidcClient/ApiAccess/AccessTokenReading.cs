using Jose;

namespace OidcClient.ApiAccess;

/// <summary>The outcome of looking at an access token.</summary>
internal abstract record AccessTokenReading
{
    private AccessTokenReading() { }

    public sealed record Accepted(Jwt Token) : AccessTokenReading;

    /// <summary>RFC 6750 §3.1 and RFC 9449 §7.1. <paramref name="Description"/> is for the caller, <paramref name="Detail"/> for
    /// the log.</summary>
    public sealed record Refused(string Description, string Detail) : AccessTokenReading
    {
        public string Error { get; init; } = "invalid_token";
    }
}
