namespace OidcEngine.Clients;

/// <summary>What became of client metadata that was read.</summary>
public abstract record ClientMetadataReading
{
    private ClientMetadataReading() { }

    /// <summary>The metadata describes this client.</summary>
    public sealed record Valid(Client Client) : ClientMetadataReading;

    /// <summary>The metadata breaks rules; all of them are named.</summary>
    public sealed record Invalid(IReadOnlyList<ClientMetadataError> Errors) : ClientMetadataReading;
}

/// <summary>One broken rule.</summary>
/// <param name="Member">The member, such as <c>redirect_uris</c>.</param>
/// <param name="Rule">What it must be, as a sentence. It never holds a secret.</param>
public sealed record ClientMetadataError(string Member, string Rule);
