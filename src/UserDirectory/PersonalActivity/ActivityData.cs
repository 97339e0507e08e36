using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.PersonalData;

namespace UserDirectory.PersonalActivity;

/// <summary>The trail on a person, in the archive and at erasure: its records stay, and what they say about the person cannot be read
/// any more.</summary>
internal sealed class ActivityData(IDbContextFactory<IdentityDb> databases, SubjectKeys keys, TimeProvider time) : IPersonalData
{
    private const int BatchSize = 500;

    public Task WriteAsync(Guid userId, PersonalArchive archive, CancellationToken cancellationToken) =>
        archive.WriteLinesAsync(
            "activity.ndjson", "What you did and what was done to your account, the newest first; one JSON document a line.",
            ActsAsync(userId, cancellationToken), cancellationToken);

    public Task EraseAsync(IdentityDb db, Guid userId, CancellationToken cancellationToken) =>
        SubjectKeys.EraseAsync(db, userId, time.GetUtcNow(), cancellationToken);

    private async IAsyncEnumerable<OwnAct> ActsAsync(Guid userId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = new ActivityQuery { Limit = BatchSize };
        do
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            var page = await new OwnActivity(db, keys).FindAsync(userId, query, cancellationToken);
            foreach (var act in page.Items) yield return act;
            query = query with { After = page.Next };
        }
        while (query.After is not null);
    }
}
