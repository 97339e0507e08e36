using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OidcEngine;
using UserDirectory.Audit;
using UserDirectory.Clients;
using UserDirectory.Database;
using UserDirectory.Housekeeping;

namespace UserDirectory.ClientRegistration;

/// <summary>Deletes clients that registered themselves and never got a token, and initial access tokens that are over.</summary>
internal sealed class UnusedClients(
    IDbContextFactory<IdentityDb> databases, ClientRemoval removal, IOptions<OidcEngineOptions> engine, HousekeepingOptions options, TimeProvider time)
    : IHousekeepingJob
{
    public string Name => "housekeeping.unused_clients";

    public TimeSpan Interval => options.Interval;

    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var clients = await DeleteClientsAsync(cancellationToken);
        var tokens = await DeleteTokensAsync(cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"{clients} unused clients, {tokens} initial access tokens");
    }

    private async Task<int> DeleteClientsAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var unused = await Unused(db).OrderBy(client => client.CreatedAt).Select(client => client.ClientId)
            .Take(options.BatchSize).ToListAsync(cancellationToken);
        var deleted = 0;
        foreach (var clientId in unused)
        {
            await using var own = await databases.CreateDbContextAsync(cancellationToken);
            var still = Unused(own).Where(client => client.ClientId == clientId); // it may be used at this very moment
            if (await removal.RemoveAsync(own, still, clientId, Actor.System, cancellationToken)) deleted++;
        }

        return deleted;
    }

    private IQueryable<ClientRow> Unused(IdentityDb db)
    {
        var before = time.GetUtcNow() - engine.Value.Registration.UnusedAfter;
        return db.Set<ClientRow>().Where(client => client.RegistrationTokenHash != null && client.UsedAt == null && client.CreatedAt < before);
    }

    private async Task<int> DeleteTokensAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var deleted = await db.Set<InitialAccessTokenRow>().Where(token => token.ExpiresAt <= now || token.UsesLeft == 0)
            .OrderBy(token => token.ExpiresAt).Take(options.BatchSize).ExecuteDeleteAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return deleted;
    }
}
