namespace WebApp;

internal static class PageHeaders
{
    /// <summary>One script, which asks the provider's session iframe; forms that lead here or, when signing out, on to the provider
    /// (CSP Level 3 §6.4.1).</summary>
    public static void UsePageHeaders(this WebApplication app, string issuer)
    {
        var policy = $"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; frame-src {issuer}; form-action 'self' {issuer}; "
            + "base-uri 'none'; frame-ancestors 'none'";
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
