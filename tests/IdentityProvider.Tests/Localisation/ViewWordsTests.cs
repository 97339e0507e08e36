using TestKit.Product;
using TestKit.Resources;

namespace IdentityProvider.Tests.Localisation;

/// <summary>Every word that a person reads comes from resources: those of the provider's pages, the console's and the shared layouts'.</summary>
public sealed class ViewWordsTests
{
    public static TheoryData<string> Views => [.. new[] { "src/IdentityProvider", "src/AdminUi", "src/Ui" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(SourceTree.Root, folder, "Pages"), "*.cshtml", SearchOption.AllDirectories))
        .Select(file => Path.GetRelativePath(SourceTree.Root, file))];

    [Theory, MemberData(nameof(Views))]
    public void A_view_holds_no_words_of_its_own(string view) =>
        Assert.Empty(ViewWords.Of(File.ReadAllText(Path.Combine(SourceTree.Root, view))));

    [Theory]
    [InlineData("<p>Welcome</p>")]
    [InlineData("<p>@Text[\"A.B\"] and more</p>")]
    [InlineData("@if (x)\n{\n  <p>Welcome</p>\n}")]
    [InlineData("<ui-field for=\"Name\" label=\"User name\" />")]
    [InlineData("<img src=\"x\" alt=\"A picture\" />")]
    [InlineData("<button aria-label=\"Close\"></button>")]
    public void A_word_in_the_markup_is_found(string view) => Assert.NotEmpty(ViewWords.Of(view));

    [Theory]
    [InlineData("@page \"/x\"\n@model XModel\n@{\n  var title = \"Welcome\";\n}\n<h1>@title</h1>")]
    [InlineData("<p>@Text[\"A.B\", Model.Name ?? \"nobody (yet)\"]</p>")]
    [InlineData("@* A comment *@<ui-icon name=\"key\" />")]
    [InlineData("@foreach (var item in Model.Items.Where(x => x.Name == \"Item\"))\n{\n  var a = item;\n  <ui-field label=\"@Text[\"A.B\"]\" />\n}\nelse if (true)\n{\n}")]
    public void Code_is_no_text(string view) => Assert.Empty(ViewWords.Of(view));
}
