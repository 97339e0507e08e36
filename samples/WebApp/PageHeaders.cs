namespace WebApp;

internal static class PageHeaders
{
    /// <summary>No script at all, and forms that lead here or, when signing out, on to the provider (CSP Level 3 §6.4.1).</summary>
    public static void UsePageHeaders(this WebApplication app, string issuer)
    {
        var policy = $"default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self' {issuer}; base-uri 'none'; frame-ancestors 'none'";
        app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            return next(context);
        });
    }
}
