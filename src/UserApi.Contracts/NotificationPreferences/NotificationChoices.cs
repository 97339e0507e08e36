namespace UserApi.Contracts.NotificationPreferences;

/// <summary>What a person wants to be told, by each channel.</summary>
public sealed record NotificationChoices
{
    public ChannelChoices Email { get; init; } = new();

    public ChannelChoices Push { get; init; } = new();

    public ChannelChoices InApp { get; init; } = new();
}

/// <summary>What is told by one channel; what is absent has its default.</summary>
public sealed record ChannelChoices
{
    /// <summary>What may mean that somebody else is in the account. By e-mail it is always told.</summary>
    public bool Security { get; init; } = true;

    /// <summary>What becomes of the account, such as another role.</summary>
    public bool Account { get; init; } = true;

    /// <summary>News of the product.</summary>
    public bool ProductNews { get; init; }
}
