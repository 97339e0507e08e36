using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using UserDirectory.Database;
using UserDirectory.Sessions;

namespace UserApi.Tests.Hosting;

/// <summary>Sessions and grants as the provider makes them. Ids of one millisecond have no order, so each gets its own.</summary>
internal static class OpenThings
{
    private static readonly TimeSpan AnotherMillisecond = TimeSpan.FromMilliseconds(3);

    public static Task<Guid> SignInAsync(this Person person, string userAgent = "Browser/1.0") => person.Host.SessionAsync(person.Id, userAgent);

    public static async Task<Guid> SessionAsync(this ApiHost host, Guid userId, string userAgent = "Test/1.0")
    {
        await Task.Delay(AnotherMillisecond);
        var now = TimeProvider.System.GetUtcNow();
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        var session = new UserSession
        {
            Id = Guid.CreateVersion7(now),
            HandleHash = RandomNumberGenerator.GetBytes(32),
            UserId = userId,
            CreatedAt = now,
            LastSeenAt = now,
            IdleExpiresAt = now.AddHours(2),
            ExpiresAt = now.AddHours(24),
            AuthTime = now,
            Acr = "aal1",
            Amr = ["pwd"],
            IpAddress = "203.0.113.7",
            UserAgent = userAgent,
        };
        db.Add(session);
        await db.SaveChangesAsync();
        return session.Id;
    }

    /// <summary>A grant whose code was redeemed.</summary>
    public static async Task<Guid> GrantAsync(this ApiHost host, Guid userId, Guid sessionId, string clientId = "spa", bool offline = false)
    {
        await Task.Delay(AnotherMillisecond);
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        var (now, list) = host.Database.IsPostgres ? ("now()", "'{openid,profile}'") : ("CAST(unixepoch() AS INTEGER) * 1000000", "'[\"openid\",\"profile\"]'");
        var none = host.Database.IsPostgres ? "'{}'" : "'[]'";
        var code = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
        var hash = host.Database.IsPostgres ? $"decode('{code}', 'hex')" : $"x'{code}'";
        await host.Database.ExecuteAsync(
            $"""
            INSERT INTO grants (id, client_id, user_id, session_id, scopes, resources, offline_access, auth_time, acr, amr, created_at,
                code_hash, code_expires_at, code_redeemed_at, userinfo_claims, id_token_claims)
            VALUES ('{host.Database.Text(id)}', '{clientId}', '{host.Database.Text(userId)}', '{host.Database.Text(sessionId)}', {list}, {list},
                {(offline ? "true" : "false")}, {now}, 'aal1', {list}, {now}, {hash}, {now}, {now}, {none}, {none})
            """.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
        return id;
    }
}
