using UserApi.Contracts.Roles;
using UserApi.Contracts.Users;

namespace AdminUi.Roles;

/// <summary>What a change of a role's permissions does to those who have it: what another role of theirs grants too, they neither
/// gain nor lose.</summary>
/// <param name="Added">What the role will grant besides, in order of the alphabet.</param>
/// <param name="Removed">What it will not grant any more.</param>
/// <param name="Members">Those who were looked at.</param>
/// <param name="Everybody">How many have the role.</param>
internal sealed record RoleEffect(
    IReadOnlyList<string> Added, IReadOnlyList<string> Removed, IReadOnlyList<MemberEffect> Members, long Everybody)
{
    /// <summary>Whether everybody was looked at, so that counts are exact.</summary>
    public bool IsComplete => Members.Count >= Everybody;

    public int Gaining => Members.Count(member => member.Gained.Count > 0);

    public int Losing => Members.Count(member => member.Lost.Count > 0);

    public int Untouched => Members.Count(member => !member.IsAffected);

    /// <param name="role">As it is.</param>
    /// <param name="wanted">What it is to grant.</param>
    /// <param name="all">Every role.</param>
    /// <param name="members">Some of those who have it, or all.</param>
    public static RoleEffect Of(
        RoleResource role, IReadOnlyCollection<string> wanted, IReadOnlyList<RoleResource> all, IReadOnlyList<UserSummary> members)
    {
        List<string> added = [.. wanted.Except(role.Permissions).Order(StringComparer.Ordinal)];
        List<string> removed = [.. role.Permissions.Except(wanted).Order(StringComparer.Ordinal)];
        var others = all.Where(other => other.Id != role.Id).ToList();
        var effects = members.Select(member => Of(member, added, removed, others)).ToList();
        return new RoleEffect(added, removed, effects, Math.Max(role.Members, members.Count));
    }

    private static MemberEffect Of(UserSummary member, List<string> added, List<string> removed, List<RoleResource> others)
    {
        var held = others.Where(other => member.Roles.Contains(other.Name)).SelectMany(other => other.Permissions).ToList();
        return new MemberEffect(member, [.. added.Except(held)], [.. removed.Except(held)]);
    }
}

/// <summary>What one person gains and loses.</summary>
internal sealed record MemberEffect(UserSummary Person, IReadOnlyList<string> Gained, IReadOnlyList<string> Lost)
{
    public bool IsAffected => Gained.Count + Lost.Count > 0;
}
