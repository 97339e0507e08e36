using System.Collections.Frozen;
using AdminUi.Access;

namespace AdminUi.Pages.Users;

/// <summary>Something that is done to one account as a whole. Its sentences are the texts <c>Act.{Name}.…</c>.</summary>
internal sealed record AccountAct(string Name, string Permission, bool IsDanger = false, bool IsTyped = false)
{
    /// <summary>It is about how the person signs in.</summary>
    public bool IsOfSecurity => Name is "reset-mfa" or "send-password-reset" or "end-sessions";

    private static readonly FrozenDictionary<string, AccountAct> All = new AccountAct[]
    {
        new("suspend", Access.Permission.UsersWrite, IsDanger: true),
        new("activate", Access.Permission.UsersWrite),
        new("unlock", Access.Permission.UsersWrite),
        new("reset-mfa", Access.Permission.UsersWrite, IsDanger: true),
        new("send-password-reset", Access.Permission.UsersWrite),
        new("end-sessions", Access.Permission.UsersWrite, IsDanger: true),
        new("delete", Access.Permission.UsersDelete, IsDanger: true, IsTyped: true),
        new("restore", Access.Permission.UsersDelete),
    }.ToFrozenDictionary(act => act.Name);

    public static AccountAct? Find(string name) => All.GetValueOrDefault(name);

    /// <summary>What can be done to an account of this status by who holds these permissions.</summary>
    public static IEnumerable<AccountAct> For(string status, ConsolePermissions permissions) =>
        (status switch
        {
            "active" => (string[])["suspend", "unlock", "reset-mfa", "send-password-reset", "end-sessions", "delete"],
            "suspended" => ["activate", "delete"],
            "pending_deletion" => ["restore"],
            _ => [],
        })
        .Select(name => All[name])
        .Where(act => permissions.Has(act.Permission));
}
