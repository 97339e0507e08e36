namespace UserDirectory.PushTokens;

/// <summary>The services through which push messages go.</summary>
public static class PushPlatforms
{
    public const string Apns = "apns";
    public const string Fcm = "fcm";

    /// <summary>A browser's push service (RFC 8030).</summary>
    public const string Web = "web";

    public static IReadOnlyList<string> All { get; } = [Apns, Fcm, Web];
}

/// <summary>What an app registers.</summary>
/// <param name="Token">What the platform gave the app; for the web the push service's address.</param>
/// <param name="Keys">For the web alone.</param>
public sealed record NewPushDevice(string Platform, string Token, PushKeys? Keys, string? DeviceName)
{
    /// <summary>A token is not for a log.</summary>
    public override string ToString() => nameof(NewPushDevice);
}

/// <summary>What messages to a browser are encrypted with (RFC 8291 §3.1, §3.2), base64url.</summary>
public sealed record PushKeys(string P256dh, string Auth)
{
    public override string ToString() => nameof(PushKeys);
}

/// <summary>A registered device as its person sees it.</summary>
/// <param name="TokenEnd">The token's last characters.</param>
public sealed record PushDevice(
    Guid Id, string Platform, string TokenEnd, string? DeviceName, string ClientId, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

/// <summary>What became of a registration.</summary>
public abstract record PushRegistration
{
    private PushRegistration() { }

    public sealed record Created(PushDevice Device) : PushRegistration;

    /// <summary>The token was known, with this account or another one.</summary>
    public sealed record Updated(PushDevice Device) : PushRegistration;

    /// <param name="Errors">The broken rules by member, in the API's names.</param>
    public sealed record Invalid(IReadOnlyDictionary<string, string[]> Errors) : PushRegistration;

    public sealed record NotFound : PushRegistration;
}
