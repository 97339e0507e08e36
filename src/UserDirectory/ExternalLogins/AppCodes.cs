using Jose;
using UserDirectory.Database;

namespace UserDirectory.ExternalLogins;

/// <summary>What was proved elsewhere for an app that signs people in by itself. The app's page gets a code for it (RFC 6749 §4.1.2), which
/// is good once, for a minute, and only together with all that the code was made for: what does not fit finds nothing, and changes
/// nothing.</summary>
public sealed class AppCodes(IdentityDb db, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    private const string Kind = "app-code";
    private const string NoPage = "/"; // the app goes on from there, and no page of ours

    /// <returns>The code.</returns>
    public async Task<string> BeginAsync(ExternalIdentity identity, AppCodeOwner owner, CancellationToken cancellationToken)
    {
        var code = Handles.Create();
        db.Add(ExternalProofs.Row(ExternalProof.Of(identity, NoPage), Hash(code, owner), time.GetUtcNow() + Lifetime));
        await db.SaveChangesAsync(cancellationToken);
        return code;
    }

    /// <summary>Uses the code up: of any number of callers at once one alone gets what was proved. Null for all others.</summary>
    public async Task<ExternalProof?> TakeAsync(string code, AppCodeOwner owner, CancellationToken cancellationToken)
    {
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var proof = await ExternalProofs.TakeAsync(db, Hash(code, owner), time.GetUtcNow(), cancellationToken);
        await write.CommitAsync(cancellationToken);
        return proof;
    }

    // No part can hold what separates them but the two that the caller presents: the length of the one in between is known.
    private static byte[] Hash(string code, AppCodeOwner owner) =>
        Handles.Hash(Kind, string.Join('\n', owner.Provider, owner.Origin, owner.Browser, owner.State.Length, owner.State, code));
}

/// <summary>Whom a code is for.</summary>
/// <param name="Provider">Where the person proved who they are.</param>
/// <param name="Origin">The origin of the app's page.</param>
/// <param name="State">What the app was given when it asked (RFC 6749 §10.12).</param>
/// <param name="Browser">The mark of the browser that asked.</param>
public sealed record AppCodeOwner(string Provider, string Origin, string State, string Browser)
{
    /// <summary>Nothing of it is for a log.</summary>
    public override string ToString() => nameof(AppCodeOwner);
}
