using IdentityProvider.Localisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using OidcEngine.Authorization;
using ServiceDefaults.Problems;

namespace IdentityProvider.Pages;

/// <summary>Shown in place of a refused request, with that request's status. The address itself leads nowhere.</summary>
[IgnoreAntiforgeryToken]
internal sealed class ErrorModel(IStringLocalizer<PageText> text) : PageModel
{
    public string Title { get; private set; } = "";
    public string Lead { get; private set; } = "";
    public string? Reason { get; private set; }
    public string SupportCode { get; private set; } = "";

    public void OnGet()
    {
        var fault = HttpContext.Features.Get<RequestFault>();
        if (fault is null) Response.StatusCode = StatusCodes.Status404NotFound; // somebody opened /error itself
        SupportCode = ServiceDefaults.Problems.SupportCode.Of(HttpContext);

        if (HttpContext.Features.Get<AuthorizationRefusal>() is { } refusal)
        {
            (Title, Lead) = (text["Error.Title"], text["Error.Client.Lead"]);
            Reason = $"{refusal.Error.Code}: {refusal.Error.Description}";
            return;
        }
        (Title, Lead) = Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => (text["Error.NotFound.Title"], text["Error.NotFound.Lead"]),
            StatusCodes.Status429TooManyRequests => (text["Error.TooMany.Title"], text["Error.TooMany.Lead"]),
            >= StatusCodes.Status500InternalServerError => (text["Error.Server.Title"], text["Error.Server.Lead"]),
            _ => (text["Error.Title"], text[IsForm ? "Error.Form.Lead" : "Error.Request.Lead"]),
        };
    }

    // A page that refuses a form of its own does so because of the antiforgery token or a doubled field.
    private bool IsForm => Request.HasFormContentType && Response.StatusCode == StatusCodes.Status400BadRequest;
}
