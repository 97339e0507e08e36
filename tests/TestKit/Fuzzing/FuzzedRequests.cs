using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Routing.Patterns;
using TestKit.Properties;

namespace TestKit.Fuzzing;

/// <summary>Requests to one route: from right ones with one thing changed to plain noise.</summary>
public sealed class FuzzedRequests(FuzzVocabulary vocabulary)
{
    /// <summary>What must never come back as markup, or as a header of its own.</summary>
    public const string Markup = "<i data-fuzz>";

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get", "X"];

    private static readonly string[] ContentTypes =
    [
        "application/json", "application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-16", "application/json; charset=\"", "text/plain",
        "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=x", "application/merge-patch+json", "a/b;c", "é", ";", "application/xml",
    ];

    private static readonly string[] HeaderNames =
    [
        "Accept", "Accept-Language", "Accept-Encoding", "Authorization", "Cookie", "DPoP", "Origin", "Referer", "If-Match", "If-None-Match", "If-Modified-Since", "Range",
        "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Prefix", "Forwarded", "traceparent", "Idempotency-Key", "Content-Encoding", "Content-Language",
        "Sec-Fetch-Site", "X-HTTP-Method-Override", "Prefer", "X-Request-Id", "User-Agent", "X-Client-Cert", "Access-Control-Request-Method",
    ];

    private static readonly string[] HeaderValues =
    [
        "*/*;q=9", "text/html", "application/json", "x;q=0.5,,", "de-DE,xx-Hans;q=2", "Bearer", "Bearer a.b.c", "Bearer eyJhbGciOiJub25lIn0.e30.", "DPoP x", "Basic", "Basic !!!",
        "Basic Og==", "Basic w6k6w6k=", "Negotiate x", "__Host-identity=x", "__Host-identity=\"; a=b", "a=b; a=b; =; ;", "null", "https://evil.test", "\"x\"", "W/\"x\", *", "bytes=0-9999999",
        "Thu, 01 Jan 1970 00:00:00 GMT", "1.2.3.4, unknown, [::1]", "for=\"[::1\"", "00-0-0-00", "gzip", "br, gzip", "-", "", "cross-site", "DELETE",
    ];

    private static readonly string[] BadValues =
    [
        "", " ", "\0", "a\0b", "\r\nX-Fuzz: 1", $"\">{Markup}", $"'{Markup}", "//evil.test", "/\\evil.test", "https://evil.test/", "javascript:alert(1)", "../../etc/passwd", "%00", "%",
        "-1", "99999999999999999999", "1e400", "NaN", "true", "null", "[]", "{\"a\":", "{\"userinfo\":{\"name\":{\"essential\":7}}}", "a.b.c", "eyJhbGciOiJub25lIn0.e30.",
        "00000000-0000-0000-0000-000000000000", "\ud800", "ſ", "İ", "\u202e", "😀", "' OR 1=1 --", "\\", "\"", "+", "&", "=", ";", "a b c", "openid openid", "\t",
        new('a', 3000), new('é', 20_000), string.Concat(Enumerable.Repeat("[", 5000)), string.Join(' ', Enumerable.Repeat("x", 3000)),
    ];

    public Gen<FuzzedRequest> To(FuzzedRoute route) =>
        from method in Gen.Frequency((7, Gen.Elements(route.Methods.ToArray())), (1, Gen.Elements(Methods)))
        from path in Path(route.Pattern)
        from query in Parameters(path)
        from form in Parameters(path)
        from body in Body(form)
        from headers in Headers
        let sends = method is not ("GET" or "HEAD" or "TRACE" or "OPTIONS" or "get")
        from alsoQuery in Gen.Choose(0, 3)
        select new FuzzedRequest(method, path, sends && alsoQuery > 0 || query.Length == 0 ? "" : "?" + query, headers, sends ? body.Type : null, sends ? body.Octets : null);

    private Gen<string> Value => Gen.Frequency((3, Gen.Elements(BadValues)), (2, Hostile.Text), (1, Gen.Elements(vocabulary.Parameters.Values.ToArray())));

    private Gen<(string Name, string Value)[]> Headers =>
        from count in Gen.Frequency((3, Gen.Constant(0)), (2, Gen.Constant(1)), (1, Gen.Constant(3)))
        from headers in Gen.ArrayOf(Header, count)
        from credential in vocabulary.Credentials.Count == 0
            ? Gen.Constant<string?>(null)
            : Gen.Frequency((2, Gen.Elements(vocabulary.Credentials.ToArray()).Select(value => (string?)value)), (1, Gen.Constant<string?>(null)))
        select credential is null ? headers : [.. headers.Where(header => header.Name != "Authorization"), ("Authorization", credential)];

    private Gen<(string Name, string Value)> Header =>
        from name in Gen.Elements(HeaderNames)
        from value in Gen.OneOf(Gen.Elements(HeaderValues), Gen.Elements(HeaderValues).SelectMany(Hostile.Changed), Value)
        select (name, new string([.. value.Where(character => character is >= ' ' and not '\u007f' && !char.IsSurrogate(character)).Take(4000)]));

    private Gen<string> Path(RoutePattern pattern)
    {
        var path = Gen.Constant("");
        foreach (var segment in pattern.PathSegments)
        {
            var next = segment.Parts.Aggregate(Gen.Constant("/"), (before, part) =>
                from start in before
                from end in part is RoutePatternParameterPart ? Segment : Gen.Constant(LiteralOf(part))
                select start + end);
            path = from before in path from end in next select before + end;
        }
        return path.Select(text => text.Length == 0 ? "/" : text);
    }

    private Gen<string> Segment => Gen.Frequency(
        (2, Gen.Elements(vocabulary.Segments.ToArray())), (1, Value.Select(value => value.Length > 2000 ? value[..2000] : value).Select(Escape)), (1, Value.Select(Tidy)));

    /// <summary>A request as it should be with up to two things wrong, or parameters that have nothing to do with each other.</summary>
    private Gen<string> Parameters(string path)
    {
        var some = Gen.ArrayOf(Gen.Elements(vocabulary.Parameters.Keys.ToArray())).Select(names => names.Take(6).ToArray());
        var whole = vocabulary.Requests.GetValueOrDefault(path, vocabulary.OtherRequests!) is { } names ? Gen.Constant(names) : some;
        return from chosen in Gen.Frequency((4, whole), (1, some))
               from values in Gen.CollectToArray(chosen, name => Gen.Frequency((6, Gen.Constant(vocabulary.Parameters[name])), (1, Value)))
               from more in Gen.ArrayOf(from name in Gen.OneOf(Gen.Elements(vocabulary.Parameters.Keys.ToArray()), Hostile.Piece) from value in Value select (name, value))
               from count in Gen.Choose(0, 2)
               from escaped in Gen.Frequency((6, Gen.Constant(true)), (1, Gen.Constant(false)))
               select string.Join('&', chosen.Zip(values).Concat(more.Take(count).Select(pair => (pair.name, pair.value)))
                   .Select(pair => escaped ? $"{Escape(pair.Item1)}={Escape(pair.Item2)}" : $"{Tidy(pair.Item1)}={Tidy(pair.Item2)}"));
    }

    private Gen<(string? Type, byte[] Octets)> Body(string form) => Gen.Frequency(
        (6, Gen.Constant<(string?, byte[])>(("application/x-www-form-urlencoded", Octets(form)))),
        (3, Gen.Elements(vocabulary.JsonBodies.ToArray()).Select(json => ((string?)"application/json", Octets(json)))),
        (3, Gen.Elements(vocabulary.JsonBodies.ToArray()).SelectMany(Hostile.Changed).Select(json => ((string?)"application/json", Octets(json)))),
        (1, from type in Gen.Elements(ContentTypes) from text in Value select ((string?)type, Octets(text))),
        (1, from type in Gen.Elements(ContentTypes) from octets in Gen.ArrayOf(Gen.Choose(0, 255).Select(octet => (byte)octet)) select ((string?)type, octets)),
        (1, from type in Gen.Elements(ContentTypes) select ((string?)type, Octets(form))),
        (1, Gen.Constant<(string?, byte[])>((null, []))));

    private static byte[] Octets(string text) => Encoding.UTF8.GetBytes(text);

    private static string LiteralOf(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        _ => "",
    };

    /// <summary>Every octet of it; half a surrogate pair too, as the octets that it would have.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var character in text)
        {
            if (char.IsAsciiLetterOrDigit(character)) escaped.Append(character);
            else if (char.IsSurrogate(character)) escaped.Append("%ED%A0%80");
            else foreach (var octet in Encoding.UTF8.GetBytes([character])) escaped.Append('%').Append(octet.ToString("X2", null));
        }
        return escaped.ToString();
    }

    /// <summary>As it stands, but for what cannot stand in a request line.</summary>
    private static string Tidy(string text) => string.Concat(text.Take(2000).Select(character => character is > ' ' and < '\u007f' and not '#' ? character.ToString() : Escape(character.ToString())));
}
