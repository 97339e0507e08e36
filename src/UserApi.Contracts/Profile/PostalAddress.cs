namespace UserApi.Contracts.Profile;

/// <summary>A postal address with the members of OpenID Connect Core §5.1.1.</summary>
public sealed record PostalAddress
{
    /// <summary>Street and house number; lines are separated by a line feed.</summary>
    public string? StreetAddress { get; init; }

    public string? Locality { get; init; }

    public string? Region { get; init; }

    public string? PostalCode { get; init; }

    public string? Country { get; init; }
}
