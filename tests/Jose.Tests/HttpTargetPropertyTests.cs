using FsCheck;
using FsCheck.Fluent;
using TestKit.Properties;

namespace Jose.Tests;

/// <summary>What holds for every <c>htu</c>, RFC 9449 §4.3: spellings of RFC 3986 §6.2.2 and §6.2.3 are one address, and nothing else is.</summary>
public sealed class HttpTargetPropertyTests
{
    private static readonly Gen<Target> Targets =
        from secure in Gen.Elements(true, false)
        from host in Gen.Elements("a.example", "b.example", "a.example.b", "[::1]", "127.0.0.1")
        from port in Gen.Elements(80, 443, 8443)
        from path in Gen.ListOf(Gen.Elements("a", "b", "~x", "%2F", "%C3%A4", "a;b", ""))
        select new Target(secure, host, port, string.Join('/', path));

    [Fact]
    public void Two_addresses_are_the_same_when_what_they_name_is() => Always.Holds(
        from one in Targets
        from other in Gen.OneOf(Gen.Constant(one), Targets)
        from spelling in Gen.Choose(0, 127)
        from otherSpelling in Gen.Choose(0, 127)
        select (one, other, left: one.Spell(spelling), right: other.Spell(otherSpelling)),
        pair => HttpTarget.AreSame(pair.left, pair.right) == (pair.one == pair.other), 6000);

    [Fact]
    public void A_changed_address_is_the_same_only_if_the_framework_finds_it_so() => Always.Holds(
        Hostile.Changed("https://server.example:8443/connect/token"),
        text => !HttpTarget.AreSame("https://server.example:8443/connect/token", text) || Canonical(text) == "https://server.example:8443/connect/token", 8000);

    [Fact]
    public void Any_two_texts_are_compared_alike_from_both_sides() => Always.Holds(
        from one in Hostile.Changed("https://a.example/b%2fc/../d?e#f")
        from other in Hostile.Changed("https://a.example/b%2Fc/../d")
        select (one, other),
        pair => HttpTarget.AreSame(pair.one, pair.other) == HttpTarget.AreSame(pair.other, pair.one)
            && HttpTarget.AreSame(pair.one, pair.one) == HttpTarget.TryNormalize(pair.one, out _), 5000);

    [Fact]
    public void The_normal_spelling_is_its_own() => Always.Holds(
        Hostile.Changed("https://a.example:443/%7eb/./c/%2e%2e/d"),
        text => !HttpTarget.TryNormalize(text, out var normal) || (HttpTarget.TryNormalize(normal, out var again) && again == normal), 5000);

    private static string Canonical(string text)
    {
        var uri = new Uri(text);
        return $"{uri.Scheme}://{uri.Host}:{uri.Port}{uri.AbsolutePath}";
    }

    /// <summary>What an address names. The path has no dot segments and no escapes of what needs none: those are spellings.</summary>
    private sealed record Target(bool Secure, string Host, int Port, string Path)
    {
        /// <summary>One of 128 ways to write it.</summary>
        public string Spell(int way)
        {
            var scheme = Secure ? "https" : "http";
            var isDefault = Port == (Secure ? 443 : 80);
            var path = (way & 1) == 0 ? Path : Path.Replace("~", "%7e", StringComparison.Ordinal).Replace("a", "%61", StringComparison.Ordinal);
            if ((way & 2) != 0) path = path.Replace("%2F", "%2f", StringComparison.Ordinal).Replace("%C3%A4", "%c3%A4", StringComparison.Ordinal);
            if ((way & 4) != 0) path = "./x/%2E./" + path;
            if ((way & 8) != 0) scheme = scheme.ToUpperInvariant();
            var host = (way & 16) != 0 ? Host.ToUpperInvariant() : Host;
            var port = isDefault ? ((way & 32) != 0 ? ":" : "") : $":{Port}";
            return $"{scheme}://{host}{port}/{path}{((way & 64) != 0 ? "?q=1#f" : "")}";
        }
    }
}
