using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using ServiceDefaults.Configuration;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Passwords;
using UserDirectory.Roles;

namespace UserDirectory.Users;

/// <summary>The accounts of <c>Identity:UsersFile</c>, in development those of the demonstration: made once, never changed afterwards.
/// The rules for new passwords do not apply to them.</summary>
internal sealed class UsersSeed(
    IConfiguration configuration, IHostEnvironment environment, PasswordHashes hashes, TimeProvider time) : ISeed
{
    private const string Setting = "Identity:UsersFile";
    private const string Demo = "Users.demo-users.json";

    public async Task ApplyAsync(IdentityDb db, CancellationToken cancellationToken)
    {
        var roles = await db.Set<Role>().ToDictionaryAsync(role => role.NormalizedName!, role => role.Id, cancellationToken);
        foreach (var json in SeedFile.Read(configuration, Setting, environment.IsDevelopment() ? Demo : null))
        {
            var entry = UsersFileEntry.Parse(json, Setting);
            var user = Read(entry);
            if (await IsThereAsync(db, user, cancellationToken)) continue;
            await HashAsync(user, entry, cancellationToken);
            Add(db, user, entry.Roles ?? [RoleNames.User], roles);
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    private User Read(UsersFileEntry entry)
    {
        var name = UserNames.Parse(entry.Username, out var problem);
        if (name is null) throw Failure(entry, problem!);
        var email = EmailAddresses.Parse(entry.Email) ?? throw Failure(entry, "email is not an e-mail address.");
        var profile = entry.Profile();
        if (ProfileMembers.Problems(profile).FirstOrDefault() is { Key: { } member, Value: [var rule, ..] }) throw Failure(entry, $"{member}: {rule}");

        var now = time.GetUtcNow();
        var user = new User
        {
            Id = Guid.CreateVersion7(now),
            UserName = name,
            NormalizedUserName = UserNames.Key(name),
            Email = email,
            NormalizedEmail = EmailAddresses.Key(email),
            EmailConfirmed = entry.EmailVerified,
            SecurityStamp = Jose.Handles.Create(),
            CreatedAt = now,
            UpdatedAt = now,
        };
        ProfileMembers.Apply(profile, user);
        user.SearchTerms = SearchText.Of(user);
        return user;
    }

    private static Task<bool> IsThereAsync(IdentityDb db, User user, CancellationToken cancellationToken) =>
        db.Set<SeededUser>().Where(seeded => seeded.UserNameKey == user.NormalizedUserName).Select(seeded => seeded.UserId)
            .Concat(db.Set<User>()
                .Where(row => row.NormalizedUserName == user.NormalizedUserName || row.NormalizedEmail == user.NormalizedEmail)
                .Select(row => row.Id))
            .AnyAsync(cancellationToken);

    private async Task HashAsync(User user, UsersFileEntry entry, CancellationToken cancellationToken)
    {
        if ((entry.Password is null) == (entry.PasswordHash is null)) throw Failure(entry, "it needs password or password_hash, and not both.");
        if (entry.PasswordHash is { } given && hashes.Problem(given) is { } problem) throw Failure(entry, $"password_hash {problem}");
        user.PasswordHash = entry.PasswordHash ?? await hashes.HashUnhurriedAsync(entry.Password!, cancellationToken);
    }

    private static void Add(IdentityDb db, User user, IReadOnlyList<string> names, Dictionary<string, Guid> roles)
    {
        foreach (var name in names)
        {
            if (!roles.TryGetValue(RoleNames.Key(name), out var roleId))
                throw new StartupFailure($"{Setting}: the account {user.UserName} has the role {name}, which does not exist.");
            db.Add(new IdentityUserRole<Guid> { UserId = user.Id, RoleId = roleId });
        }

        db.Add(user);
        db.Add(new SeededUser { UserNameKey = user.NormalizedUserName!, UserId = user.Id });
        db.Audit(AuditEntry.OnUser("user.imported", Actor.System, user.Id));
    }

    private static StartupFailure Failure(UsersFileEntry entry, string reason) =>
        new($"{Setting}: the account {entry.Username} cannot be taken: {reason}");
}
