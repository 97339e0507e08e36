using System.Text.RegularExpressions;
using TestKit.Product;

namespace EndToEnd.Tests.Conformance;

/// <summary>docs/conformance.md says of every module of the plans what it says here.</summary>
public sealed partial class ConformanceDocumentTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "conformance.md"));

    [Fact]
    public void Every_plan_and_module_has_its_row_with_its_result_and_its_conditions()
    {
        var expected = Plans.All.SelectMany(plan => Enumerable.Concat(
            plan.Modules.Select(module => $"{plan.Name} | {module.Name} | passed | {Conditions(module)}"),
            plan.Inapplicable.Select(module => $"{plan.Name} | {module.Name} | not applicable")));
        Assert.Equal(expected.Order(StringComparer.Ordinal), Rows().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_every_flow_demands_is_listed()
    {
        Assert.All(FlowConditions.All, condition => Assert.Contains($"`{condition.Name}`", Page, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_not_applicable_has_a_reason()
    {
        var reasons = Page.Split('\n').Where(line => line.Contains("| not applicable |", StringComparison.Ordinal)).Select(line => line.Split('|')[3].Trim());
        Assert.All(reasons, reason => Assert.True(reason.Length > 20, reason));
    }

    private static string Conditions(Module module) => module.Conditions.Length == 0 ? "those of every flow" : string.Join(", ", module.Conditions.Select(condition => $"`{condition.Name}`"));

    /// <summary>Each row under the heading of its plan; of an inapplicable one without the reason.</summary>
    private static IEnumerable<string> Rows()
    {
        var plan = "";
        foreach (var line in Page.Split('\n'))
        {
            if (Heading().Match(line) is { Success: true } heading) plan = heading.Groups[1].Value;
            if (Row().Match(line) is not { Success: true } row) continue;
            var (module, result, last) = (row.Groups[1].Value, row.Groups[2].Value, row.Groups[3].Value);
            yield return result == "passed" ? $"{plan} | {module} | passed | {last}" : $"{plan} | {module} | {result}";
        }
    }

    [GeneratedRegex("^## .*`(oidcc-[a-z-]+)`")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\| `(oidcc-[\w-]+)` \| ([a-z ]+) \| ?(.*?) ?\|$")]
    private static partial Regex Row();
}
