using System.Text.RegularExpressions;

namespace Ui.Tests.Theme;

/// <summary>Pages run under a policy without <c>unsafe-inline</c>, so markup with inline code would silently not work.</summary>
public sealed partial class ContentSecurityTests
{
    [Fact]
    public void No_view_holds_inline_style_or_script()
    {
        var views = SourceFiles.Matching("*.cshtml").ToList();
        Assert.NotEmpty(views);
        Assert.All(views, view => Assert.DoesNotMatch(Inline(), File.ReadAllText(view)));
    }

    [Fact]
    public void No_sheet_loads_anything_from_elsewhere() =>
        Assert.All(SourceFiles.Matching("*.css"), sheet => Assert.DoesNotMatch("url\\(\"?(https?:|//|data:)|@import", File.ReadAllText(sheet)));

    [Fact]
    public void Colours_come_from_the_tokens() =>
        Assert.All(SourceFiles.Matching("*.css").Where(sheet => !sheet.EndsWith("tokens.css", StringComparison.Ordinal)),
            sheet => Assert.DoesNotMatch("#[0-9a-fA-F]{3,8}\\b|rgb\\(", File.ReadAllText(sheet)));

    [GeneratedRegex("""\sstyle="|\son[a-z]+="|<style|<script(?![^>]*\ssrc=)|javascript:""", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();
}
