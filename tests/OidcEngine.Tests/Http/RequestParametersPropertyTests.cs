using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OidcEngine.Http;
using TestKit.Properties;

namespace OidcEngine.Tests.Http;

/// <summary>What holds for the parameters of every request: RFC 6749 §3.1 and Appendix B.</summary>
public sealed class RequestParametersPropertyTests
{
    private static readonly Gen<string> Names = Gen.Elements("client_id", "scope", "state", "resource", "Scope", "é", "");

    /// <summary>What a client may mean to say: any Unicode text without NUL.</summary>
    private static readonly Gen<string> Values =
        Hostile.Text.Select(text => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace("\0", "", StringComparison.Ordinal));

    private static readonly Gen<(string Name, string Value)[]> Pairs =
        Gen.ArrayOf(from name in Names from value in Values select (name, value));

    [Fact]
    public void What_was_encoded_is_read_again() => Always.Holds(Pairs, pairs =>
    {
        var parameters = UrlEncodedText.Parse(Encode(pairs));
        var said = pairs.Where(pair => pair.Value.Length > 0).ToArray();
        return parameters is not null
            && said.All(pair => parameters[pair.Name] == said.First(other => other.Name == pair.Name).Value)
            && parameters.Resources.SequenceEqual(said.Where(pair => pair.Name == "resource").Select(pair => pair.Value));
    });

    [Fact]
    public void A_parameter_that_comes_twice_is_noticed_unless_it_may_or_says_nothing() => Always.Holds(Pairs, pairs =>
    {
        var twice = pairs.Where(pair => pair.Value.Length > 0 && pair.Name != "resource").GroupBy(pair => pair.Name).Where(group => group.Count() > 1)
            .Select(group => group.Key).ToHashSet();
        var parameters = UrlEncodedText.Parse(Encode(pairs))!;
        return parameters.HasDoubled == (twice.Count > 0) && pairs.All(pair => parameters.IsDoubled(pair.Name) == twice.Contains(pair.Name));
    });

    [Fact]
    public void Octets_are_text_without_NUL_or_are_refused() => Always.Holds(
        Gen.ArrayOf(Gen.OneOf(Gen.Choose(0, 255).Select(octet => (byte)octet), Gen.Elements("%+&=0aF"u8.ToArray()))),
        octets => UrlEncodedText.Parse(octets) is not { } parameters || parameters.All(parameter => IsText(parameter.Key) && IsText(parameter.Value)), 8000);

    [Fact]
    public void A_changed_query_is_read_or_refused() => Always.Holds(
        Hostile.Changed("client_id=web&scope=openid+profile&state=%C3%A9%2B&resource=https%3A%2F%2Fapi.example&resource=x"),
        text => UrlEncodedText.Parse(Encoding.UTF8.GetBytes(text)) is not { } parameters || parameters.Count <= RequestParameters.MaxCount, 4000);

    [Fact]
    public void No_more_are_read_than_any_request_has() => Always.Holds(
        Gen.Choose(90, 130), count => (UrlEncodedText.Parse(Encode([.. Enumerable.Range(0, count).Select(i => ($"p{i}", "x"))])) is null)
            == (count > RequestParameters.MaxCount), 100);

    private static byte[] Encode((string Name, string Value)[] pairs) => Encoding.ASCII.GetBytes(
        string.Join('&', pairs.Select(pair => $"{Uri.EscapeDataString(pair.Name)}={Uri.EscapeDataString(pair.Value)}")));

    private static bool IsText(string text) =>
        !text.Contains('\0', StringComparison.Ordinal) && Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;
}
