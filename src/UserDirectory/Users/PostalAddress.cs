namespace UserDirectory.Users;

/// <summary>A postal address with the members of OpenID Connect Core §5.1.1.</summary>
public sealed record PostalAddress(string? StreetAddress, string? Locality, string? Region, string? PostalCode, string? Country);
