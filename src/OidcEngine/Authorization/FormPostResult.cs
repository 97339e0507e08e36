using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace OidcEngine.Authorization;

/// <summary>A page that posts the response to the redirect URI, OAuth 2.0 Form Post Response Mode §2. Its policy lets run
/// one script alone, by its hash, and lets the form go to the client alone. Without scripts the person presses the button, which
/// shows where it leads and has no words to translate.</summary>
internal sealed class FormPostResult(AuthorizationResponse authorization) : IResult
{
    private const string Script = "document.forms[0].submit()";

    private static readonly string ScriptHash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Script)));

    private string Origin => RedirectOrigin.Of(authorization.RedirectUri);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'sha256-{ScriptHash}'; form-action {Origin}; base-uri 'none'; frame-ancestors 'none'";
        return response.WriteAsync(Page(), httpContext.RequestAborted);
    }

    private string Page()
    {
        var html = HtmlEncoder.Default;
        var page = new StringBuilder(1024);
        page.Append("<!DOCTYPE html><html lang=\"zxx\"><head><meta charset=\"utf-8\"><title>")
            .Append(html.Encode(Origin)).Append("</title></head><body>");
        page.Append("<form method=\"post\" action=\"").Append(html.Encode(authorization.RedirectUri)).Append("\">");
        foreach (var (name, value) in authorization.Parameters)
        {
            page.Append("<input type=\"hidden\" name=\"").Append(name).Append("\" value=\"").Append(html.Encode(value)).Append("\">");
        }
        page.Append("<noscript><button type=\"submit\">").Append(html.Encode(Origin)).Append(" →</button></noscript></form>");
        page.Append("<script>").Append(Script).Append("</script></body></html>");
        return page.ToString();
    }
}
