using System.Security.Cryptography;
using OidcEngine.Grants;
using UserDirectory.Grants;
using UserDirectory.Sessions;
using UserDirectory.Tests.Database;

namespace UserDirectory.Tests.Grants;

/// <summary>Grants as the authorization endpoint makes them.</summary>
internal static class GivenGrants
{
    public const string RedirectUri = "https://localhost:3004/callback.html";
    public const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    public const string Resource = "https://localhost:3002";

    public static async Task<(Grant Grant, byte[] CodeHash)> AddAsync(
        this DirectoryFixture directory, UserSession? session = null, bool offline = true, string clientId = "spa")
    {
        session ??= await directory.SignedInAsync();
        var now = directory.Time.GetUtcNow();
        var grant = new Grant
        {
            Id = Guid.CreateVersion7(now),
            ClientId = clientId,
            Subject = session.UserId.ToString(),
            SessionId = session.Id,
            Scopes = offline ? ["openid", "profile.api", "offline_access"] : ["openid", "profile.api"],
            Resources = [Resource],
            Nonce = "n-0S6_WzA2Mj",
            Claims = new GrantedClaims(["email"], ["name", "phone_number"]),
            AuthTime = session.AuthTime,
            Acr = session.Acr,
            Amr = session.Amr,
            CreatedAt = now,
        };
        var hash = RandomNumberGenerator.GetBytes(32);
        var code = new AuthorizationCode(hash, RedirectUri, Challenge, now + TimeSpan.FromSeconds(60));
        Assert.True(await directory.Get<IAuthorizationCodeStore>().AddAsync(grant, code, CancellationToken.None));
        return (grant, hash);
    }

    /// <summary>A grant whose code was redeemed, with a refresh family of generation 1.</summary>
    public static async Task<Grant> RedeemedAsync(
        this DirectoryFixture directory, UserSession? session = null, bool offline = true, string clientId = "spa")
    {
        var (grant, hash) = await directory.AddAsync(session, offline, clientId);
        var redemption = await directory.Get<IAuthorizationCodeStore>().RedeemAsync(hash, directory.Proof(clientId), CancellationToken.None);
        return Assert.IsType<CodeRedemption.First>(redemption).Grant;
    }

    public static CodeProof Proof(this DirectoryFixture directory, string clientId = "spa")
    {
        var now = directory.Time.GetUtcNow();
        return new CodeProof(clientId, RedirectUri, Challenge, new RefreshExpiry(now + TimeSpan.FromDays(7), now + TimeSpan.FromDays(30)));
    }

    public static RefreshAttempt Attempt(this DirectoryFixture directory, Grant grant, int generation) => new()
    {
        GrantId = grant.Id,
        Generation = generation,
        ClientId = grant.ClientId,
        SlidingExpiry = directory.Time.GetUtcNow() + TimeSpan.FromDays(7),
        Rotate = true,
        Grace = TimeSpan.FromSeconds(10),
    };

    public static async Task<GrantRow> RowAsync(this DirectoryFixture directory, Guid grantId)
    {
        await using var db = directory.NewContext();
        return (await db.FindAsync<GrantRow>(grantId))!;
    }
}
