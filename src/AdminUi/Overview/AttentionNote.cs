using AdminUi.Access;
using AdminUi.Localisation;
using Microsoft.Extensions.Localization;
using UserApi.Contracts.Analytics;

namespace AdminUi.Overview;

/// <summary>Something to look at, as a sentence, with the way to where one acts.</summary>
/// <param name="Act">Null where there is no such place in the console, or not for this person.</param>
internal sealed record AttentionNote(string Kind, string Sentence, DateTimeOffset? Since, AttentionAct? Act)
{
    private static readonly Dictionary<string, (string Address, string Permission)> Places = new(StringComparer.Ordinal)
    {
        ["accounts_locked"] = ("/audit-logs?action=user.sign_in_refused", Permission.AuditRead),
        ["refused_sign_ins_rising"] = ("/audit-logs?action=user.sign_in_refused", Permission.AuditRead),
        ["accounts_due_for_erasure"] = ("/users?status=pending_deletion", Permission.UsersRead),
        ["audit_unsealed"] = ("/audit-logs/verify", Permission.AuditRead),
        ["single_administrator"] = ("/users?role=admin", Permission.UsersRead),
    };

    /// <summary>A kind that this version does not know is named as the API names it.</summary>
    public static AttentionNote Of(AttentionItem item, ConsolePermissions permissions, IStringLocalizer<PageText> text)
    {
        var sentence = text[$"Attention.{item.Kind}{(item.Count == 1 ? ".One" : "")}", item.Count];
        return new AttentionNote(
            item.Severity == "danger" ? "danger" : "warning",
            sentence.ResourceNotFound ? text["Attention.Unknown", item.Kind, item.Count] : sentence,
            item.Since,
            Places.TryGetValue(item.Kind, out var place) && permissions.Has(place.Permission)
                ? new AttentionAct(place.Address, text[$"Attention.{item.Kind}.Act"])
                : null);
    }
}

/// <summary>A link to where one acts.</summary>
internal sealed record AttentionAct(string Address, string Label);
