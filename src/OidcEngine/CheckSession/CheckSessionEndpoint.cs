using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace OidcEngine.CheckSession;

/// <summary>The session iframe, OIDC Session Management 1.0 §3.3: a page without content that apps embed and ask, by <c>postMessage</c>,
/// whether the session has changed. It asks nobody itself: all it knows is the browser's state in the cookie.</summary>
internal static class CheckSessionEndpoint
{
    public const string Path = "/connect/checksession";

    private const string ScriptPath = Path + ".js";

    // No frame-ancestors: every app embeds it, and nothing in it can be clicked.
    private const string Policy = "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'none'";

    private const string Page =
        "<!DOCTYPE html><html lang=\"zxx\"><head><meta charset=\"utf-8\"><title>check_session_iframe</title>"
        + "<script src=\"checksession.js\" defer></script></head><body></body></html>";

    private static readonly string Script = ReadScript();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods(Path, [HttpMethods.Get, HttpMethods.Head], ShowPage);
        routes.MapMethods(ScriptPath, [HttpMethods.Get, HttpMethods.Head], ShowScript);
    }

    private static ContentHttpResult ShowPage(HttpResponse response) => Show(response, Page, "text/html");

    private static ContentHttpResult ShowScript(HttpResponse response) => Show(response, Script, "text/javascript");

    private static ContentHttpResult Show(HttpResponse response, string text, string contentType)
    {
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.CacheControl = "public, max-age=300";
        response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Text(text, $"{contentType}; charset=utf-8");
    }

    private static string ReadScript()
    {
        using var stream = typeof(CheckSessionEndpoint).Assembly.GetManifestResourceStream("OidcEngine.CheckSession.checksession.js")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
