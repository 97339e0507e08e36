using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;

namespace UserDirectory.Mail;

/// <summary>Renders letters as HTML by Razor, outside of any request.</summary>
internal sealed class LetterMarkup(IServiceProvider services, ILoggerFactory loggers)
{
    public async Task<string> RenderAsync(LetterContent content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await using var renderer = new HtmlRenderer(services, loggers);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(LetterPage.Content)] = content });
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<LetterPage>(parameters)).ToHtmlString());
    }
}
