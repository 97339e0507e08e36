using System.Text.Json.Nodes;
using Jose;
using Microsoft.EntityFrameworkCore;
using OidcEngine.Registration;
using UserDirectory.Audit;
using UserDirectory.Database;

namespace UserDirectory.ClientRegistration;

/// <summary>Makes the tokens that let somebody register clients (RFC 7591 §3).</summary>
public sealed class InitialAccessTokens(IDbContextFactory<IdentityDb> databases, TimeProvider time)
{
    /// <summary>Makes a token, with its audit row.</summary>
    /// <returns>The token: it is told this once, and kept as a hash.</returns>
    public async Task<string> CreateAsync(
        RegistrationPolicy policy, int uses, TimeSpan lifetime, string? purpose, Actor actor, CancellationToken cancellationToken)
    {
        var token = Handles.Create();
        var now = time.GetUtcNow();
        var row = new InitialAccessTokenRow
        {
            Id = Guid.CreateVersion7(now),
            Sha256 = Handles.Hash(token),
            Purpose = purpose,
            Scopes = [.. policy.Scopes],
            GrantTypes = [.. policy.GrantTypes],
            UsesLeft = uses,
            CreatedAt = now,
            ExpiresAt = now + lifetime,
        };
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        db.Add(row);
        db.Audit(new AuditEntry("registration_token.created", actor)
        {
            TargetType = "registration_token",
            TargetId = row.Id.ToString(),
            NewValues = new JsonObject
            {
                ["scope"] = string.Join(' ', policy.Scopes),
                ["grant_types"] = string.Join(' ', policy.GrantTypes),
                ["uses"] = uses,
                ["expires_at"] = row.ExpiresAt,
                ["purpose"] = purpose,
            },
        });
        await db.SaveChangesAsync(cancellationToken);
        return token;
    }
}
