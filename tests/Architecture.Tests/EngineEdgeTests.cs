namespace Architecture.Tests;

/// <summary>In the engine, HTTP stays in endpoints, results, Http/ and client authentication; the rest takes plain records.</summary>
public sealed class EngineEdgeTests
{
    private static readonly string[] HttpWords =
        ["HttpContext", "HttpRequest", "HttpResponse", "IFormCollection", "IQueryCollection", "IHeaderDictionary", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Routing"];

    [Fact]
    public void Http_types_stay_at_the_edge()
    {
        var inside = Repository.Sources("src/OidcEngine")
            .Where(file => !IsEdge(Repository.Relative(file)) && !File.ReadAllText(file).Contains("IClientAuthenticationMethod", StringComparison.Ordinal))
            .Where(file => CodeLines(file).Any(line => HttpWords.Any(word => line.Contains(word, StringComparison.Ordinal))));
        Assert.Empty(inside.Select(Repository.Relative));
    }

    [Fact]
    public void The_engine_knows_no_database_and_no_page()
    {
        string[] foreign = ["EntityFrameworkCore", "Npgsql", "Sqlite", "Mvc", "RazorPages", "AspNetCore.Identity"];
        var inside = Repository.Sources("src/OidcEngine")
            .Where(file => CodeLines(file).Any(line => foreign.Any(word => line.Contains(word, StringComparison.Ordinal))));
        Assert.Empty(inside.Select(Repository.Relative));
    }

    private static bool IsEdge(string path) =>
        path.EndsWith("Endpoint.cs", StringComparison.Ordinal)
        || path.EndsWith("Result.cs", StringComparison.Ordinal)
        || path.EndsWith("Setup.cs", StringComparison.Ordinal)
        || path.StartsWith("src/OidcEngine/Http/", StringComparison.Ordinal)
        || (path.StartsWith("src/OidcEngine/Clients/", StringComparison.Ordinal) && path.Contains("Authenticat", StringComparison.Ordinal));

    private static IEnumerable<string> CodeLines(string file) =>
        File.ReadLines(file).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal));
}
