using System.Net;
using AngleSharp.Html.Dom;
using IdentityProvider.Tests.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TestKit.Browsing;

namespace IdentityProvider.Tests.Pages.Account;

/// <summary>Every form of every page that needs no more than a sign-in, sent as another site would send it.</summary>
[Collection(PagesOfOneProvider.Name)]
public sealed class FormTokenTests(SharedProvider shared)
{
    private const string TokenField = "__RequestVerificationToken";

    private readonly Provider _provider = shared.Provider;

    [Fact]
    public async Task No_form_of_any_page_works_without_its_token()
    {
        await _provider.RegisterAsync("form.walker");
        using var browser = await _provider.SignInAsync("form.walker");
        using var second = await _provider.SignInAsync("form.walker"); // so that there is something to sign out
        await browser.OpenAsync(_provider.Authorize("garden"));
        await browser.SubmitAsync(("decision", "allow"), ("remember", "true")); // so that there is something to withdraw
        var tried = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in Pages().Append("/account/apps/withdraw?client_id=garden"))
        {
            await browser.OpenAsync(_provider.Issuer + path);
            foreach (var form in browser.Page.Forms.Where(form => string.Equals(form.Method, "post", StringComparison.OrdinalIgnoreCase)))
                Assert.True(await IsRefusedAsync(browser, form, tried), $"A form of {path} was taken without its token.");
        }

        Assert.Contains("/account/profile", tried);
        Assert.Contains("/account/delete", tried);
        Assert.Contains("/account/devices?handler=Others", tried);
        Assert.Contains("/account/apps/withdraw?client_id=garden", tried);
    }

    // All pages without a parameter in their address: one that is new is tried without a word here.
    private IEnumerable<string> Pages() => _provider.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Mvc.RazorPages.PageActionDescriptor>() is not null)
        .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))
        .Where(path => !path.Contains('{'))
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .Order(StringComparer.Ordinal);

    private async Task<bool> IsRefusedAsync(ScriptlessBrowser browser, IHtmlFormElement form, HashSet<string> tried)
    {
        var action = form.GetAttribute("action") is { Length: > 0 } own ? own : browser.Location.PathAndQuery;
        tried.Add(action);
        var fields = form.Elements.SelectMany(ScriptlessBrowser.FieldsOf).Where(field => field.Key != TokenField);
        using var client = _provider.NewClient(browser.Cookies);
        using var content = new FormUrlEncodedContent(fields);
        using var without = await client.PostAsync(action, content);
        using var forged = new FormUrlEncodedContent([.. fields, KeyValuePair.Create(TokenField, "CfDJ8AAAA")]);
        using var made = await client.PostAsync(action, forged);
        return without.StatusCode == HttpStatusCode.BadRequest && made.StatusCode == HttpStatusCode.BadRequest;
    }
}
