using Microsoft.Extensions.DependencyInjection;
using UserDirectory.Database;
using UserDirectory.Sessions;

namespace UserApi.Tests.Hosting;

/// <summary>Browsers in which people are signed in.</summary>
internal static class Browsers
{
    public static async Task<Guid> SignInAsync(this Person person, string userAgent = "Browser/1.0")
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var scope = person.Host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        var session = new UserSession
        {
            Id = Guid.CreateVersion7(now),
            HandleHash = Guid.CreateVersion7(now).ToByteArray(),
            UserId = person.Id,
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
}
