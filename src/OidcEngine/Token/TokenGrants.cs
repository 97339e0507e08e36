using System.Collections.Frozen;
using Microsoft.Extensions.DependencyInjection;
using OidcEngine.Device;

namespace OidcEngine.Token;

/// <summary>The grant types of the token endpoint. The metadata advertises what stands in this table.</summary>
internal sealed class TokenGrants(IServiceProvider services)
{
    private static readonly FrozenDictionary<string, Func<IServiceProvider, ITokenGrant>> Table =
        new Dictionary<string, Func<IServiceProvider, ITokenGrant>>
        {
            ["authorization_code"] = static services => services.GetRequiredService<AuthorizationCodeGrant>(),
            ["refresh_token"] = static services => services.GetRequiredService<RefreshTokenGrant>(),
            ["client_credentials"] = static services => services.GetRequiredService<ClientCredentialsGrant>(),
            [DeviceCodeGrant.Name] = static services => services.GetRequiredService<DeviceCodeGrant>(),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Every <c>grant_type</c> that is served.</summary>
    public static IReadOnlyList<string> Names { get; } = Table.Keys;

    /// <summary>What serves this <c>grant_type</c>, or null.</summary>
    public ITokenGrant? Find(string grantType) => Table.TryGetValue(grantType, out var create) ? create(services) : null;
}
