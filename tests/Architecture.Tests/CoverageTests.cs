using System.Text.RegularExpressions;

namespace Architecture.Tests;

/// <summary>docs/rfc-coverage.md: each MUST with the test that holds it. That the named tests ran and passed, test.sh checks after a whole run.</summary>
public sealed partial class CoverageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "rfc-coverage.md"));

    private static readonly string[] Specifications =
    [
        "RFC 6749", "RFC 6750", "RFC 7636", "RFC 7009", "RFC 7662", "RFC 9068", "RFC 9207", "RFC 9700",
        "RFC 8705", "RFC 9449", "RFC 9470", "RFC 9728", "OpenID Connect Core",
    ];

    [Fact]
    public void Every_named_test_exists()
    {
        var methods = Repository.Sources("tests")
            .Select(File.ReadAllText)
            .SelectMany(source => ClassName().Matches(source)
                .SelectMany(type => MethodName().Matches(source).Select(method => $"{type.Groups[1].Value}.{method.Groups[1].Value}")))
            .ToHashSet();
        var missing = TestName().Matches(Page).Select(name => name.Groups[1].Value).Distinct().Where(name => !methods.Contains(name));
        Assert.Empty(missing);
    }

    [Fact]
    public void Every_specification_has_its_rows()
    {
        Assert.All(Specifications, specification => Assert.Contains(specification, Page, StringComparison.Ordinal));
        Assert.True(TestName().Count(Page) > 100, "The page names too few tests to be the whole of it.");
    }

    [Fact]
    public void No_row_is_open() => Assert.DoesNotContain("not yet", Page, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"`([A-Z]\w*\.[A-Z]\w*)`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"class (\w+)")]
    private static partial Regex ClassName();

    [GeneratedRegex(@"public (?:static )?(?:async )?(?:Task|void|ValueTask) (\w+)\(")]
    private static partial Regex MethodName();
}
