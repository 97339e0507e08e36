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
        foreach (var entry in entries)
            await WriteAsync(db, entry, cancellationToken);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception)
        {
            throw new StartupFailure($"{Setting} names a scope that another resource has already.", exception);
        }
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
        if (entries.SelectMany(entry => entry.Scopes).GroupBy(scope => scope.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } scope)
            throw new StartupFailure($"{Setting}: the scope {scope.Key} belongs to two resources, or is a built-in one.");
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
            var source = entry.Scopes[i];
            var scope = row.Scopes.Find(existing => existing.Name == source.Name);
            if (scope is null)
                row.Scopes.Add(scope = new ScopeRow { Name = source.Name });
            (scope.Position, scope.Description, scope.Required, scope.Claims) = (i, source.Description, source.Required, [.. source.Claims]);
        }
    }
}
