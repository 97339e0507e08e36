using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Jose;
using Microsoft.AspNetCore.Http;

namespace TestKit.Upstream;

/// <summary>The codes of one provider elsewhere: each for one request, redeemed once, by its client and with its verifier (RFC 6749 §4.1.3,
/// RFC 7636 §4.6).</summary>
internal sealed class UpstreamCodes
{
    private readonly ConcurrentDictionary<string, UpstreamRequest> _waiting = new();

    /// <summary>Null when the request is none that a provider would take.</summary>
    public string? Issue(IQueryCollection query, UpstreamPerson person)
    {
        if (query["response_type"] != "code" || query["client_id"] != UpstreamHost.ClientId || query["code_challenge_method"] != "S256"
            || query["redirect_uri"] is not [{ Length: > 0 } redirectUri] || query["code_challenge"] is not [{ Length: > 0 } challenge])
            return null;
        var code = Handles.Create();
        _waiting[code] = new UpstreamRequest(redirectUri, challenge, query["nonce"].ToString(), query["scope"].ToString(), person);
        return code;
    }

    public UpstreamRequest? Redeem(IFormCollection form) =>
        form["grant_type"] == "authorization_code" && _waiting.TryRemove(form["code"].ToString(), out var request)
        && form["redirect_uri"] == request.RedirectUri
        && Base64Url.EncodeToString(Handles.Hash(form["code_verifier"].ToString())) == request.Challenge
            ? request
            : null;

    /// <summary>RFC 6749 §2.3.1, by header or in the body.</summary>
    public static bool IsClient(HttpRequest http, IFormCollection form)
    {
        var header = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(
            $"{WebUtility.UrlEncode(UpstreamHost.ClientId)}:{WebUtility.UrlEncode(UpstreamHost.ClientSecret)}"));
        return http.Headers.Authorization == header
            || (form["client_id"] == UpstreamHost.ClientId && form["client_secret"] == UpstreamHost.ClientSecret);
    }
}

internal sealed record UpstreamRequest(string RedirectUri, string Challenge, string Nonce, string Scope, UpstreamPerson Person);
