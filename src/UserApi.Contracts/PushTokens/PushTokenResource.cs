namespace UserApi.Contracts.PushTokens;

/// <summary>A device that is registered for push messages.</summary>
public sealed record PushTokenResource
{
    public required Guid Id { get; init; }

    /// <summary><c>apns</c>, <c>fcm</c> or <c>web</c>.</summary>
    public required string Platform { get; init; }

    /// <summary>The token's end: whoever has the whole of it can send to the device.</summary>
    public required string Token { get; init; }

    public string? DeviceName { get; init; }

    /// <summary>The app that registered it.</summary>
    public required string ClientId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the app registered it last.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
