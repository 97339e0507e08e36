using IdentityProvider.Pages;
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
    BrowserSession session, SecondSteps steps, PartialSignIns partial, PendingSignIn pendingDeletion, UnprovenAccount unproven,
    AuthorizationInteractions interactions)
{
    /// <param name="page">Where it was tried.</param>
    /// <param name="outcome">What became of the try.</param>
    /// <param name="returnUrl">Where the sign-in leads; anything but a local path leads home.</param>
    /// <returns>Where to go; null when nobody is let in, which the page explains.</returns>
    public async Task<IActionResult?> EnterAsync(PageModel page, SignInOutcome outcome, string? returnUrl)
    {
        switch (outcome)
        {
            case SignInOutcome.SignedIn(var user):
                return await EnterAsync(page, user, returnUrl);
            case SignInOutcome.PendingDeletion(var account, var owner):
                pendingDeletion.Begin(page.HttpContext, new PendingChoice(account, owner, LocalOrHome(returnUrl)));
                return page.SeeOtherAt("/keep-account");
            case SignInOutcome.EmailUnverified(var userId):
                var target = LocalOrHome(returnUrl);
                unproven.Remember(page.HttpContext, userId, target);
                return page.SeeOtherAt(VerifyEmailModel.Address("required", target));
            default:
                return null;
        }
    }

    /// <param name="page">Where it was proved.</param>
    /// <param name="user">Who has just proved who they are.</param>
    /// <param name="returnUrl">Where the sign-in leads; anything but a local path leads home.</param>
    public async Task<IActionResult> EnterAsync(PageModel page, SignedInUser user, string? returnUrl)
    {
        var (http, target) = (page.HttpContext, LocalOrHome(returnUrl));
        switch (await NextAsync(http, user, target, StepCookies.RememberedDevice(http)))
        {
            case SecondStep.None(var entering):
                StepCookies.End(http);
                await session.StartAsync(http, entering);
                return page.SeeOtherAt(target);
            case SecondStep.EnrolmentDue:
                return await BeginAsync(page, user, target, "/second-step/set-up");
            default:
                return await BeginAsync(page, user, target, "/second-step");
        }
    }

    /// <summary>What is due next for somebody who has proved so much.</summary>
    /// <param name="rememberedDevice">Null where a browser that is known does not count.</param>
    public async Task<SecondStep> NextAsync(HttpContext http, SignedInUser user, string returnUrl, string? rememberedDevice = null)
    {
        var pending = await interactions.FindAsync(returnUrl, http.RequestAborted);
        var demand = pending.Demand() with { IsRepeated = http.User.UserId() == user.UserId || pending?.Prompts.Contains("login") is true };
        return await steps.DueAsync(user, demand, rememberedDevice, http.RequestAborted);
    }

    private async Task<IActionResult> BeginAsync(PageModel page, SignedInUser user, string returnUrl, string path)
    {
        var http = page.HttpContext;
        if (await partial.BeginAsync(user, returnUrl, BrowserSession.Origin(http), http.RequestAborted) is not { } handle) return page.SeeOtherAt("/sign-in");
        StepCookies.Begin(http, handle);
        return page.SeeOtherAt(path + QueryString.Create("returnUrl", returnUrl));
    }
}
