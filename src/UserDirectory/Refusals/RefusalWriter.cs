using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OidcEngine.Refusals;
using UserDirectory.Database;

namespace UserDirectory.Refusals;

/// <summary>Writes refused requests, many in one statement when many came. They are an aid and no record: what cannot be written is
/// dropped.</summary>
internal sealed class RefusalWriter(
    RefusalQueue queue, IDbContextFactory<IdentityDb> databases, TimeProvider time, ILogger<RefusalWriter> logger) : BackgroundService
{
    private const int LargestBatch = 100;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteWaitingAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await queue.Reader.WaitToReadAsync(stoppingToken))
            await WriteWaitingAsync(stoppingToken);
    }

    /// <summary>Writes all that wait now.</summary>
    internal async Task WriteWaitingAsync(CancellationToken cancellationToken)
    {
        var batch = new List<RefusedRequest>();
        while (queue.Reader.TryRead(out var request))
        {
            batch.Add(request);
            if (batch.Count < LargestBatch && queue.Reader.TryPeek(out _)) continue;
            await WriteAsync(batch, cancellationToken);
            batch.Clear();
        }
    }

    private async Task WriteAsync(List<RefusedRequest> batch, CancellationToken cancellationToken)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            db.AddRange(batch.Select(RowOf));
            await db.SaveChangesAsync(cancellationToken);
        }
#pragma warning disable CA1031 // Whatever it was, no request may suffer from it.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            queue.Drop(batch.Count, "database");
            logger.NotWritten(batch.Count, exception);
        }
    }

    private RefusedRequestRow RowOf(RefusedRequest request) => new()
    {
        Id = Guid.CreateVersion7(request.OccurredAt),
        Code = request.SupportCode,
        OccurredAt = request.OccurredAt,
        ExpiresAt = time.GetUtcNow() + Kept,
        Endpoint = request.Endpoint,
        ClientId = request.ClientId,
        Error = request.Error.Code,
        Description = request.Error.Description,
        Status = request.Error.Status,
        Detail = request.Error.Detail,
        Rule = request.Error.Reason?.Rule,
        Clause = request.Error.Reason?.Clause,
        Fix = request.Error.Reason?.Fix,
        Expected = request.Error.Reason?.Expected,
        Received = request.Error.Reason?.Received,
        Parameters = JsonSerializer.Serialize(request.Parameters),
    };
}
