using Microsoft.AspNetCore.Http;

namespace OidcEngine.Http;

/// <summary>How a host names refused requests: a port that a host may leave out.</summary>
public interface ISupportCodes
{
    /// <summary>The short code of this request, the same whenever it is asked for.</summary>
    string Of(HttpContext http);
}
