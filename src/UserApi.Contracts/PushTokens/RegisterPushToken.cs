namespace UserApi.Contracts.PushTokens;

/// <summary>A device on which an app wants to send push messages.</summary>
public sealed record RegisterPushToken
{
    /// <summary><c>apns</c>, <c>fcm</c> or <c>web</c>.</summary>
    public required string Platform { get; init; }

    /// <summary>What the platform gave the app; for <c>web</c> the <c>endpoint</c> of the subscription.</summary>
    public required string Token { get; init; }

    /// <summary>The subscription's keys; for <c>web</c> alone.</summary>
    public WebPushKeys? Keys { get; init; }

    /// <summary>What the person calls the device.</summary>
    public string? DeviceName { get; init; }

    public override string ToString() => nameof(RegisterPushToken);
}

/// <summary>What messages to a browser are encrypted with (RFC 8291), in base64url.</summary>
public sealed record WebPushKeys
{
    public required string P256dh { get; init; }

    public required string Auth { get; init; }

    public override string ToString() => nameof(WebPushKeys);
}
