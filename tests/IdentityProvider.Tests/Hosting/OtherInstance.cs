using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserDirectory.Database;
using UserDirectory.Sessions;
using UserDirectory.Users;

namespace IdentityProvider.Tests.Hosting;

/// <summary>What another instance of the installation does, of which the host under test has not heard yet.</summary>
internal static class OtherInstance
{
    public static async Task EndSessionsAsync(this Provider provider, string userName)
    {
        var now = provider.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        await using var db = await provider.Services.GetRequiredService<IDbContextFactory<IdentityDb>>().CreateDbContextAsync();
        var users = db.Set<User>().Where(user => user.UserName == userName).Select(user => user.Id);
        var ended = await db.Set<UserSession>().Where(session => users.Contains(session.UserId) && session.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.EndedAt, now));
        Assert.NotEqual(0, ended);
    }
}
