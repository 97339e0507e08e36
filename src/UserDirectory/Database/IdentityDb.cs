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
    private List<Action>? _afterCommit;
    private Func<CancellationToken, Task>? _beginLater;

    /// <summary>Begins a transaction that may write, or a part of the one that is open. Whoever writes more than one
    /// <c>SaveChangesAsync</c> does, or by <c>ExecuteUpdateAsync</c> and its like, writes inside of one.</summary>
    public async Task<WriteTransaction> BeginWriteAsync(CancellationToken cancellationToken)
    {
        if (Database.CurrentTransaction is null && _beginLater is { } beginAsync)
        {
            _beginLater = null;
            await beginAsync(cancellationToken);
        }

        return Database.CurrentTransaction is { } outer
            ? await WriteTransaction.InnerAsync(this, outer, cancellationToken)
            : await BeginOuterAsync(cancellationToken);
    }

    /// <summary>Lets the first write of this context be a part of the transaction that is then begun, and no write wait for it before.</summary>
    internal void BeginLater(Func<CancellationToken, Task>? beginAsync) => _beginLater = beginAsync;

    /// <summary>Begins reads of a list that belong together. On PostgreSQL they see one state of the data, and each is planned for the values
    /// at hand: a filter that selects little needs another plan than one that selects nearly all. Null where nothing is to be done.</summary>
    public virtual Task<IAsyncDisposable?> BeginSearchAsync(CancellationToken cancellationToken) => Task.FromResult<IAsyncDisposable?>(null);

    /// <summary>What this process is to do once the transaction of now is committed, such as to forget what it had cached.</summary>
    internal void AfterCommit(Action action) => (_afterCommit ??= []).Add(action);

    internal void RunAfterCommit()
    {
        var actions = _afterCommit;
        _afterCommit = null;
        actions?.ForEach(action => action());
    }

    internal void ForgetAfterCommit() => _afterCommit = null;

    protected abstract Task<WriteTransaction> BeginOuterAsync(CancellationToken cancellationToken);

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
