using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Roles;
using UserDirectory.Users;

namespace UserDirectory.Database;

/// <summary>The one model of both databases. Each entity's configuration lies beside it in its feature's folder; entities are
/// reached through <see cref="DbContext.Set{TEntity}()"/>.</summary>
public abstract class IdentityDb(DbContextOptions options) : IdentityDbContext<User, Role, Guid>(options)
{
    /// <summary>Begins a transaction that may write. Whoever writes more than one <c>SaveChangesAsync</c> does, or by
    /// <c>ExecuteUpdateAsync</c> and its like, writes inside of one.</summary>
    /// <exception cref="InvalidOperationException">This context is in a transaction already.</exception>
    public abstract Task<WriteTransaction> BeginWriteAsync(CancellationToken cancellationToken);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<User>().ToTable("users");
        builder.Entity<Role>().ToTable("roles");
        builder.Entity<IdentityUserRole<Guid>>().ToTable("user_roles");
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("user_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("user_logins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("user_tokens");
        builder.Entity<IdentityRoleClaim<Guid>>().ToTable("role_claims");
        builder.Entity<IdentityUserPasskey<Guid>>().ToTable("user_passkeys");
        builder.ApplyConfigurationsFromAssembly(typeof(IdentityDb).Assembly);
        SnakeCaseNames.Apply(builder);
    }
}
