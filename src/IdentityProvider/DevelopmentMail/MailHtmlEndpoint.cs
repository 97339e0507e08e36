using ServiceDefaults.Headers;

namespace IdentityProvider.DevelopmentMail;

/// <summary>A mail's HTML as a mail program shows it: without script, without anything from elsewhere, in a frame of its own.</summary>
internal static class MailHtmlEndpoint
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-popups "
        + "allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation";

    /// <summary>Only in development.</summary>
    public static void Map(WebApplication app)
    {
        if (app.Environment.IsDevelopment()) app.MapGet("/development/mail/{id}/html", Get);
    }

    private static IResult Get(HttpContext http, string id, MailFolder mails)
    {
        if (mails.Find(id) is not { } mail) return TypedResults.NotFound();
        http.ContentSecurityPolicy.AllowFramingByAnyone(); // frame-ancestors of the own policy says by whom
        http.Response.Headers.ContentSecurityPolicy = Policy;
        return TypedResults.Content(mail.Html.Replace("<head>", "<head><base target=\"_top\">", StringComparison.Ordinal), "text/html; charset=utf-8");
    }
}
