using OidcEngine.Device;
using OidcEngine.Grants;

namespace OidcEngine.Tests.Fakes;

/// <summary>Requests of devices in memory. Each call is atomic, as the statements of a database are.</summary>
internal sealed class InMemoryDeviceRequests(InMemoryGrants grants, TimeProvider time) : IDeviceRequestStore
{
    private readonly Lock _lock = new();
    private readonly List<Row> _rows = [];

    /// <summary>As many of the next user codes as this are taken.</summary>
    public int TakenCodes { get; set; }

    public IReadOnlyList<DeviceRequest> Requests
    {
        get
        {
            lock (_lock) return [.. _rows.Select(row => row.Request)];
        }
    }

    public Task<bool> AddAsync(DeviceRequest request, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (TakenCodes-- > 0) return Task.FromResult(false);
            _rows.Add(new Row(request) { NextPollAt = request.CreatedAt });
            return Task.FromResult(true);
        }
    }

    public Task<DeviceRequest?> FindPendingAsync(byte[] userCodeHash, CancellationToken cancellationToken)
    {
        lock (_lock) return Task.FromResult(Pending(userCodeHash)?.Request);
    }

    public async Task<bool> ApproveAsync(byte[] userCodeHash, Grant grant, CancellationToken cancellationToken)
    {
        Row? row;
        lock (_lock)
        {
            row = Pending(userCodeHash);
            if (row is null || row.Request.ClientId != grant.ClientId) return false;
            row.Answer = DevicePoll.Approved;
        }
        var code = new AuthorizationCode(row.Request.DeviceCodeHash, null, null, row.Request.ExpiresAt);
        if (await grants.AddAsync(grant, code, cancellationToken)) return true;
        lock (_lock) row.Answer = DevicePoll.Pending;
        return false;
    }

    public Task<bool> DenyAsync(byte[] userCodeHash, string subject, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (Pending(userCodeHash) is not { } row) return Task.FromResult(false);
            row.Answer = DevicePoll.Denied;
            return Task.FromResult(true);
        }
    }

    public Task<DevicePoll> PollAsync(byte[] deviceCodeHash, string clientId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var row = _rows.Find(row => row.Request.DeviceCodeHash.SequenceEqual(deviceCodeHash) && row.Request.ClientId == clientId);
            return Task.FromResult(row is null ? DevicePoll.Unknown : Poll(row));
        }
    }

    private DevicePoll Poll(Row row)
    {
        var now = time.GetUtcNow();
        var tooFast = row.NextPollAt > now;
        if (tooFast) row.Interval += TimeSpan.FromSeconds(5);
        row.NextPollAt = now + row.Interval;
        if (row.Answer != DevicePoll.Pending) return row.Answer;
        return row.Request.ExpiresAt <= now ? DevicePoll.Expired : tooFast ? DevicePoll.TooFast : DevicePoll.Pending;
    }

    private Row? Pending(byte[] userCodeHash) => _rows.Find(row =>
        row.Request.UserCodeHash.SequenceEqual(userCodeHash) && row.Answer == DevicePoll.Pending && row.Request.ExpiresAt > time.GetUtcNow());

    private sealed class Row(DeviceRequest request)
    {
        public DeviceRequest Request { get; } = request;

        public DevicePoll Answer { get; set; } = DevicePoll.Pending;

        public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(5);

        public DateTimeOffset NextPollAt { get; set; }
    }
}
