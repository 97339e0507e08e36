using System.Data.Common;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using UserDirectory.Database;
using UserDirectory.Users;

namespace UserDirectory.Passkeys;

/// <summary>The two ceremonies of WebAuthn §7 by the framework's own steps, with our challenges, domain and origins, and with user verification
/// always required. Nothing is read from the request: not its host, and no cookie of the framework's.</summary>
internal sealed class PasskeyCeremonies(
    IDbContextFactory<IdentityDb> databases, RelyingParty party, PasskeyChallenges challenges, ILookupNormalizer keys,
    ILogger<PasskeyCeremonies> logger)
{
    private const int LongestReason = 200;

    private readonly IOptions<IdentityPasskeyOptions> _options = Options.Create(new IdentityPasskeyOptions
    {
        ServerDomain = party.Id,
        AuthenticatorTimeout = PasskeyChallenges.Lifetime,
        UserVerificationRequirement = "required",
        ResidentKeyRequirement = "required", // so that it signs in without a user name
        AttestationConveyancePreference = "none",
        ValidateOrigin = origin => ValueTask.FromResult(
            !origin.CrossOrigin && origin.TopOrigin is null && party.Origins.Contains(origin.Origin, StringComparer.Ordinal)),
    });

    /// <summary>The options for <c>navigator.credentials.create</c> (§5.4), as JSON.</summary>
    public async Task<string> BeginRegistrationAsync(User user, PasskeyPurpose purpose, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var entity = new PasskeyUserEntity { Id = user.Id.ToString(), Name = user.UserName!, DisplayName = user.GivenName ?? user.UserName! };
        var made = await Handler(db).MakeCreationOptionsAsync(entity, NoRequest());
        await KeepAsync(purpose, made.CreationOptionsJson, made.AttestationState, cancellationToken);
        return made.CreationOptionsJson;
    }

    /// <summary>§7.1. Null when it is no new passkey of the person that the purpose names.</summary>
    public async Task<UserPasskeyInfo?> FinishRegistrationAsync(PasskeyPurpose purpose, string? credentialJson, CancellationToken cancellationToken)
    {
        if (await TakeAsync(purpose, credentialJson, cancellationToken) is not { } state) return null;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var result = await Handler(db).PerformAttestationAsync(
            new PasskeyAttestationContext { HttpContext = NoRequest(), CredentialJson = credentialJson!, AttestationState = state });
        if (result.Succeeded) return result.Passkey;
        Refuse(purpose, result.Failure);
        return null;
    }

    /// <summary>The options for <c>navigator.credentials.get</c> (§5.5), as JSON. They name passkeys only where a person has already proved who they
    /// are: to strangers they are the same whoever it is.</summary>
    public async Task<string> BeginAssertionAsync(PasskeyPurpose purpose, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var user = purpose.UserId is { } userId ? await db.Set<User>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == userId, cancellationToken) : null;
        var made = await Handler(db).MakeRequestOptionsAsync(user, NoRequest());
        await KeepAsync(purpose, made.RequestOptionsJson, made.AssertionState, cancellationToken);
        return made.RequestOptionsJson;
    }

    /// <summary>§7.2 up to the signature counter, which <see cref="PasskeyUses"/> compares. Null when no passkey of this installation, or not one
    /// of the person that the purpose names, has signed this.</summary>
    public async Task<ProvedPasskey?> FinishAssertionAsync(PasskeyPurpose purpose, string? credentialJson, CancellationToken cancellationToken)
    {
        if (await TakeAsync(purpose, credentialJson, cancellationToken) is not { } state) return null;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var result = await Handler(db).PerformAssertionAsync(
            new PasskeyAssertionContext { HttpContext = NoRequest(), CredentialJson = credentialJson!, AssertionState = state });
        if (result.Succeeded) return new ProvedPasskey(result.User.Id, result.Passkey);
        Refuse(purpose, result.Failure);
        return null;
    }

    private Task KeepAsync(PasskeyPurpose purpose, string options, string? state, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(options);
        return challenges.KeepAsync(purpose, document.RootElement.GetProperty("challenge").GetString()!, state!, cancellationToken);
    }

    private async Task<string?> TakeAsync(PasskeyPurpose purpose, string? credentialJson, CancellationToken cancellationToken)
    {
        if (PasskeyAnswer.Read(credentialJson) is { } answer && await challenges.TakeAsync(purpose, answer.Challenge, cancellationToken) is { } state)
            return state;
        logger.NoChallenge(purpose.Name);
        return null;
    }

    private void Refuse(PasskeyPurpose purpose, PasskeyException failure)
    {
        if (failure.InnerException is DbException outage) throw outage; // the framework calls everything a failed ceremony
        var reason = failure.Message;
        logger.Refused(purpose.Name, reason.Length > LongestReason ? reason[..LongestReason] : reason);
    }

    private PasskeyHandler<User> Handler(IdentityDb db)
    {
        // It asks for much more than reading passkeys needs.
        var users = new UserManager<User>(
            new StoredPasskeys(db), Options.Create(new IdentityOptions()), null!, [], [], keys, new IdentityErrorDescriber(), null!,
            logger: Microsoft.Extensions.Logging.Abstractions.NullLogger<UserManager<User>>.Instance);
        return new PasskeyHandler<User>(users, _options);
    }

    // The framework wants one, and reads nothing of it when domain and origins are given.
    private static DefaultHttpContext NoRequest() => new();

    /// <summary>Lets the framework read. It finds each counter at zero, so that it is compared in one place: where it is written.</summary>
    private sealed class StoredPasskeys(IdentityDb db) : UserOnlyStore<User, IdentityDb, Guid>(db)
    {
        public override async Task<UserPasskeyInfo?> FindPasskeyAsync(User user, byte[] credentialId, CancellationToken cancellationToken)
        {
            var passkey = await base.FindPasskeyAsync(user, credentialId, cancellationToken);
            if (passkey is not null) passkey.SignCount = 0;
            return passkey;
        }
    }
}

/// <summary>A passkey that has just signed a challenge of ours.</summary>
/// <param name="UserId">Whose it is.</param>
/// <param name="Passkey">With the counter and the state of now.</param>
internal sealed record ProvedPasskey(Guid UserId, UserPasskeyInfo Passkey);
