namespace UserDirectory.Outbox;

/// <summary>Delivers messages of one kind.</summary>
internal interface IOutboxHandler
{
    string Kind { get; }

    /// <summary>One attempt. It may come again with the same id when the process ends before the result is written.</summary>
    Task<OutboxDelivery> DeliverAsync(OutboxMessage message, CancellationToken cancellationToken);
}

/// <summary>What became of one attempt.</summary>
internal abstract record OutboxDelivery
{
    private OutboxDelivery() { }

    public sealed record Delivered : OutboxDelivery;

    /// <summary>It may work later.</summary>
    public sealed record Failed(string Reason) : OutboxDelivery;

    /// <summary>It never will.</summary>
    public sealed record Hopeless(string Reason) : OutboxDelivery;
}
