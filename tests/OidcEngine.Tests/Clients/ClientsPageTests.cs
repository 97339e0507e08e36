using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using OidcEngine.Clients;

namespace OidcEngine.Tests.Clients;

/// <summary>docs/clients.md says what the code does.</summary>
public sealed partial class ClientsPageTests
{
    private static readonly string Page = File.ReadAllText(Find("docs/clients.md"));

    [Fact]
    public void Its_example_is_accepted()
    {
        var example = JsonElement.Parse(Example().Match(Page).Groups[1].Value);
        Assert.Equal(3, example.GetArrayLength());
        Assert.All(
            example.EnumerateArray(),
            client => Assert.IsType<ClientMetadataReading.Valid>(ClientMetadata.Read(client, allowShortSecrets: false)));
    }

    [Fact]
    public void It_names_every_member_that_is_written_and_no_member_that_is_unknown()
    {
        var named = Row().Matches(Page).SelectMany(row => Name().Matches(row.Groups[1].Value)).Select(name => name.Groups[1].Value).ToHashSet();
        Assert.Empty(Written().Except(named));

        var json = $"{{{string.Join(',', named.Select(name => $"\"{name}\":null"))}}}";
        var errors = Assert.IsType<ClientMetadataReading.Invalid>(ClientMetadata.Read(JsonElement.Parse(json), false)).Errors;
        Assert.DoesNotContain(errors, error => error.Rule == "It is unknown here.");
    }

    private static IEnumerable<string> Written()
    {
        var everything = new Client
        {
            ClientId = "c",
            ClientName = "n",
            ClientUri = "u",
            LogoUri = "u",
            PolicyUri = "u",
            TosUri = "u",
            Scopes = ["s"],
            DefaultMaxAge = TimeSpan.FromHours(1),
            InitiateLoginUri = "u",
            BackchannelLogoutUri = "u",
            FrontchannelLogoutUri = "u",
            TokenEndpointAuthSigningAlg = "a",
            Jwks = "{}",
            JwksUri = "u",
            TlsClientAuth = new CertificateSubject(CertificateSubject.SubjectDn, "d"),
            RequestObjectSigningAlg = "a",
            SoftwareId = "s",
            SoftwareVersion = "1",
            AccessTokenLifetime = TimeSpan.FromHours(1),
            RefreshTokenLifetime = TimeSpan.FromHours(1),
            RefreshTokenAbsoluteLifetime = TimeSpan.FromHours(1),
        };
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) ClientMetadata.Write(writer, everything);
        return JsonElement.Parse(Encoding.UTF8.GetString(stream.ToArray())).EnumerateObject().Select(member => member.Name);
    }

    private static string Find(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Identity.sln"))) folder = folder.Parent!;
        return Path.Combine(folder.FullName, path);
    }

    [GeneratedRegex("```json(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"^\| (`[^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([a-z_]+)`")]
    private static partial Regex Name();
}
