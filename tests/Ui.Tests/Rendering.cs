using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Ui.Localisation;

namespace Ui.Tests;

/// <summary>Renders one tag helper the way a page does.</summary>
internal static class Rendering
{
    public static IStringLocalizer<UiText> Text { get; } = new ServiceCollection().AddLogging().AddLocalization()
        .BuildServiceProvider().GetRequiredService<IStringLocalizer<UiText>>();

    public static ViewContext ViewContext(string path = "/", string query = "")
    {
        var http = new DefaultHttpContext();
        http.Request.Path = path;
        http.Request.QueryString = new QueryString(query);
        return new ViewContext
        {
            HttpContext = http,
            ViewData = new ViewDataDictionary(new EmptyModelMetadataProvider(), new ModelStateDictionary()),
        };
    }

    public static ModelExpression Property(string name, object? value)
    {
        var metadata = new EmptyModelMetadataProvider();
        return new ModelExpression(name, metadata.GetModelExplorerForType(typeof(string), value));
    }

    public static async Task<string> HtmlAsync(TagHelper helper, string element, string content = "")
    {
        var context = new TagHelperContext([], new Dictionary<object, object>(), "test");
        var output = new TagHelperOutput(element, [], (_, _) =>
            Task.FromResult<TagHelperContent>(new DefaultTagHelperContent().SetContent(content)));
        output.Content.SetContent(content);
        await helper.ProcessAsync(context, output);
        using var writer = new StringWriter();
        output.WriteTo(writer, HtmlEncoder.Default);
        return writer.ToString();
    }
}
