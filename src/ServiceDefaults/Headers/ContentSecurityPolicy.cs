using Microsoft.AspNetCore.Http;

namespace ServiceDefaults.Headers;

/// <summary>What the page of this request may load, and where its forms may lead. Pages have no inline code;
/// what is not a page may load nothing at all.</summary>
public sealed class ContentSecurityPolicy
{
    private const string NotAPage = "default-src 'none'; frame-ancestors 'none'";
    private const string Page = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; "
        + "manifest-src 'self'; base-uri 'none'; object-src 'none'";

    private readonly SortedSet<string> _formActions = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _frames = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _images = new(StringComparer.Ordinal);
    private bool _mayBeFramed;

    /// <summary>Lets a form's answer redirect there: browsers apply form-action to the redirect after a POST.</summary>
    /// <param name="origin">Scheme, host and port, or <c>scheme:</c> for an app's own scheme.</param>
    public void AllowFormAction(string origin) => Add(_formActions, origin);

    /// <summary>Lets the page show a frame from there.</summary>
    public void AllowFrame(string origin) => Add(_frames, origin);

    public void AllowImage(string origin) => Add(_images, origin);

    /// <summary>For the session iframe alone (OpenID Connect Session Management §3.3), which every app embeds.</summary>
    public void AllowFramingByAnyone() => _mayBeFramed = true;

    internal bool MayBeFramed => _mayBeFramed;

    internal string Render(bool isPage)
    {
        if (!isPage) return NotAPage;
        var ancestors = _mayBeFramed ? "" : "; frame-ancestors 'none'";
        var frames = _frames.Count == 0 ? "" : "; frame-src " + string.Join(' ', _frames);
        return $"{Page}; img-src 'self' data:{Join(_images)}; form-action 'self'{Join(_formActions)}{frames}{ancestors}";
    }

    private static string Join(SortedSet<string> sources) => sources.Count == 0 ? "" : " " + string.Join(' ', sources);

    // A source comes from a registered URI, yet nothing that could begin another directive may pass.
    private static void Add(SortedSet<string> sources, string source)
    {
        if (source.Length == 0 || !source.All(IsHarmless)) throw new ArgumentException("The source is not an origin.", nameof(source));
        sources.Add(source);
    }

    private static bool IsHarmless(char letter) => letter is > ' ' and < '\x7f' and not (';' or ',' or '\'' or '"' or '*');
}

public static class ContentSecurityPolicyOfRequest
{
    extension(HttpContext http)
    {
        /// <summary>The policy that this request's answer will carry.</summary>
        public ContentSecurityPolicy ContentSecurityPolicy
        {
            get
            {
                if (http.Features.Get<ContentSecurityPolicy>() is { } policy) return policy;
                http.Features.Set(policy = new ContentSecurityPolicy());
                return policy;
            }
        }
    }
}
