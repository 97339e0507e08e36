namespace TestKit.Upstream;

/// <summary>Who is signed in at the provider elsewhere.</summary>
/// <param name="Id">The subject; at GitHub a number.</param>
/// <param name="Email">Null when the provider tells none.</param>
public sealed record UpstreamPerson(string Id, string? Email, bool EmailVerified = true)
{
    public string? GivenName { get; init; }

    public string? FamilyName { get; init; }

    /// <summary>GitHub's login.</summary>
    public string? Login { get; init; }
}
