using IdentityProvider.Consent;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using OidcEngine.EndSession;
using ServiceDefaults.Headers;
using UserDirectory.Outbox;

namespace IdentityProvider.Pages;

/// <summary>Tells the apps of the ended session in hidden frames (OpenID Connect Front-Channel Logout 1.0 §3), shows which of them are closed
/// and which are not, and leads on to the app that asked. All of it works without script: the browser goes on by the Refresh header.</summary>
internal sealed class SignedOutModel(EndSessionInteractions logout, LogoutDeliveries deliveries, AppNames names) : PageModel
{
    /// <summary>How soon after the frames a browser without script goes on.</summary>
    private const int WaitInSeconds = 2;

    [FromQuery] public string? LogoutId { get; set; }

    /// <summary>The person looks again how far it has come: nobody is told once more, and nobody is sent on.</summary>
    [FromQuery] public bool Again { get; set; }

    public IReadOnlyList<string> Frames { get; private set; } = [];
    public IReadOnlyList<string> Closed { get; private set; } = [];
    public IReadOnlyList<string> UnderWay { get; private set; } = [];
    public IReadOnlyList<OpenApp> Open { get; private set; } = [];
    public string? RedirectUri { get; private set; }
    public string AgainUrl => $"/signed-out?logoutId={Uri.EscapeDataString(LogoutId ?? "")}&again=true";

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        if (await logout.FindSignedOutAsync(LogoutId, cancellationToken) is not { } ended) return;
        RedirectUri = ended.RedirectUri;
        await SortAsync(ended, cancellationToken);
        if (Again) return;

        Frames = [.. ended.Clients.Select(client => client.FrontChannelAddress).OfType<string>()];
        foreach (var origin in ended.Clients.Select(client => client.FrontChannelOrigin).OfType<string>())
            HttpContext.ContentSecurityPolicy.AllowFrame(origin);
        if (RedirectUri is not null) Response.Headers["Refresh"] = $"{WaitInSeconds}; url={RedirectUri}";
    }

    private async Task SortAsync(SignedOutSession ended, CancellationToken cancellationToken)
    {
        if (ended.SessionId is not { } sessionId) return;
        var told = await deliveries.FindAsync(sessionId, cancellationToken);
        var states = ended.Clients.ToLookup(client => StateOf(client, told), client => client.ClientId);
        Closed = await names.FindAllAsync(states[AppState.Closed], cancellationToken);
        UnderWay = await names.FindAllAsync(states[AppState.UnderWay], cancellationToken);
        Open =
        [
            .. await OpenAsync(states[AppState.NotReached], "SignedOut.NotReached", cancellationToken),
            .. await OpenAsync(states[AppState.NeverTold], "SignedOut.NeverTold", cancellationToken),
        ];
    }

    private async Task<IEnumerable<OpenApp>> OpenAsync(IEnumerable<string> clientIds, string reason, CancellationToken cancellationToken) =>
        (await names.FindAllAsync(clientIds, cancellationToken)).Select(name => new OpenApp(name, reason));

    /// <summary>A logout token is confirmed; a frame alone cannot say what came of it, and is believed.</summary>
    private static AppState StateOf(SignedOutClient client, IReadOnlyDictionary<string, LogoutProgress> told)
    {
        if (!told.TryGetValue(client.ClientId, out var progress))
            return client.FrontChannelAddress is null ? AppState.NeverTold : AppState.Closed;
        return progress switch
        {
            LogoutProgress.Confirmed => AppState.Closed,
            LogoutProgress.UnderWay => AppState.UnderWay,
            _ => AppState.NotReached,
        };
    }

    private enum AppState
    {
        Closed,
        UnderWay,
        NotReached,
        NeverTold,
    }

    /// <param name="Reason">The key of the text that says why.</param>
    internal sealed record OpenApp(string Name, string Reason);
}
