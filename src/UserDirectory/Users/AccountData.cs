using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.PersonalData;

namespace UserDirectory.Users;

/// <summary>The account itself, in the archive. At erasure its row goes last of all.</summary>
internal sealed class AccountData(IDbContextFactory<IdentityDb> databases) : IPersonalData
{
    public async Task WriteAsync(Guid userId, PersonalArchive archive, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var row = await UserRows.WithRoles(db, db.Set<User>().Where(user => user.Id == userId)).SingleAsync(cancellationToken);
        await archive.WriteJsonAsync("profile.json", "Your account, your profile and your roles.", row.ToProfile(), cancellationToken);
        await archive.WriteJsonAsync(
            "security.json", "When your password was changed. The password itself is not kept, but a value made of it.",
            new { row.User.PasswordChangedAt, HasPassword = row.User.PasswordHash is not null }, cancellationToken);
    }

    public Task EraseAsync(IdentityDb db, Guid userId, CancellationToken cancellationToken) => Task.CompletedTask;
}
