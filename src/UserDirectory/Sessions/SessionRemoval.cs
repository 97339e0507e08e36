using Microsoft.EntityFrameworkCore;
using OidcEngine.Sessions;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Roles;

namespace UserDirectory.Sessions;

/// <summary>Ends somebody else's session, as far as the actor may act on that account.</summary>
public sealed class SessionRemoval
{
    private readonly IdentityDb _db;
    private readonly UserSessions _sessions;
    private readonly Escalation _escalation;

    internal SessionRemoval(IdentityDb db, UserSessions sessions, Escalation escalation) => (_db, _sessions, _escalation) = (db, sessions, escalation);

    public async Task<RemovalOutcome> EndAsync(Guid sessionId, Actor actor, CancellationToken cancellationToken)
    {
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        var owner = await _db.Set<UserSession>().Where(session => session.Id == sessionId).Select(session => (Guid?)session.UserId)
            .SingleOrDefaultAsync(cancellationToken);
        if (owner is not { } userId) return new RemovalOutcome.NotFound();
        if (await _escalation.LackedAsync(actor, userId, cancellationToken) is { } permission) return new RemovalOutcome.Forbidden(permission);
        if (!await _sessions.EndAsync(userId, sessionId, SessionEndReason.EndedByAdministrator, actor, cancellationToken))
            return new RemovalOutcome.NotFound();
        await write.CommitAsync(cancellationToken);
        return new RemovalOutcome.Removed();
    }
}

/// <summary>What became of it when an administrator ended a session or a grant.</summary>
public abstract record RemovalOutcome
{
    private RemovalOutcome() { }

    public sealed record Removed : RemovalOutcome;

    /// <summary>There is none, or it had ended before.</summary>
    public sealed record NotFound : RemovalOutcome;

    /// <param name="Permission">The account holds it, and the actor does not.</param>
    public sealed record Forbidden(string Permission) : RemovalOutcome;
}
