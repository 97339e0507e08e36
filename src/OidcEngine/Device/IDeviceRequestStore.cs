using OidcEngine.Grants;

namespace OidcEngine.Device;

/// <summary>Requests of devices that wait for a person, RFC 8628. Once one is approved, its device code lies in the row of the grant, and is
/// redeemed there as an authorization code is.</summary>
public interface IDeviceRequestStore
{
    /// <summary>Keeps a new request; false when its user code is taken.</summary>
    Task<bool> AddAsync(DeviceRequest request, CancellationToken cancellationToken);

    /// <summary>The request under this user code, unless it was answered or has expired.</summary>
    Task<DeviceRequest?> FindPendingAsync(byte[] userCodeHash, CancellationToken cancellationToken);

    /// <summary>Takes the request out of its waiting in one conditional statement, and writes the grant with the device code and the audit
    /// row in the same transaction.</summary>
    /// <returns>False, and nothing is written, when the request was answered, has expired or is another client's, the session has ended
    /// or the person may not sign in.</returns>
    Task<bool> ApproveAsync(byte[] userCodeHash, Grant grant, CancellationToken cancellationToken);

    /// <summary>Writes down that the person declines, with its audit row; false when the request was answered or has expired.</summary>
    Task<bool> DenyAsync(byte[] userCodeHash, string subject, CancellationToken cancellationToken);

    /// <summary>What became of the request, in one statement which also counts the poll: each that comes before its time makes the
    /// interval five seconds longer (RFC 8628 §3.5).</summary>
    Task<DevicePoll> PollAsync(byte[] deviceCodeHash, string clientId, CancellationToken cancellationToken);
}

/// <summary>What a polling device is told.</summary>
public enum DevicePoll
{
    /// <summary>This client has no such device code.</summary>
    Unknown,

    /// <summary>The person has not answered.</summary>
    Pending,

    /// <summary>The person has not answered, and the device asks too often.</summary>
    TooFast,

    /// <summary>The person declined.</summary>
    Denied,

    /// <summary>Nobody answered in time.</summary>
    Expired,

    /// <summary>The person agreed: the device code may be redeemed.</summary>
    Approved,
}
