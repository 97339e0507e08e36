using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace AppHost.Tests.Deployment;

public sealed partial class ImageTests
{
    private static readonly string Root = TestKit.Product.SourceTree.Root;

    private static readonly HashSet<string> Instructions = new(StringComparer.Ordinal)
    {
        "FROM", "WORKDIR", "COPY", "RUN", "USER", "ENV", "VOLUME", "EXPOSE", "ENTRYPOINT",
    };

    public static TheoryData<string> Apps => new("IdentityProvider", "UserApi", "AdminUi");

    [Theory]
    [MemberData(nameof(Apps))]
    public void An_image_builds_its_app_and_starts_it_as_an_ordinary_user(string app)
    {
        var lines = Lines(app);
        Assert.All(lines, line => Assert.Contains(line.Split(' ')[0], Instructions));
        Assert.Contains($"RUN dotnet publish src/{app} --configuration Release --output /app", lines);
        Assert.Equal($"ENTRYPOINT [\"dotnet\", \"{app}.dll\"]", lines[^1]);
        Assert.Contains("USER $APP_UID", lines);
        Assert.True(Array.IndexOf(lines, "USER $APP_UID") > Array.FindLastIndex(lines, line => line.StartsWith("RUN", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Apps))]
    public void Everything_that_is_copied_is_there_and_not_ignored(string app)
    {
        var ignored = File.ReadAllLines(Path.Combine(Root, ".dockerignore"));
        var sources = Lines(app).Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from", StringComparison.Ordinal))
            .SelectMany(line => line.Split(' ')[1..^1]).ToArray();
        Assert.Contains("src", sources);
        Assert.All(sources, source => Assert.True(Path.Exists(Path.Combine(Root, source)), $"{source} is not there"));
        Assert.Empty(sources.Intersect(ignored));
    }

    [Theory]
    [MemberData(nameof(Apps))]
    public void The_image_and_the_projects_agree_on_the_version_of_dotnet(string app)
    {
        var framework = XDocument.Load(Path.Combine(Root, "Directory.Build.props")).Descendants("TargetFramework").Single().Value;
        var images = Lines(app).Where(line => line.StartsWith("FROM", StringComparison.Ordinal)).Select(line => line.Split(' ')[1]).ToArray();
        Assert.Equal(2, images.Length);
        Assert.All(images, image => Assert.EndsWith(":" + framework["net".Length..], image));
    }

    [Theory]
    [InlineData("IdentityProvider", true)]
    [InlineData("UserApi", true)]
    [InlineData("AdminUi", false)]
    public void Where_passwords_are_hashed_the_library_is_installed(string app, bool hashes) =>
        Assert.Equal(hashes, Lines(app).Any(line => line.Contains("libargon2-1", StringComparison.Ordinal)));

    [Theory]
    [InlineData("IdentityProvider", true)]
    [InlineData("UserApi", true)]
    [InlineData("AdminUi", false)]
    public void Where_pictures_are_taken_in_the_program_that_makes_them_is_installed_and_their_folder_is_there(string app, bool takes)
    {
        var lines = Lines(app);
        Assert.Equal(takes, lines.Any(line => line.Contains(" libvips-tools", StringComparison.Ordinal)));
        Assert.Equal(takes, lines.Any(line => line.StartsWith("VOLUME", StringComparison.Ordinal) && line.EndsWith(" /avatars", StringComparison.Ordinal)));
        Assert.Equal(takes, lines.Any(line => line.Contains("Avatars__Directory=/avatars", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_proxy_leads_to_services_of_the_compose_file_and_overwrites_what_callers_claim()
    {
        var template = File.ReadAllText(Path.Combine(Root, "deploy", "nginx", "identity.conf.template"));
        var services = ComposeFile.Names(await ComposeFile.ReadAsync(), "services").ToArray();
        var upstreams = Upstream().Matches(template).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

        Assert.Equal(template.Count(letter => letter == '{'), template.Count(letter => letter == '}'));
        Assert.Equal(["admin-ui", "identity-provider", "user-api"], upstreams.Values.Order());
        Assert.All(upstreams.Values, service => Assert.Contains(service, services));
        Assert.All(Pass().Matches(template), pass => Assert.Contains(pass.Groups[1].Value, upstreams.Keys));
        Assert.Contains("proxy_set_header X-Forwarded-For $remote_addr;", template);
        Assert.DoesNotContain("$proxy_add_x_forwarded_for", template);
    }

    private static string[] Lines(string app) =>
        [.. File.ReadAllLines(Path.Combine(Root, "deploy", "docker", $"{app}.Dockerfile")).Where(line => line.Length > 0 && line[0] != '#')];

    [GeneratedRegex(@"upstream (\w+) \{\s+server ([a-z-]+):8080;")]
    private static partial Regex Upstream();

    [GeneratedRegex(@"proxy_pass http://(\w+);")]
    private static partial Regex Pass();
}
