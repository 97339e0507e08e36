using OidcEngine.Scopes;
using ServiceDefaults.Configuration;
using UserDirectory.Resources;
using UserDirectory.Tests.Database;

namespace UserDirectory.Tests.Resources;

public abstract class ResourcesSeedSuite(DirectoryFixture directory)
{
    [Fact]
    public async Task The_api_of_accounts_is_built_in()
    {
        var catalog = await CatalogAsync();
        Assert.Equal(["profile.api", "admin.api"], catalog.Find("https://localhost:3002")!.Scopes.Select(scope => scope.Name));
        Assert.Equal("https://localhost:3002", catalog.FindScope("admin.api")!.Value.Resource.Resource);
        Assert.Equal(["email"], catalog.FindScope("orders.read")!.Value.Scope.Claims);
        Assert.Equal(["machine"], catalog.Find("https://localhost:3006")!.IntrospectionClients);
    }

    [Fact]
    public async Task A_changed_entry_changes_scopes_in_place()
    {
        await ApplyAsync("""[{"resource":"urn:shop","name":"Shop","scopes":[{"name":"shop.a"},{"name":"shop.b","required":true}]}]""");
        await ApplyAsync("""[{"resource":"urn:shop","name":"The shop","scopes":[{"name":"shop.c","claims":["email"]},{"name":"shop.a","description":"A"}]}]""");
        directory.Time.Advance(TimeSpan.FromSeconds(5));
        var shop = (await CatalogAsync()).Find("urn:shop")!;
        Assert.Equal("The shop", shop.Name);
        Assert.Equal(["shop.c", "shop.a"], shop.Scopes.Select(scope => scope.Name));
        Assert.Equal("A", shop.Scopes[1].Description);
        Assert.Null((await CatalogAsync()).FindScope("shop.b"));
    }

    [Fact] // as those of the built-in resource do when its address changes
    public async Task Scopes_move_to_the_resource_that_names_them_now()
    {
        await ApplyAsync("""[{"resource":"urn:old","name":"Old","scopes":[{"name":"moving.a"}]},{"resource":"urn:part","name":"Part","scopes":[{"name":"moving.b"},{"name":"staying.c"}]}]""");
        await ApplyAsync("""[{"resource":"urn:new","name":"New","scopes":[{"name":"moving.a"},{"name":"moving.b"}]}]""");
        directory.Time.Advance(TimeSpan.FromSeconds(5));
        var catalog = await CatalogAsync();
        Assert.Equal("urn:new", catalog.FindScope("moving.a")!.Value.Resource.Resource);
        Assert.Equal("urn:new", catalog.FindScope("moving.b")!.Value.Resource.Resource);
        Assert.Equal("urn:part", catalog.FindScope("staying.c")!.Value.Resource.Resource);
        Assert.Null(catalog.Find("urn:old"));
    }

    [Theory]
    [InlineData("""[{"resource":"not a uri","name":"X"}]""", "absolute URI")]
    [InlineData("""[{"resource":"urn:x","name":""}]""", "name")]
    [InlineData("""[{"resource":"urn:x","name":"X","scopes":[{"name":"a b"}]}]""", "a b")]
    [InlineData("""[{"resource":"urn:x","name":"X","scopes":[{"name":"openid"}]}]""", "openid")]
    [InlineData("""[{"resource":"urn:x","name":"X","scopes":[{"name":"profile.api"}]}]""", "profile.api")]
    [InlineData("""[{"resource":"urn:x","name":"X"},{"resource":"urn:x","name":"Y"}]""", "twice")]
    [InlineData("""[{"resource":"urn:x","name":"X","scope":[]}]""", "scope")]
    public async Task A_file_that_cannot_be_taken_stops_the_start_with_a_sentence(string json, string names)
    {
        var failure = await Assert.ThrowsAsync<StartupFailure>(() => ApplyAsync(json));
        Assert.Contains(names, failure.Message, StringComparison.Ordinal);
        Assert.Contains("Identity:ResourcesFile", failure.Message, StringComparison.Ordinal);
    }

    private async Task ApplyAsync(string json)
    {
        var path = Path.Combine(directory.Folder, $"{Jose.Handles.Create()}.json");
        await File.WriteAllTextAsync(path, json);
        await using var db = directory.NewContext();
        await directory.SeedWith<ResourcesSeed>("Identity:ResourcesFile", path).ApplyAsync(db, CancellationToken.None);
    }

    private async Task<ResourceCatalog> CatalogAsync() => await directory.Get<IResourceStore>().GetAsync(CancellationToken.None);
}

public sealed class ResourcesSeedOnSqlite(SqliteDirectory directory) : ResourcesSeedSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class ResourcesSeedOnPostgres(PostgresDirectory directory) : ResourcesSeedSuite(directory), IClassFixture<PostgresDirectory>;
