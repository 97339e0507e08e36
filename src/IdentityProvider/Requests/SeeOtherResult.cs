using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityProvider.Requests;

/// <summary>303: the browser follows with GET, whatever the method was. 302 would let some repeat the POST with the password in it.</summary>
internal sealed class SeeOtherResult(string location) : ActionResult
{
    public string Location => location;

    public override void ExecuteResult(ActionContext context)
    {
        context.HttpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.HttpContext.Response.Headers.Location = location;
    }
}

internal static class SeeOther
{
    public static IActionResult SeeOtherAt(this PageModel _, string location) => new SeeOtherResult(location);
}
