using OidcEngine.Clients;
using OidcEngine.Grants;

namespace OidcEngine.Token;

/// <summary>When a client's refresh tokens end.</summary>
internal static class RefreshLifetimes
{
    /// <summary>The two ends of a family that starts or is used now.</summary>
    public static RefreshExpiry From(DateTimeOffset now, Client client, Lifetimes lifetimes)
    {
        var absolute = client.RefreshTokenAbsoluteLifetime ?? lifetimes.RefreshTokenAbsolute;
        var sliding = client.RefreshTokenLifetime ?? lifetimes.RefreshToken;
        return new RefreshExpiry(now + (sliding < absolute ? sliding : absolute), now + absolute);
    }
}
