using IdentityProvider.Requests;
using IdentityProvider.SecondFactors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using OidcEngine.Authorization;
using UserDirectory.SecondFactors;
using UserDirectory.SignIn;
using static IdentityProvider.ReturnUrls.LocalUrl;

namespace IdentityProvider.Sessions;

/// <summary>What every way of signing in through the pages ends with: the second step when one is due, else the session.</summary>
internal sealed class SignInFlow(
    BrowserSession session, SecondSteps steps, PartialSignIns partial, AuthorizationInteractions interactions)
{
    /// <param name="page">Where it was proved.</param>
    /// <param name="user">Who has just proved who they are.</param>
    /// <param name="returnUrl">Where the sign-in leads; anything but a local path leads home.</param>
    public async Task<IActionResult> EnterAsync(PageModel page, SignedInUser user, string? returnUrl)
    {
        var (http, target) = (page.HttpContext, LocalOrHome(returnUrl));
        var demand = await DemandAsync(http, user, target);
        switch (await steps.DueAsync(user, demand, StepCookies.RememberedDevice(http), http.RequestAborted))
        {
            case SecondStep.None(var entering):
                await session.StartAsync(http, entering);
                return page.SeeOtherAt(target);
            case SecondStep.EnrolmentDue:
                return await BeginAsync(page, user, target, "/second-step/set-up");
            default:
                return await BeginAsync(page, user, target, "/second-step");
        }
    }

    private async Task<StepDemand> DemandAsync(HttpContext http, SignedInUser user, string returnUrl)
    {
        var pending = await interactions.FindAsync(returnUrl, http.RequestAborted);
        return pending.Demand() with { IsRepeated = http.User.UserId() == user.UserId || pending?.Prompts.Contains("login") is true };
    }

    private async Task<IActionResult> BeginAsync(PageModel page, SignedInUser user, string returnUrl, string path)
    {
        if (await partial.BeginAsync(user, returnUrl, page.HttpContext.RequestAborted) is not { } handle) return page.SeeOtherAt("/sign-in");
        StepCookies.Begin(page.HttpContext, handle);
        return page.SeeOtherAt(path + QueryString.Create("returnUrl", returnUrl));
    }
}
