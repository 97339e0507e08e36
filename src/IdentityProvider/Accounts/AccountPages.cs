namespace IdentityProvider.Accounts;

/// <summary>Which of the account's pages this installation has: one that a setting turns off is not linked to.</summary>
internal sealed class AccountPages(EndpointDataSource endpoints)
{
    public bool Has(string path) => endpoints.Endpoints.OfType<RouteEndpoint>()
        .Any(endpoint => string.Equals(endpoint.RoutePattern.RawText, path.TrimStart('/'), StringComparison.OrdinalIgnoreCase));
}
