using OidcEngine.Grants;

namespace OidcEngine.Tests.Fakes;

/// <summary>Grants, codes and refresh families in memory. Each call is atomic, as the single statements of a database are.</summary>
internal sealed class InMemoryGrants(TimeProvider time) : IAuthorizationCodeStore, IGrantStore, IRefreshFamilyStore
{
    private readonly Lock _lock = new();
    private readonly List<GrantRow> _rows = [];

    /// <summary>Set by the sessions: whether this session still takes grants.</summary>
    public Predicate<Guid> SessionIsLive { get; set; } = _ => true;

    /// <summary>All rows, oldest first.</summary>
    public IReadOnlyList<GrantRow> Rows
    {
        get
        {
            lock (_lock) return [.. _rows];
        }
    }

    public Task<bool> AddAsync(Grant grant, AuthorizationCode code, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!SessionIsLive(grant.SessionId)) return Task.FromResult(false);
            _rows.Add(new GrantRow(grant, code));
            return Task.FromResult(true);
        }
    }

    public Task<CodeRedemption> RedeemAsync(byte[] codeHash, CodeProof proof, CancellationToken cancellationToken)
    {
        lock (_lock) return Task.FromResult(Redeem(_rows.Find(row => row.Code.Hash.SequenceEqual(codeHash)), proof));
    }

    public Task<RefreshRedemption> RedeemAsync(RefreshAttempt attempt, CancellationToken cancellationToken)
    {
        lock (_lock) return Task.FromResult(Redeem(_rows.Find(row => row.Grant.Id == attempt.GrantId && row.Generation > 0), attempt));
    }

    public Task<Grant?> FindLiveAsync(Guid grantId, CancellationToken cancellationToken)
    {
        lock (_lock) return Task.FromResult(_rows.Find(row => row.Grant.Id == grantId && row.Revoked is null)?.Grant);
    }

    Task<RefreshFamily?> IRefreshFamilyStore.FindLiveAsync(Guid grantId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var row = _rows.Find(row => row.Grant.Id == grantId && row.Generation > 0 && row.Revoked is null);
            var end = row is null || row.Absolute < row.Sliding ? row?.Absolute : row.Sliding;
            return Task.FromResult(end > time.GetUtcNow() ? new RefreshFamily(row!.Grant, row.Generation, end.Value) : null);
        }
    }

    public Task<bool> RevokeAsync(Guid grantId, string clientId, RevocationReason reason, CancellationToken cancellationToken) =>
        Task.FromResult(Revoke(row => row.Grant.Id == grantId && row.Grant.ClientId == clientId, reason).Count > 0);

    /// <summary>Ends every live grant that fits, and answers with them.</summary>
    public IReadOnlyList<Grant> Revoke(Predicate<GrantRow> fits, RevocationReason reason)
    {
        lock (_lock)
        {
            var ended = _rows.FindAll(row => row.Revoked is null && fits(row));
            ended.ForEach(row => row.Revoked = reason);
            return [.. ended.Select(row => row.Grant)];
        }
    }

    private CodeRedemption Redeem(GrantRow? row, CodeProof proof)
    {
        if (row is null) return new CodeRedemption.Unknown();
        if (row.Grant.ClientId != proof.ClientId) return new CodeRedemption.Mismatched("client_id");
        if (row.Code.RedirectUri != proof.RedirectUri) return new CodeRedemption.Mismatched("redirect_uri");
        if (row.Code.CodeChallenge != proof.CodeChallenge) return new CodeRedemption.Mismatched("code_verifier");
        if (row.Code.DpopJkt is { } jkt && jkt != proof.DpopJkt) return new CodeRedemption.Mismatched("dpop_jkt");
        if (proof.Resource is { } resource && !row.Grant.Resources.Contains(resource)) return new CodeRedemption.Mismatched("resource");
        if (row.CodeUsed)
        {
            row.Revoked ??= RevocationReason.CodeReplayed;
            return new CodeRedemption.Replayed(row.Grant.Id);
        }
        if (row.Revoked is not null || row.Code.ExpiresAt <= time.GetUtcNow()) return new CodeRedemption.Ended();

        row.CodeUsed = true;
        row.SenderKey = proof.RefreshKey;
        if (proof.Refresh is { } refresh)
            (row.Generation, row.RotatedAt, row.Sliding, row.Absolute) = (1, time.GetUtcNow(), refresh.Sliding, refresh.Absolute);
        return new CodeRedemption.First(row.Grant);
    }

    private RefreshRedemption Redeem(GrantRow? row, RefreshAttempt attempt)
    {
        if (row is null) return new RefreshRedemption.Unknown();
        if (row.Grant.ClientId != attempt.ClientId) return new RefreshRedemption.Mismatched("client_id");
        if (row.SenderKey != attempt.SenderKey) return new RefreshRedemption.Mismatched("sender_key");
        var now = time.GetUtcNow();
        if (row.Revoked is not null || row.Sliding <= now || row.Absolute <= now) return new RefreshRedemption.Ended();
        if (attempt.Scopes.Except(row.Grant.Scopes).Any()) return new RefreshRedemption.Mismatched("scope");
        if (attempt.Resource is { } resource && !row.Grant.Resources.Contains(resource))
            return new RefreshRedemption.Mismatched("resource");

        if (attempt.Generation == row.Generation) return Advance(row, attempt, now);
        if (attempt.Generation == row.Generation - 1 && now < row.RotatedAt + attempt.Grace)
            return new RefreshRedemption.Repeated(row.Grant, row.Generation);
        row.Revoked = RevocationReason.RefreshTokenReused;
        return new RefreshRedemption.Reused(row.Grant.Id);
    }

    private static RefreshRedemption.Redeemed Advance(GrantRow row, RefreshAttempt attempt, DateTimeOffset now)
    {
        row.Sliding = attempt.SlidingExpiry < row.Absolute ? attempt.SlidingExpiry : row.Absolute;
        if (attempt.Rotate) (row.Generation, row.RotatedAt) = (row.Generation + 1, now);
        return new RefreshRedemption.Redeemed(row.Grant, row.Generation);
    }
}
