using System.Buffers.Text;
using System.Collections.Specialized;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;

namespace EndToEnd.Tests.Conformance;

/// <summary>The ways in which a provider may be wrong.</summary>
internal static class Faults
{
    public const string Authorize = "/connect/authorize";
    public const string Token = "/connect/token";
    public const string UserInfo = "/connect/userinfo";
    public const string EndSession = "/connect/endsession";
    public const string Configuration = "/.well-known/openid-configuration";
    public const string Keys = "/.well-known/jwks.json";

    /// <summary>It does not heed these parameters of a request that comes by the browser.</summary>
    public static Fault Ignores(params string[] parameters) => new()
    {
        Answer = async (request, real) =>
        {
            if (!Is(request, Authorize) && !Is(request, EndSession)) return await real(request);
            if (request.Content is not null)
            {
                var form = HttpUtility.ParseQueryString(await request.Content.ReadAsStringAsync());
                request.Content = new FormUrlEncodedContent(Without(form, parameters));
            }
            var query = HttpUtility.ParseQueryString(request.RequestUri!.Query);
            var rest = string.Join('&', Without(query, parameters).Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
            request.RequestUri = new UriBuilder(request.RequestUri) { Query = rest }.Uri;
            return await real(request);
        },
    };

    /// <summary>What it brings to the client is changed, or brought in another way.</summary>
    public static Fault BringsBack(Func<Callback, HttpResponseMessage> change) => new()
    {
        Answer = async (request, real) =>
        {
            var answer = await real(request);
            return await Callback.ReadAsync(answer) is { } callback ? change(callback) : answer;
        },
    };

    public static Fault BringsBack(Action<Callback> change) => BringsBack(callback =>
    {
        change(callback);
        return callback.ToAnswer();
    });

    /// <summary>Its JSON answers at this path are changed.</summary>
    public static Fault Says(string path, Action<JsonObject> change) => Says((asked, json) =>
    {
        if (asked == path) change(json);
    });

    /// <summary>Its answers at this path are others.</summary>
    public static Fault Answers(string path, Action<HttpResponseMessage> change) => new()
    {
        Answer = async (request, real) =>
        {
            var answer = await real(request);
            if (Is(request, path)) change(answer);
            return answer;
        },
    };

    /// <summary>Such requests it does not let through.</summary>
    public static Fault Refuses(string path, Func<HttpRequestMessage, bool> which, HttpStatusCode status, string error) => new()
    {
        Answer = async (request, real) => Is(request, path) && which(request)
            ? new HttpResponseMessage(status) { Content = new StringContent($$"""{"error":"{{error}}"}""", Encoding.UTF8, "application/json") }
            : await real(request),
    };

    /// <summary>It sends the browser on to this address instead of showing a page of its own.</summary>
    public static Fault Redirects(string path, Func<HttpRequestMessage, string> address) => new()
    {
        Answer = async (request, real) =>
        {
            if (!Is(request, path)) return await real(request);
            var answer = new HttpResponseMessage(HttpStatusCode.SeeOther);
            answer.Headers.Location = new Uri(address(request));
            return answer;
        },
    };

    /// <summary>Its pages, and the addresses that it sends the browser on to, are changed.</summary>
    public static Fault GoesOn(string text, string instead) => new()
    {
        Answer = async (request, real) =>
        {
            var answer = await real(request);
            if (answer.Headers.Location is { } next)
                answer.Headers.Location = new Uri(next.OriginalString.Replace(text, instead, StringComparison.Ordinal), UriKind.RelativeOrAbsolute);
            if (answer.Content.Headers.ContentType?.MediaType is "text/html" or "text/javascript")
                answer.Content = new StringContent((await answer.Content.ReadAsStringAsync()).Replace(text, instead, StringComparison.Ordinal), Encoding.UTF8, "text/html");
            return answer;
        },
    };

    /// <summary>What it did once it does again, as if it had not been done.</summary>
    public static Fault Repeats(string path)
    {
        string? first = null;
        return new Fault
        {
            Answer = async (request, real) =>
            {
                if (!Is(request, path)) return await real(request);
                if (first is not null) return new HttpResponseMessage { Content = new StringContent(first, Encoding.UTF8, "application/json") };
                var answer = await real(request);
                first = await answer.Content.ReadAsStringAsync();
                return answer;
            },
        };
    }

    /// <summary>It takes such forms at this path, whatever is wrong with them.</summary>
    public static Fault Accepts(string path, Func<string, bool> which) => new()
    {
        Answer = async (request, real) =>
        {
            if (!Is(request, path) || !which(await request.Content!.ReadAsStringAsync())) return await real(request);
            return new HttpResponseMessage { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        },
    };

    /// <summary>It takes authorization requests for ones with another parameter.</summary>
    public static Fault Adds(string name, string value) => new()
    {
        Answer = (request, real) =>
        {
            if (Is(request, Authorize) && Query(request, "client_id") is not null) request.RequestUri = new Uri($"{request.RequestUri}&{name}={value}");
            return real(request);
        },
    };

    /// <summary>It is sound until it has given the first tokens.</summary>
    public static Fault Later(Fault fault)
    {
        var isLater = false;
        return new Fault
        {
            Answer = async (request, real) =>
            {
                if (isLater) return await fault.Answer(request, real);
                var answer = await real(request);
                isLater = Is(request, Token);
                return answer;
            },
        };
    }

    /// <summary>Its id_tokens have other claims, and are signed with a key that it publishes.</summary>
    public static Fault Claims(Action<JsonObject> change) => Says((path, json) =>
    {
        if (path == Keys) WrongSigner.Publish(json);
        if (path == Token && json["id_token"] is { } token) json["id_token"] = WrongSigner.Sign(token.GetValue<string>(), change);
    });

    /// <summary>Its id_tokens have another header, under the signature of the sound one.</summary>
    public static Fault Header(Action<JsonObject> change) => IdToken(parts => parts[0] = Changed(parts[0], change));

    /// <summary>Its id_tokens are others: header, claims, signature.</summary>
    public static Fault IdToken(Action<string[]> change) => Says(Token, json =>
    {
        if (json["id_token"]?.GetValue<string>().Split('.') is not { } parts) return;
        change(parts);
        json["id_token"] = string.Join('.', parts);
    });

    /// <summary>A part of a token with other members.</summary>
    public static string Changed(string part, Action<JsonObject> change)
    {
        var json = JsonNode.Parse(Base64Url.DecodeFromChars(part))!.AsObject();
        change(json);
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
    }

    public static bool Is(HttpRequestMessage request, string path) => request.RequestUri!.AbsolutePath == path;

    /// <summary>A parameter of the request's query.</summary>
    public static string? Query(HttpRequestMessage request, string name) => HttpUtility.ParseQueryString(request.RequestUri!.Query)[name];

    private static Fault Says(Action<string, JsonObject> change) => new()
    {
        Answer = async (request, real) =>
        {
            var answer = await real(request);
            if (answer.Content.Headers.ContentType?.MediaType != "application/json"
                || JsonNode.Parse(await answer.Content.ReadAsStringAsync()) is not JsonObject json) return answer;
            change(request.RequestUri!.AbsolutePath, json);
            answer.Content = new StringContent(json.ToJsonString(), Encoding.UTF8, "application/json");
            return answer;
        },
    };

    private static IEnumerable<KeyValuePair<string, string>> Without(NameValueCollection all, string[] names) =>
        all.AllKeys.OfType<string>().Except(names).Select(name => KeyValuePair.Create(name, all[name]!));
}
