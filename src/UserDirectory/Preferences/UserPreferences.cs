using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Users;

namespace UserDirectory.Preferences;

/// <summary>Reads and changes people's preferences. Who never set any has an empty document in version 0.</summary>
public sealed class UserPreferences(IdentityDb db, TimeProvider time)
{
    /// <summary>Of the document as UTF-8, without spaces.</summary>
    public const int MaxBytes = 16 * 1024;

    /// <summary>An answer may have 32 levels, of which its envelope takes one.</summary>
    public const int MaxDepth = 30;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Null when there is no such account.</summary>
    public async Task<PreferencesDocument?> FindAsync(Guid userId, string kind, CancellationToken cancellationToken)
    {
        var found = await (
            from user in db.Set<User>().AsNoTracking()
            where user.Id == userId
            join row in Rows(userId, kind) on user.Id equals row.UserId into rows
            from row in rows.DefaultIfEmpty()
            select new { Document = (string?)row!.Document, Version = (long?)row.Version }).FirstOrDefaultAsync(cancellationToken);
        return found is null ? null : new PreferencesDocument(Parse(found.Document ?? "{}"), found.Version ?? 0);
    }

    /// <param name="change">Makes the new document of the one that is there, which nobody else changes meanwhile.</param>
    /// <param name="expectedVersion">Null lays the change over whatever is there.</param>
    public async Task<PreferencesUpdate> ChangeAsync(
        Guid userId, string kind, Func<JsonObject, JsonObject> change, long? expectedVersion, Actor actor, CancellationToken cancellationToken)
    {
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!await AccountTurn.TakeAsync(db, userId, cancellationToken)) return new PreferencesUpdate.NotFound();
        var row = await Rows(userId, kind).AsTracking().FirstOrDefaultAsync(cancellationToken);
        if (expectedVersion is not null && expectedVersion != (row?.Version ?? 0)) return new PreferencesUpdate.Stale();

        var old = Parse(row?.Document ?? "{}");
        var changed = change(old.DeepClone().AsObject());
        var text = changed.ToJsonString(Plain);
        if (Encoding.UTF8.GetByteCount(text) > MaxBytes) return new PreferencesUpdate.TooLarge();
        if (Depth(changed) > MaxDepth) return new PreferencesUpdate.TooDeep();
        if (!JsonNode.DeepEquals(old, changed))
        {
            if (row is null) db.Add(row = new PreferencesRow { UserId = userId, Kind = kind });
            row.Document = text;
            row.Version++;
            row.UpdatedAt = time.GetUtcNow();
            db.Audit(PreferencesAudit.Entry(kind, actor, userId, old, changed));
            await db.SaveChangesAsync(cancellationToken);
        }

        await write.CommitAsync(cancellationToken);
        return new PreferencesUpdate.Updated(new PreferencesDocument(changed, row?.Version ?? 0));
    }

    private IQueryable<PreferencesRow> Rows(Guid userId, string kind) =>
        db.Set<PreferencesRow>().AsNoTracking().Where(row => row.UserId == userId && row.Kind == kind);

    private static int Depth(JsonNode? node) => node switch
    {
        JsonObject members => 1 + members.Select(member => Depth(member.Value)).DefaultIfEmpty().Max(),
        JsonArray items => 1 + items.Select(Depth).DefaultIfEmpty().Max(),
        _ => 0,
    };

    private static JsonObject Parse(string document) => JsonNode.Parse(document)!.AsObject();
}

/// <summary>A document as it was read.</summary>
public sealed record PreferencesDocument(JsonObject Content, long Version);

/// <summary>What became of a change.</summary>
public abstract record PreferencesUpdate
{
    private PreferencesUpdate() { }

    public sealed record Updated(PreferencesDocument Document) : PreferencesUpdate;

    /// <summary>The new document would have more than <see cref="UserPreferences.MaxBytes"/>.</summary>
    public sealed record TooLarge : PreferencesUpdate;

    /// <summary>The new document would have more than <see cref="UserPreferences.MaxDepth"/> levels.</summary>
    public sealed record TooDeep : PreferencesUpdate;

    /// <summary>The document is not in the expected version any more; nothing was changed.</summary>
    public sealed record Stale : PreferencesUpdate;

    public sealed record NotFound : PreferencesUpdate;
}
