using Microsoft.EntityFrameworkCore.Storage;

namespace UserDirectory.Database;

/// <summary>A transaction that may write. Disposed without a commit it is rolled back. Begun inside of another it is a part of that
/// one, which its rollback undoes alone.</summary>
public sealed class WriteTransaction : IAsyncDisposable
{
    private readonly IdentityDb _db;
    private readonly IDbContextTransaction _transaction;
    private readonly IDisposable? _turn;
    private readonly string? _savepoint;
    private bool _committed;

    private WriteTransaction(IdentityDb db, IDbContextTransaction transaction, IDisposable? turn, string? savepoint) =>
        (_db, _transaction, _turn, _savepoint) = (db, transaction, turn, savepoint);

    internal static WriteTransaction Outer(IdentityDb db, IDbContextTransaction transaction, IDisposable? turn) =>
        new(db, transaction, turn, savepoint: null);

    internal static async Task<WriteTransaction> InnerAsync(IdentityDb db, IDbContextTransaction outer, CancellationToken cancellationToken)
    {
        const string Name = "inner"; // a name may be used again: the newest counts
        await outer.CreateSavepointAsync(Name, cancellationToken);
        return new(db, outer, turn: null, Name);
    }

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        if (_savepoint is not null)
        {
            await _transaction.ReleaseSavepointAsync(_savepoint, cancellationToken);
            _committed = true;
            return;
        }

        await _transaction.CommitAsync(cancellationToken);
        _committed = true;
        _db.RunAfterCommit();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_savepoint is null)
                await _transaction.DisposeAsync();
            else if (!_committed)
                await _transaction.RollbackToSavepointAsync(_savepoint);
        }
        finally
        {
            if (_savepoint is null && !_committed)
                _db.ForgetAfterCommit();
            _turn?.Dispose();
        }
    }
}
