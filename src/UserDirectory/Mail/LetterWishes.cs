using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.Preferences;

namespace UserDirectory.Mail;

/// <summary>Asks whether a person wants a letter, when it is about to be sent: a choice counts for what waits too.</summary>
internal sealed class LetterWishes(IDbContextFactory<IdentityDb> databases)
{
    public async Task<bool> AllowAsync(Guid? userId, string template, CancellationToken cancellationToken)
    {
        var kind = LetterKinds.Of(template);
        if (userId is null || WantedNotices.IsFixed(WantedNotices.Email, kind)) return true;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var document = await db.Set<PreferencesRow>().AsNoTracking()
            .Where(row => row.UserId == userId && row.Kind == PreferenceKinds.Notifications)
            .Select(row => row.Document)
            .FirstOrDefaultAsync(cancellationToken);
        return document is null || WantedNotices.IsOn(JsonNode.Parse(document)!.AsObject(), WantedNotices.Email, kind);
    }
}
