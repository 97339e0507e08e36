using IdentityProvider.Requests;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;
using UserDirectory.Sessions;

namespace IdentityProvider.SecondFactors;

/// <summary>A form that was shown in a session which has ended since: its token names a person who is not signed in any more. Nothing is done, and the
/// sign-in starts anew.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class StartsAnewAttribute : Attribute, IAlwaysRunResultFilter
{
    public void OnResultExecuting(ResultExecutingContext context)
    {
        var http = context.HttpContext;
        if (context.Result is not IAntiforgeryValidationFailedResult || http.User.UserId() is not null || !http.Request.Cookies.ContainsKey(SessionCookie.Name))
            return;
        var returnUrl = http.Request.Query["returnUrl"].ToString();
        context.Result = new SeeOtherResult("/sign-in" + (returnUrl.Length == 0 ? QueryString.Empty : QueryString.Create("returnUrl", returnUrl)));
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
