using AdminUi.Api;

namespace AdminUi.Bulk;

/// <summary>One thing that is done to many accounts, one after the other: <c>suspend</c>, <c>activate</c>, <c>add</c> or <c>remove</c> a role.</summary>
internal sealed record BulkAct(string Verb, string? RoleName)
{
    /// <summary>As the form sends it: the verb, and behind a colon the role.</summary>
    public string Spelling => RoleName is null ? Verb : $"{Verb}:{RoleName}";

    public bool IsAboutRoles => RoleName is not null;

    public bool IsDanger => Verb is "suspend" or "remove";

    public string Permission => IsAboutRoles ? Access.Permission.RolesWrite : Access.Permission.UsersWrite;

    /// <summary>Null for what is no such thing.</summary>
    public static BulkAct? Read(string? spelling) => spelling?.Split(':', 2) switch
    {
        ["suspend" or "activate"] verb => new BulkAct(verb[0], RoleName: null),
        ["add" or "remove", { Length: > 0 }] parts => new BulkAct(parts[0], parts[1]),
        _ => null,
    };

    /// <returns>Null once it is done.</returns>
    public async Task<ApiRefusal?> DoAsync(UserApiClient api, Guid id, CancellationToken cancellationToken) => Verb switch
    {
        "add" => RefusalOf(await api.AssignRoleAsync(id.ToString(), RoleName!, cancellationToken)),
        "remove" => RefusalOf(await api.TakeRoleAsync(id.ToString(), RoleName!, cancellationToken)),
        _ => RefusalOf(await api.ActOnUserAsync(id.ToString(), Verb, cancellationToken)),
    };

    private static ApiRefusal? RefusalOf<T>(ApiAnswer<T> answer) => answer.TryGet(out _, out var refusal) ? null : refusal;
}
