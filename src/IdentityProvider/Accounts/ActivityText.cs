using System.Text.Json.Nodes;
using IdentityProvider.Localisation;
using Microsoft.Extensions.Localization;
using UserDirectory.PersonalActivity;

namespace IdentityProvider.Accounts;

/// <summary>What stands in a person's own trail, in words.</summary>
internal sealed class ActivityText(UserAgentText agents, NetworkText networks, IStringLocalizer<PageText> text)
{
    private const int LongestValue = 200;

    public ActivityLine Describe(OwnAct act, string? appName) => new()
    {
        OccurredAt = act.OccurredAt,
        Title = TitleOf(act, appName),
        By = ByOf(act),
        Device = act.UserAgent is { } agent ? agents.Describe(agent) : null,
        Network = act.IpAddress is { } address ? networks.Of(address) : null,
        Succeeded = act.Succeeded,
        NeedsALook = NeedsALook(act),
        Changes = ChangesOf(act),
    };

    private string TitleOf(OwnAct act, string? appName)
    {
        var words = text[$"Activity.Did.{act.Action}"];
        var title = words.ResourceNotFound ? text["Activity.Other", act.Action].Value : words.Value;
        return appName is null ? title : text["Activity.WithApp", title, appName];
    }

    private string? ByOf(OwnAct act) => act.By switch
    {
        ActedBy.Administrator => text["Activity.By.Administrator"].Value,
        ActedBy.Stranger => text["Activity.By.Stranger"].Value,
        ActedBy.System => text["Activity.By.System"].Value,
        _ => null,
    };

    // What a person would want to know of who is not that person: who guesses, who changed what guards the account.
    private static bool NeedsALook(OwnAct act) =>
        act.By is ActedBy.Stranger && !act.Succeeded
        || act.By is ActedBy.You && (!act.Succeeded || ActivityKinds.IsAboutSecurity(act.Action))
        || (act.Action == "grant.revoked" && (string?)act.NewValues?["reason"] is "refresh_reuse" or "code_replay");

    private IReadOnlyList<ActivityChange> ChangesOf(OwnAct act)
    {
        if (act.Action is not ("user.profile_updated" or "user.changed_by_administrator")) return [];
        var names = (act.OldValues ?? []).Select(member => member.Key).Union((act.NewValues ?? []).Select(member => member.Key));
        return [.. names.Select(name => new ActivityChange(LabelOf(name), Shown(act.OldValues?[name]), Shown(act.NewValues?[name])))];
    }

    private string LabelOf(string member)
    {
        var field = string.Concat(member.Split('.')[^1].Split('_').Select(word => word.Length == 0 ? "" : char.ToUpperInvariant(word[0]) + word[1..]));
        var label = text[$"Profile.{field}"];
        return label.ResourceNotFound ? member : label.Value;
    }

    private static string? Shown(JsonNode? value) => value?.ToString() switch
    {
        null or "" => null,
        { Length: > LongestValue } long_ => long_[..LongestValue] + "…",
        var words => words,
    };
}

/// <summary>One act as the page shows it.</summary>
internal sealed record ActivityLine
{
    public required DateTimeOffset OccurredAt { get; init; }
    public required string Title { get; init; }

    /// <summary>Null when it was the person.</summary>
    public string? By { get; init; }
    public string? Device { get; init; }
    public string? Network { get; init; }
    public required bool Succeeded { get; init; }

    /// <summary>If it was somebody else, the account is in danger.</summary>
    public required bool NeedsALook { get; init; }

    public required IReadOnlyList<ActivityChange> Changes { get; init; }
}

/// <summary>A member before and after.</summary>
internal sealed record ActivityChange(string Label, string? Before, string? After);
