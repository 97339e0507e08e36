using System.Net;
using AdminUi.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AdminUi.Api;

/// <summary>What a page turns into when UserApi refuses what the page is about.</summary>
internal static class ApiPages
{
    /// <summary>A dead session signs in again; everything else becomes the error page, which finds the reason among the features.</summary>
    public static IActionResult Answer(this PageModel page, ApiRefusal refusal)
    {
        page.HttpContext.Features.Set(refusal);
        return refusal.Status switch
        {
            HttpStatusCode.Unauthorized => new SignInAgainResult(),
            HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.BadRequest or HttpStatusCode.TooManyRequests =>
                page.StatusCode((int)refusal.Status),
            _ => page.StatusCode(StatusCodes.Status503ServiceUnavailable),
        };
    }
}
