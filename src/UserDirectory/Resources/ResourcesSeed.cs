using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using ServiceDefaults.Configuration;
using UserDirectory.Audit;
using UserDirectory.Database;

namespace UserDirectory.Resources;

/// <summary>The built-in resource, and those of <c>Identity:ResourcesFile</c>. An entry is written when it differs from the one that was
/// written last, so that what an administrator changed stays.</summary>
internal sealed class ResourcesSeed(IConfiguration configuration, IHostEnvironment environment, TimeProvider time) : ISeed
{
    private const string Setting = "Identity:ResourcesFile";
    private const string Demo = "Resources.demo-resources.json";

    public async Task ApplyAsync(IdentityDb db, CancellationToken cancellationToken)
    {
        var entries = SeedFile.Read(configuration, Setting, environment.IsDevelopment() ? Demo : null).Select(Parse)
            .Prepend(BuiltIn(PublicUrls.Read(configuration, environment))).ToList();
        RefuseDoubles(entries);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        await FreeScopesAsync(db, entries, cancellationToken);
        foreach (var entry in entries)
            await WriteAsync(db, entry, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    private static ResourceEntry BuiltIn(PublicUrls urls) => new()
    {
        Resource = urls.UserApiUrl,
        Name = "Your account",
        Scopes =
        [
            new() { Name = "profile.api", Description = "Read and change your profile" },
            new() { Name = "admin.api", Description = "Administer people and settings, as far as your roles allow" },
        ],
    };

    private static ResourceEntry Parse(JsonElement json)
    {
        try
        {
            var entry = ResourceEntry.Parse(json);
            return entry.Refuse() is { } rule ? throw new StartupFailure($"{Setting}: in \"{entry.Resource}\" {rule}.") : entry;
        }
        catch (JsonException exception)
        {
            throw new StartupFailure($"{Setting}: an entry cannot be read: {exception.Message}", exception);
        }
    }

    private static void RefuseDoubles(List<ResourceEntry> entries)
    {
        if (entries.GroupBy(entry => entry.Resource, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } resource)
            throw new StartupFailure($"{Setting}: the resource {resource.Key} stands there twice, or is the built-in one.");
        var scopes = entries.SelectMany(entry => entry.Scopes).GroupBy(scope => scope.Name, StringComparer.Ordinal);
        if (scopes.FirstOrDefault(group => group.Count() > 1) is { } scope)
            throw new StartupFailure($"{Setting}: the scope {scope.Key} belongs to two resources, or is a built-in one.");
    }

    // A scope may move to another resource, as those of the built-in one do when Identity:UserApiUrl changes. What is then left of a
    // resource that no entry names any more has no use.
    private async Task FreeScopesAsync(IdentityDb db, List<ResourceEntry> entries, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var owners = entries
            .SelectMany(entry => entry.Scopes.Select(scope => (scope.Name, entry.Resource)))
            .ToDictionary(pair => pair.Name, pair => pair.Resource, StringComparer.Ordinal);
        foreach (var row in await db.Set<ResourceRow>().Include(resource => resource.Scopes).ToListAsync(cancellationToken))
        {
            if (row.Scopes.RemoveAll(scope => owners.TryGetValue(scope.Name, out var owner) && owner != row.Resource) == 0)
                continue;
            (row.Version, row.UpdatedAt, row.EntryHash) = (row.Version + 1, now, null);
            if (row.Scopes.Count == 0 && entries.All(entry => entry.Resource != row.Resource))
                db.Remove(row);
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task WriteAsync(IdentityDb db, ResourceEntry entry, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var hash = SeedFile.Hash(entry.ToJson());
        var row = await db.Set<ResourceRow>().Include(resource => resource.Scopes)
            .FirstOrDefaultAsync(resource => resource.Resource == entry.Resource, cancellationToken);
        if (row?.EntryHash is { } written && written.AsSpan().SequenceEqual(hash))
            return;

        var action = row is null ? "resource.created" : "resource.updated";
        if (row is null)
            db.Add(row = new ResourceRow { Resource = entry.Resource, CreatedAt = now });
        else
            row.Version++;
        (row.Name, row.IntrospectionClients, row.EntryHash, row.UpdatedAt) = (entry.Name, [.. entry.IntrospectionClients], hash, now);
        WriteScopes(row, entry);
        db.Audit(new AuditEntry(action, Actor.System)
        {
            TargetType = "resource",
            TargetId = entry.Resource,
            NewValues = JsonObject.Create(entry.ToJson()),
        });
    }

    private static void WriteScopes(ResourceRow row, ResourceEntry entry)
    {
        row.Scopes.RemoveAll(scope => entry.Scopes.All(kept => kept.Name != scope.Name));
        for (var i = 0; i < entry.Scopes.Count; i++)
        {
            var (source, scope) = (entry.Scopes[i], row.Scopes.Find(existing => existing.Name == entry.Scopes[i].Name));
            if (scope is null)
                row.Scopes.Add(scope = new ScopeRow { Name = source.Name });
            (scope.Position, scope.Description, scope.Required) = (i, source.Description, source.Required);
            scope.Claims = [.. source.Claims];
        }
    }
}
