using System.Text.Json.Nodes;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Users;

namespace UserDirectory.UserFiles;

/// <summary>Gives out all accounts of a list.</summary>
public sealed class UserExport(IdentityDb db, UserSearch search)
{
    private const string Action = "users.exported";

    /// <summary>All accounts that the query selects, read while they are given out. That they were taken out is recorded first.</summary>
    public async Task<IAsyncEnumerable<UserProfile>> ExportAsync(UserQuery query, string format, Actor actor, CancellationToken cancellationToken)
    {
        var described = Described(query, format);
        described["count"] = await search.CountAsync(query, cancellationToken);
        db.Audit(new AuditEntry(Action, actor) { TargetType = AuditEntry.UserTarget, NewValues = described });
        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
        return search.ReadAllAsync(query, cancellationToken);
    }

    private static JsonObject Described(UserQuery query, string format)
    {
        var described = new JsonObject { ["format"] = format };
        (string Name, JsonNode? Value)[] filters =
        [
            ("q", query.Text), ("status", query.Status), ("role", query.Role), ("created_from", query.CreatedFrom), ("created_to", query.CreatedTo),
        ];
        foreach (var (name, value) in filters)
            if (value is not null) described[name] = value;
        return described;
    }
}
