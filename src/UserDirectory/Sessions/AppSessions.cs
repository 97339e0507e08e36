using OidcEngine.Sessions;
using UserDirectory.SignIn;

namespace UserDirectory.Sessions;

/// <summary>Sessions of apps that sign people in by themselves. They are listed and end like those of browsers, but no cookie leads to them:
/// their handle is given to nobody, and what keeps them alive is the refresh token of the app.</summary>
public sealed class AppSessions
{
    private readonly SessionRecords _records;

    internal AppSessions(SessionRecords records) => _records = records;

    /// <summary>Opens a session. Null when its person may not be signed in any more.</summary>
    public async Task<EndUserSession?> OpenAsync(SignedInUser user, SessionSpan span, SignInOrigin origin, CancellationToken cancellationToken) =>
        await _records.OpenAsync(user, span, origin, cancellationToken) is { } opened ? SessionOf(opened.Id, user) : null;

    /// <summary>The same session, after its person has proved again who they are. Null when it ended meanwhile.</summary>
    public async Task<EndUserSession?> RenewAsync(Guid sessionId, SignedInUser user, SessionSpan span, CancellationToken cancellationToken) =>
        await _records.RenewAsync(sessionId, user, span, cancellationToken) is null ? null : SessionOf(sessionId, user);

    private static EndUserSession SessionOf(Guid id, SignedInUser user) => new(id, user.UserId.ToString(), user.AuthTime, user.Acr, user.Amr);
}

/// <summary>How long a session lives.</summary>
/// <param name="Idle">Unused.</param>
/// <param name="Lifetime">At most.</param>
public sealed record SessionSpan(TimeSpan Idle, TimeSpan Lifetime);
