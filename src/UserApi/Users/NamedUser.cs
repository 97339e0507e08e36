using System.Diagnostics.CodeAnalysis;
using ServiceDefaults.Documentation;
using ServiceDefaults.Problems;
using UserDirectory.Users;

namespace UserApi.Users;

/// <summary>The account that a path or a filter names, by its id or its user name.</summary>
internal sealed record NamedUser
{
    /// <summary>How the reference tells of it.</summary>
    public static OperationParameter InPath { get; } = new("user", "path", "The account's id, or its user name.") { Example = "alice" };

    private readonly Guid? _id;

    private NamedUser(Guid? id) => _id = id;

    public static async Task<NamedUser> FindAsync(UserProfiles profiles, string named, CancellationToken cancellationToken) =>
        new(await profiles.FindIdAsync(named, cancellationToken));

    public bool TryGet(out Guid id, [NotNullWhen(false)] out ApiProblem? problem)
    {
        id = _id ?? Guid.Empty;
        problem = _id is null ? Absent() : null;
        return problem is null;
    }

    public static ApiProblem Absent() => ApiProblem.NotFound("There is no such account.");
}
