using System.Globalization;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using OidcEngine.Authorization;
using OidcEngine.Clients;
using OidcEngine.Tests.Host;
using TestKit.Properties;

namespace OidcEngine.Tests.Authorization;

/// <summary>What holds for every redirect URI: RFC 9700 §4.1.3 and RFC 8252 §7.3, said a second time, by regular expressions.</summary>
public sealed partial class RedirectUriPropertyTests
{
    private static readonly Client Web = new() { ClientId = "web", RedirectUris = ["https://app.example/cb?kept=yes", "https://app.example/"] };

    [Fact]
    public void A_web_client_gets_what_it_registered_and_nothing_else() => Always.Holds(
        Near(Web), asked => RedirectUriMatch.IsRegistered(asked, Web) == Web.RedirectUris.Contains(asked, StringComparer.Ordinal), 8000);

    [Fact]
    public void An_installed_app_may_choose_the_port_of_a_loopback_address_and_nothing_else() => Always.Holds(
        Near(TestClients.Native), asked => RedirectUriMatch.IsRegistered(asked, TestClients.Native) == IsRight(asked), 8000);

    [Fact]
    public void What_is_taken_leads_to_the_very_host_that_was_registered() => Always.Holds(
        Near(TestClients.Native),
        asked => !RedirectUriMatch.IsRegistered(asked, TestClients.Native) || new Uri(asked) is { Scheme: "com.example.app" } or { IsLoopback: true, UserInfo: "" },
        4000);

    [Fact]
    public void Every_port_is_free_on_loopback() => Always.Holds(
        from address in Gen.Elements("127.0.0.1", "[::1]", "localhost")
        from port in Gen.Choose(0, 70_000)
        select (address, port),
        pair => RedirectUriMatch.IsRegistered($"http://{pair.address}:{pair.port}/cb", TestClients.Native) == (pair.port <= ushort.MaxValue));

    private static Gen<string> Near(Client client) =>
        from registered in Gen.Elements(client.RedirectUris.ToArray())
        from port in Gen.Elements("", ":1", ":51004", ":65535", ":65536", ":", ":0x50", ":80@evil.example")
        from asked in Gen.OneOf(Gen.Constant(registered), Hostile.Changed(registered), Hostile.Changed(registered.Replace("/cb", port + "/cb", StringComparison.Ordinal)),
            Gen.Constant(registered.Replace("/cb", port + "/cb", StringComparison.Ordinal)))
        select asked;

    private static bool IsRight(string asked) =>
        TestClients.Native.RedirectUris.Contains(asked, StringComparer.Ordinal)
        || (Loopback().Match(asked) is { Success: true } match
            && (match.Groups["port"].Value is "" || int.Parse(match.Groups["port"].Value, CultureInfo.InvariantCulture) <= 65535));

    [GeneratedRegex(@"\Ahttp://(127\.0\.0\.1|\[::1\]|localhost)(:(?<port>[0-9]{1,5}))?/cb\z", RegexOptions.CultureInvariant)]
    private static partial Regex Loopback();
}
