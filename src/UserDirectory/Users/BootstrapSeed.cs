using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using ServiceDefaults.Configuration;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Passwords;
using UserDirectory.Roles;

namespace UserDirectory.Users;

/// <summary>The first administrator of an empty database, by <c>Identity:Bootstrap</c>. Later starts do nothing.</summary>
internal sealed class BootstrapSeed(IConfiguration configuration, PasswordPolicy policy, PasswordHashes hashes, TimeProvider time) : ISeed
{
    private const string EmailSetting = "Identity:Bootstrap:AdminEmail";
    private const string PasswordSetting = "Identity:Bootstrap:AdminPassword";
    private const string UserName = "admin";

    public async Task ApplyAsync(IdentityDb db, CancellationToken cancellationToken)
    {
        var (address, password) = (configuration[EmailSetting], configuration[PasswordSetting]);
        if (string.IsNullOrEmpty(address) && string.IsNullOrEmpty(password)) return;
        if (await db.Set<User>().AnyAsync(cancellationToken)) return;

        var email = EmailAddresses.Parse(address) ?? throw new StartupFailure($"The setting {EmailSetting} is not an e-mail address: correct it.");
        if (policy.Problems(password ?? "", email) is [var problem, ..])
            throw new StartupFailure($"The setting {PasswordSetting} cannot be taken: {problem}");

        var now = time.GetUtcNow();
        var user = new User
        {
            Id = Guid.CreateVersion7(now),
            UserName = UserName,
            NormalizedUserName = UserNames.Key(UserName),
            Email = email,
            NormalizedEmail = EmailAddresses.Key(email),
            EmailConfirmed = true,
            PasswordHash = await hashes.HashUnhurriedAsync(password!, cancellationToken),
            SecurityStamp = Jose.Handles.Create(),
            CreatedAt = now,
            UpdatedAt = now,
        };
        user.SearchTerms = SearchText.Of(user);
        var key = RoleNames.Key(RoleNames.Admin);
        var admin = await db.Set<Role>().SingleAsync(role => role.NormalizedName == key, cancellationToken);
        db.Add(user);
        db.Add(new IdentityUserRole<Guid> { UserId = user.Id, RoleId = admin.Id });
        db.Audit(AuditEntry.OnUser("user.bootstrapped", Actor.System, user.Id));
        await db.SaveChangesAsync(cancellationToken);
    }
}
