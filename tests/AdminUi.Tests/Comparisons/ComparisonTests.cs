using System.Text.Json;
using AdminUi.Comparisons;

namespace AdminUi.Tests.Comparisons;

public sealed class ComparisonTests
{
    [Fact]
    public void Members_are_compared_by_where_they_stand_however_deep()
    {
        var members = Compare("""{"a":1,"b":{"c":"x","d":{"e":true}}}""", """{"a":1,"b":{"c":"y","d":{"e":true}},"f":null}""");

        Assert.Equal(["a same", "b.c changed", "b.d.e same", "f added"], members.Select(member => $"{member.Path} {member.Change}"));
        Assert.Equal("null", members[3].After!.Single().Text);
    }

    [Fact]
    public void Of_a_list_each_entry_is_compared()
    {
        var roles = Compare("""{"roles":["user","support"]}""", """{"roles":["admin","user"]}""").Single();

        Assert.Equal([("user", false), ("support", true)], roles.Before!.Select(part => (part.Text, part.IsChanged)));
        Assert.Equal([("admin", true), ("user", false)], roles.After!.Select(part => (part.Text, part.IsChanged)));
    }

    [Fact]
    public void An_entry_that_is_there_twice_and_then_once_has_changed()
    {
        var list = Compare("""{"l":[1,1]}""", """{"l":[1]}""").Single();

        Assert.Equal("changed", list.Change);
        Assert.Equal([false, true], list.Before!.Select(part => part.IsChanged));
    }

    [Fact]
    public void A_list_of_objects_is_compared_place_by_place() =>
        Assert.Equal(
            ["l[0].n same", "l[1].n changed", "l[2].n added"],
            Compare("""{"l":[{"n":1},{"n":2}]}""", """{"l":[{"n":1},{"n":3},{"n":4}]}""").Select(member => $"{member.Path} {member.Change}"));

    [Fact]
    public void What_became_a_list_has_changed()
    {
        var member = Compare("""{"v":"x"}""", """{"v":["x","y"]}""").Single();

        Assert.Equal("changed", member.Change);
    }

    [Fact]
    public void Empty_objects_and_lists_are_shown() =>
        Assert.Equal(["{}", ""], Compare("{}", """{"o":{},"l":[]}""").Select(member => string.Join(',', member.After!.Select(part => part.Text))));

    [Fact]
    public void What_is_new_altogether_has_no_before_and_what_is_gone_no_after()
    {
        Assert.All(Compare(null, """{"a":1}"""), member => Assert.Equal("added", member.Change));
        Assert.All(Compare("""{"a":1}""", null), member => Assert.Equal("removed", member.Change));
        Assert.Empty(Compare(null, null));
        Assert.Empty(Compare("null", "null"));
    }

    [Fact]
    public void Thousands_of_members_do_not_break_the_page()
    {
        var many = JsonSerializer.Serialize(Enumerable.Range(0, 5000).ToDictionary(number => $"m{number}", number => number));

        var comparison = Comparison.Of(null, Json(many));

        Assert.Equal((Comparison.MostMembers, 5000 - Comparison.MostMembers), (comparison.Members.Count, comparison.Hidden));
    }

    [Fact]
    public void A_long_text_says_its_beginning_first()
    {
        var text = Compare(null, $$"""{"bio":"{{new string('x', 1000)}}"}""").Single().After!.Single();

        Assert.True(text.IsLong);
        Assert.Equal(new string('x', 160), text.Beginning);
    }

    private static IReadOnlyList<ComparedMember> Compare(string? before, string? after) => Comparison.Of(Json(before), Json(after)).Members;

    private static JsonElement? Json(string? text) => text is null ? null : JsonSerializer.Deserialize<JsonElement>(text);
}
