using System.Net;
using System.Reflection;
using AdminUi.Api;
using AdminUi.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace AdminUi.Access;

/// <summary>Asks UserApi once for each page what the person may do. Who cannot be asked about may do nothing.</summary>
internal sealed class PermissionsFilter(UserApiClient api, ConsolePermissions permissions) : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var page = context.HandlerInstance.GetType();
        if (!page.IsDefined(typeof(AllowAnonymousAttribute)) && context.HttpContext.User.Identity is { IsAuthenticated: true })
            context.Result = await AskAsync(page, context.HttpContext.RequestAborted);
        if (context.Result is null) await next();
    }

    private async Task<IActionResult?> AskAsync(Type page, CancellationToken cancellationToken)
    {
        var answer = await api.GetAdministratorAsync(cancellationToken);
        if (answer.TryGet(out var administrator, out var refusal)) permissions.Hold(administrator.Permissions);
        else if (refusal.Status == HttpStatusCode.Unauthorized) return new SignInAgainResult();
        else if (refusal.IsOutage) return new StatusCodeResult(StatusCodes.Status503ServiceUnavailable);

        var required = page.GetCustomAttributes<RequirePermissionAttribute>();
        return required.All(needed => permissions.Has(needed.Permission)) ? null : new StatusCodeResult(StatusCodes.Status403Forbidden);
    }
}
