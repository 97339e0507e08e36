using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Mail;
using UserDirectory.Outbox;
using UserDirectory.Users;

namespace UserDirectory.Passkeys;

/// <summary>Adds passkeys to accounts (WebAuthn §7.1). Whoever calls it has made sure that the person signed in within the last minutes.</summary>
public sealed class PasskeyRegistration
{
    /// <summary>How many passkeys an account may have.</summary>
    public const int MostPasskeys = 20;

    internal const string AddedAction = "user.passkey_added";
    private const string RefusedAction = "user.passkey_refused";

    private readonly IdentityDb _db;
    private readonly PasskeyCeremonies _ceremonies;
    private readonly TimeProvider _time;

    internal PasskeyRegistration(IdentityDb db, PasskeyCeremonies ceremonies, TimeProvider time) => (_db, _ceremonies, _time) = (db, ceremonies, time);

    /// <summary>The options for <c>navigator.credentials.create</c>, as JSON; null for an account that may not sign in.</summary>
    /// <param name="userId">Who is signed in.</param>
    /// <param name="browser">The handle that this browser keeps: the answer is taken from no other.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<string?> BeginAsync(Guid userId, string browser, CancellationToken cancellationToken) =>
        await FindAsync(userId, cancellationToken) is { } user
            ? await _ceremonies.BeginRegistrationAsync(user, PasskeyPurpose.Registration(userId, browser), cancellationToken)
            : null;

    /// <param name="answer">What the browser sent.</param>
    /// <param name="userId">Who is signed in.</param>
    /// <param name="defaultName">What to call the passkey when its keeper is not known; the person may rename it.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<PasskeyRegistrationOutcome> FinishAsync(
        PasskeyCredential answer, Guid userId, string defaultName, Actor actor, CancellationToken cancellationToken)
    {
        if (await FindAsync(userId, cancellationToken) is not { } user) return new PasskeyRegistrationOutcome.Refused();
        var purpose = PasskeyPurpose.Registration(userId, answer.Browser);
        if (await _ceremonies.FinishRegistrationAsync(purpose, answer.Json, cancellationToken) is { } passkey)
            return await SaveAsync(user, passkey, defaultName, actor, cancellationToken);

        await RefuseAsync(userId, actor, cancellationToken);
        return new PasskeyRegistrationOutcome.Refused();
    }

    /// <summary>Null for an account that may not sign in.</summary>
    internal Task<User?> FindAsync(Guid userId, CancellationToken cancellationToken) =>
        _db.Set<User>().AsNoTracking().FirstOrDefaultAsync(user => user.Id == userId && user.Status == UserStatus.Active, cancellationToken);

    /// <summary>Records an answer that was none.</summary>
    internal async Task RefuseAsync(Guid userId, Actor actor, CancellationToken cancellationToken)
    {
        _db.Audit(AuditEntry.OnUser(RefusedAction, actor, userId) with { Succeeded = false, Detail = "registration failed" });
        await _db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Adds a passkey to what the caller's transaction writes, which has taken the account's turn.</summary>
    internal async Task<PasskeyRegistrationOutcome> AddAsync(User user, UserPasskeyInfo passkey, string defaultName, CancellationToken cancellationToken)
    {
        var passkeys = _db.Set<IdentityUserPasskey<Guid>>().AsNoTracking();
        if (await passkeys.CountAsync(row => row.UserId == user.Id, cancellationToken) >= MostPasskeys) return new PasskeyRegistrationOutcome.TooMany();
        if (await passkeys.AnyAsync(row => row.CredentialId == passkey.CredentialId, cancellationToken)) return new PasskeyRegistrationOutcome.Refused();
        passkey.Name = PasskeyName.Of(AuthenticatorName.Of(passkey.AttestationObject)) ?? PasskeyName.Of(defaultName) ?? user.UserName!;
        _db.Add(RowOf(user.Id, passkey));
        return new PasskeyRegistrationOutcome.Added(passkey.Name);
    }

    private async Task<PasskeyRegistrationOutcome> SaveAsync(
        User user, UserPasskeyInfo passkey, string defaultName, Actor actor, CancellationToken cancellationToken)
    {
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        if (!await AccountTurn.TakeAsync(_db, user.Id, cancellationToken)) return new PasskeyRegistrationOutcome.Refused();
        var outcome = await AddAsync(user, passkey, defaultName, cancellationToken);
        if (outcome is not PasskeyRegistrationOutcome.Added(var name)) return outcome;
        _db.Audit(AuditEntry.OnUser(AddedAction, actor, user.Id) with { Detail = name });
        _db.Enqueue(Letters.Notice(user, SecurityNotice.PasskeyAdded, NoticeFacts.Of(actor, _time.GetUtcNow())));
        await _db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return outcome;
    }

    private IdentityUserPasskey<Guid> RowOf(Guid userId, UserPasskeyInfo passkey) => new()
    {
        UserId = userId,
        CredentialId = passkey.CredentialId,
        Data = new IdentityPasskeyData
        {
            PublicKey = passkey.PublicKey,
            Name = passkey.Name,
            CreatedAt = _time.GetUtcNow(),
            SignCount = passkey.SignCount,
            Transports = passkey.Transports,
            IsUserVerified = passkey.IsUserVerified,
            IsBackupEligible = passkey.IsBackupEligible,
            IsBackedUp = passkey.IsBackedUp,
            AttestationObject = passkey.AttestationObject,
            ClientDataJson = passkey.ClientDataJson,
        },
    };
}

/// <summary>What a browser answered a challenge with.</summary>
/// <param name="Browser">The handle that the browser keeps.</param>
/// <param name="Json">A credential as <c>PublicKeyCredential.toJSON()</c> writes it.</param>
public sealed record PasskeyCredential(string Browser, string? Json)
{
    /// <summary>A handle for a browser that has none yet.</summary>
    public static string NewBrowser() => Jose.Handles.Create();
}

/// <summary>What became of a new passkey.</summary>
public abstract record PasskeyRegistrationOutcome
{
    private PasskeyRegistrationOutcome() { }

    /// <param name="Name">What it is called now.</param>
    public sealed record Added(string Name) : PasskeyRegistrationOutcome;

    /// <summary>The answer does not fit a challenge that was given for this, or is none that may be accepted.</summary>
    public sealed record Refused : PasskeyRegistrationOutcome;

    /// <summary>The account has <see cref="PasskeyRegistration.MostPasskeys"/> already.</summary>
    public sealed record TooMany : PasskeyRegistrationOutcome;
}
