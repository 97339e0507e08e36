using OidcEngine.Http;
using ServiceDefaults.Problems;

namespace IdentityProvider.Requests;

/// <summary>Refused protocol requests have the same codes as everything else that is refused here.</summary>
internal sealed class SupportCodes : ISupportCodes
{
    public string Of(HttpContext http) => SupportCode.Of(http);
}
