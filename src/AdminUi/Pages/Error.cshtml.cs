using AdminUi.Api;
using AdminUi.Localisation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using ServiceDefaults.Problems;

namespace AdminUi.Pages;

/// <summary>Shown in place of a page that could not be, with its status. The address itself leads nowhere.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
internal sealed class ErrorModel(IStringLocalizer<PageText> text) : PageModel
{
    public string Title { get; private set; } = "";

    public string Lead { get; private set; } = "";

    public string Icon { get; private set; } = "alert";

    /// <summary>What UserApi said.</summary>
    public string? Detail { get; private set; }

    public string SupportCode { get; private set; } = "";

    public void OnGet()
    {
        if (HttpContext.Features.Get<RequestFault>() is null) Response.StatusCode = StatusCodes.Status404NotFound;
        Detail = HttpContext.Features.Get<ApiRefusal>()?.Detail;
        SupportCode = ServiceDefaults.Problems.SupportCode.Of(HttpContext);
        var kind = Response.StatusCode switch
        {
            StatusCodes.Status403Forbidden => "Forbidden",
            StatusCodes.Status404NotFound => "NotFound",
            StatusCodes.Status429TooManyRequests => "TooMany",
            StatusCodes.Status503ServiceUnavailable => "Unavailable",
            >= StatusCodes.Status500InternalServerError => "Server",
            _ => "Request",
        };
        Icon = kind switch { "Forbidden" => "lock", "NotFound" => "search", "TooMany" or "Unavailable" => "clock", _ => "alert" };
        (Title, Lead) = (text[$"Error.{kind}.Title"], text[$"Error.{kind}.Lead"]);
    }
}
