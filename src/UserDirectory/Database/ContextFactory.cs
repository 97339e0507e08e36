using Microsoft.EntityFrameworkCore;

namespace UserDirectory.Database;

/// <summary>Hands out the context of the configured database as the one that features know.</summary>
internal sealed class ContextFactory<TContext>(IDbContextFactory<TContext> contexts) : IDbContextFactory<IdentityDb>
    where TContext : IdentityDb
{
    public IdentityDb CreateDbContext() => contexts.CreateDbContext();
}
