using System.Web;

namespace EndToEnd.Tests.Conformance;

/// <summary>Modules of the front-channel logout plan: OIDC Front-Channel Logout 1.0 §2 and §3.</summary>
internal static class FrontChannelModules
{
    private static readonly Condition FrameIsLoaded = new("CheckFrontchannelLogoutRequest",
        () => Faults.GoesOn(CertifiedProvider.FrontChannelUri, "https://elsewhere.test/frontchannel_logout"),
        () => Faults.GoesOn("<iframe", "<p"));

    private static readonly Condition NothingElseComes = new("CheckForUnexpectedParametersInFrontchannelLogoutRequest",
        () => Faults.GoesOn("/frontchannel_logout?", "/frontchannel_logout?extra=1&amp;"));

    private static readonly Condition IssuerIsNamed = new("ValidateFrontchannelLogoutIss",
        () => Faults.GoesOn("/frontchannel_logout?iss=", "/frontchannel_logout?iss=x"),
        () => Faults.GoesOn("/frontchannel_logout?iss=", "/frontchannel_logout?sid="));

    private static readonly Condition SessionIsNamed = new("CheckIdTokenSidMatchesFrontChannelLogoutRequest",
        () => Faults.GoesOn("&amp;sid=", "&amp;sid=x"));

    public static readonly Module[] All =
    [
        DiscoveryModules.Logout("oidcc-frontchannel-logout-discovery-endpoint-verification",
            "end_session_endpoint", "frontchannel_logout_supported", "frontchannel_logout_session_supported"),
        new("oidcc-frontchannel-rp-initiated-logout", PlayAsync,
            [FrameIsLoaded, NothingElseComes, IssuerIsNamed, SessionIsNamed, .. LogoutModules.OfReturn]) { StartsSignedOut = true },
    ];

    /// <summary>The page at the provider loads the client's frame, and then leads back to the client.</summary>
    private static async Task PlayAsync(ModuleRun run)
    {
        var (flow, sent) = await LogoutModules.SignOutAsync(run, _ => { }, CertifiedProvider.Framed);
        var frame = run.Browser.Page.QuerySelectorAll("iframe").Select(found => new Uri(found.GetAttribute("src")!))
            .FirstOrDefault(address => address.GetLeftPart(UriPartial.Path) == CertifiedProvider.FrontChannelUri);
        run.Demand(FrameIsLoaded, frame is not null, $"{run.Browser.Location}");

        var parameters = HttpUtility.ParseQueryString(frame!.Query);
        run.Demand(NothingElseComes, parameters.AllKeys.All(name => name is "iss" or "sid"));
        run.Demand(IssuerIsNamed, parameters["iss"] == run.Provider.Issuer);
        run.Demand(SessionIsNamed, parameters["sid"] == flow.IdToken.Text("sid"));

        LogoutModules.CheckReturn(run, sent, Callback.Read(run.Browser.Page.QuerySelector("a#continue")?.GetAttribute("href")));
        await LogoutModules.CheckSessionEndedAsync(run);
    }
}
