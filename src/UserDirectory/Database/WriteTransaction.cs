using Microsoft.EntityFrameworkCore.Storage;

namespace UserDirectory.Database;

/// <summary>A transaction that may write. Disposed without a commit it is rolled back.</summary>
public sealed class WriteTransaction : IAsyncDisposable
{
    private readonly IDbContextTransaction _transaction;
    private readonly IDisposable? _turn;

    internal WriteTransaction(IDbContextTransaction transaction, IDisposable? turn) => (_transaction, _turn) = (transaction, turn);

    public Task CommitAsync(CancellationToken cancellationToken) => _transaction.CommitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _transaction.DisposeAsync();
        }
        finally
        {
            _turn?.Dispose();
        }
    }
}
