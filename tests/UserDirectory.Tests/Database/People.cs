using UserDirectory.Database;
using UserDirectory.Roles;
using UserDirectory.Sessions;
using UserDirectory.Users;

namespace UserDirectory.Tests.Database;

/// <summary>Rows that a suite needs before it can begin.</summary>
internal static class People
{
    private static int _count;

    /// <summary>A new person who is signed in.</summary>
    public static async Task<UserSession> SignedInAsync(this DirectoryFixture directory)
    {
        await using var db = directory.NewContext();
        var user = await AddAsync(db, directory);
        var session = NewSession(directory, user.Id);
        db.Add(session);
        await db.SaveChangesAsync();
        return session;
    }

    /// <summary>A session of this person, by password.</summary>
    public static async Task<Guid> OpenSessionAsync(this DirectoryFixture directory, Guid userId)
    {
        await using var db = directory.NewContext();
        var session = NewSession(directory, userId);
        db.Add(session);
        await db.SaveChangesAsync();
        return session.Id;
    }

    /// <summary>A role whose people need a second factor.</summary>
    public static async Task<Role> NewGuardedRoleAsync(this DirectoryFixture directory)
    {
        var name = $"guarded-{Calls.NewName()}";
        var now = directory.Time.GetUtcNow();
        var role = new Role
        {
            Id = Guid.CreateVersion7(now),
            Name = name,
            NormalizedName = RoleNames.Key(name),
            RequiresSecondFactor = true,
            CreatedAt = now,
            UpdatedAt = now,
        };
        await using var db = directory.NewContext();
        db.Add(role);
        await db.SaveChangesAsync();
        return role;
    }

    public static UserSession NewSession(DirectoryFixture directory, Guid userId)
    {
        var now = directory.Time.GetUtcNow();
        return new UserSession
        {
            Id = Guid.CreateVersion7(now),
            HandleHash = Jose.Handles.Hash(Jose.Handles.Create()),
            UserId = userId,
            CreatedAt = now,
            LastSeenAt = now,
            IdleExpiresAt = now + TimeSpan.FromHours(2),
            ExpiresAt = now + TimeSpan.FromHours(24),
            AuthTime = now,
            Acr = "aal1",
            Amr = ["pwd"],
        };
    }

    private static async Task<User> AddAsync(IdentityDb db, DirectoryFixture directory)
    {
        var name = $"person{Interlocked.Increment(ref _count)}";
        var user = new User
        {
            Id = Guid.CreateVersion7(directory.Time.GetUtcNow()),
            UserName = name,
            NormalizedUserName = name.ToUpperInvariant(),
            Email = $"{name}@example.com",
            NormalizedEmail = $"{name}@EXAMPLE.COM".ToUpperInvariant(),
            CreatedAt = directory.Time.GetUtcNow(),
            UpdatedAt = directory.Time.GetUtcNow(),
        };
        db.Add(user);
        await db.SaveChangesAsync();
        return user;
    }
}
