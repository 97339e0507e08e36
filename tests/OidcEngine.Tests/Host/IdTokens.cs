using Jose;
using OidcEngine.Keys;

namespace OidcEngine.Tests.Host;

/// <summary>Makes id_tokens as the engine's own, and some that only look like it.</summary>
internal static class IdTokens
{
    public static async Task<string> CreateAsync(
        EngineHost host,
        string subject,
        string clientId,
        Guid? sessionId = null,
        string issuer = EngineHost.Issuer,
        string type = JwtTypes.IdToken)
    {
        var key = await host.Get<KeyRing>().ForSigningAsync(JwsAlgorithms.RS256, CancellationToken.None);
        return Sign(host, key, subject, clientId, sessionId, issuer, type);
    }

    /// <summary>The same claims under a key that is not the engine's.</summary>
    public static string Forge(EngineHost host, string subject, string clientId)
    {
        using var key = SigningKey.Generate(JwsAlgorithms.ES256, "forged");
        return Sign(host, key, subject, clientId, null, EngineHost.Issuer, JwtTypes.IdToken);
    }

    private static string Sign(
        EngineHost host, SigningKey key, string subject, string clientId, Guid? sessionId, string issuer, string type) =>
        JwtWriter.Sign(key, type, host, (writer, _) =>
        {
            writer.WriteString("iss", issuer);
            writer.WriteString("sub", subject);
            writer.WriteString("aud", clientId);
            writer.WriteNumber("iat", host.Time.GetUtcNow().ToUnixTimeSeconds());
            writer.WriteNumber("exp", host.Time.GetUtcNow().AddMinutes(15).ToUnixTimeSeconds());
            if (sessionId is not null) writer.WriteString("sid", sessionId.Value);
        });
}
