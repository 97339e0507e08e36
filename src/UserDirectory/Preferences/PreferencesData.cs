using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.PersonalData;

namespace UserDirectory.Preferences;

/// <summary>Preferences, in the archive and at erasure.</summary>
internal sealed class PreferencesData(IDbContextFactory<IdentityDb> databases) : IPersonalData
{
    public async Task WriteAsync(Guid userId, PersonalArchive archive, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var documents = await db.Set<PreferencesRow>().AsNoTracking().Where(row => row.UserId == userId)
            .ToDictionaryAsync(row => row.Kind, row => JsonElement.Parse(row.Document), cancellationToken);
        await archive.WriteJsonAsync(
            "preferences.json", "What apps keep as your preferences.", Document(documents, PreferenceKinds.Apps), cancellationToken);
        await archive.WriteJsonAsync(
            "notification-preferences.json", "What you chose to be told, and how; empty when you never chose.",
            Document(documents, PreferenceKinds.Notifications), cancellationToken);
    }

    public Task EraseAsync(IdentityDb db, Guid userId, CancellationToken cancellationToken) =>
        db.Set<PreferencesRow>().Where(row => row.UserId == userId).ExecuteDeleteAsync(cancellationToken);

    private static JsonElement Document(Dictionary<string, JsonElement> documents, string kind) =>
        documents.TryGetValue(kind, out var document) ? document : JsonElement.Parse("{}");
}
