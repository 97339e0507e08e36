using IdentityProvider.Attempts;
using IdentityProvider.ExternalLogins;
using IdentityProvider.Sessions;
using ServiceDefaults.Configuration;
using ServiceDefaults.Problems;
using UserDirectory.ExternalLogins;

namespace IdentityProvider.FirstPartyApi;

/// <summary>Signs in to an app who has proved an account elsewhere. Issuer and subject alone say whose account it is here, never an
/// address.</summary>
internal sealed class AppExternalSignIn(
    AppCodes codes, ExternalSignIn accounts, ExternalProofs proofs, AppSignIn signIn, AttemptLimits limits, PublicUrls urls)
{
    /// <summary>For a call that said its origin.</summary>
    public async Task<IResult> CompleteAsync(
        HttpContext http, ExternalProvider provider, ExternalCodeRequest asked, CancellationToken cancellationToken)
    {
        if (await limits.RefuseNamelessAsync(http) is { } wait) return ApiProblem.TooManyRequests(wait);
        if (await TakeAsync(http, provider, asked, cancellationToken) is not { } proof)
        {
            await limits.CountFailureAsync(http);
            return BearerRefusal.WrongCode(http);
        }

        AppBrowserCookie.End(http);
        var outcome = await accounts.SignInAsync(proof.Issuer, proof.Subject, BrowserSession.Origin(http), cancellationToken);
        if (outcome is null) return await LeadOnAsync(http, provider, proof, cancellationToken);
        return await signIn.EnterAsync(http, outcome, cancellationToken) ?? Refused();
    }

    private async Task<ExternalProof?> TakeAsync(
        HttpContext http, ExternalProvider provider, ExternalCodeRequest asked, CancellationToken cancellationToken)
    {
        if (AppBrowserCookie.Find(http) is not { } browser) return null;
        var owner = new AppCodeOwner(provider.Name, http.Request.Headers.Origin.ToString(), asked.State, browser);
        return await codes.TakeAsync(asked.Code, owner, cancellationToken);
    }

    /// <summary>The proof waits for this browser on our own page, where it becomes an account or a link by its owner's consent.</summary>
    private async Task<ApiProblem> LeadOnAsync(
        HttpContext http, ExternalProvider provider, ExternalProof proof, CancellationToken cancellationToken)
    {
        ExternalProofCookie.Begin(http, await proofs.BeginAsync(proof, cancellationToken));
        return new ApiProblem(
            StatusCodes.Status403Forbidden, "account_not_linked",
            $"No account here is linked with this one of {provider.DisplayName}. "
            + $"Lead the browser to {urls.Issuer}/external-login to make or link one.");
    }

    // Who owns the linked account may know this.
    private static ApiProblem Refused() => new(
        StatusCodes.Status403Forbidden, "account_refused", "This account cannot be signed in to: it is suspended, or not active yet.");
}
