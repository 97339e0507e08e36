using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UserDirectory.Outbox;

/// <summary>Something to tell the outside, kept in the transaction that gave rise to it and delivered afterwards.
/// The id stays the same over all attempts, so that a receiver can recognise a second delivery.</summary>
public sealed class OutboxMessage
{
    public Guid Id { get; set; }

    /// <summary>Which handler delivers it.</summary>
    public string Kind { get; set; } = "";

    /// <summary>JSON in the handler's own terms; a secret only under the master key, see <see cref="SealedSecret"/>.</summary>
    public string Payload { get; set; } = "";

    /// <summary>What is to be sealed into the payload when the message is put down. It has no column.</summary>
    internal string? Secret { get; set; }

    /// <summary>The person it is about, if any.</summary>
    public Guid? UserId { get; set; }

    /// <summary>The session it is about, if any.</summary>
    public Guid? SessionId { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Not before this time; while an attempt runs, the time at which it counts as lost.</summary>
    public DateTimeOffset NextAttemptAt { get; set; }

    public int Attempts { get; set; }

    public DateTimeOffset? DeliveredAt { get; set; }

    /// <summary>Set when it was given up; <see cref="LastError"/> says why.</summary>
    public DateTimeOffset? DeadAt { get; set; }

    public string? LastError { get; set; }

    public static OutboxMessage Create<T>(string kind, T payload, Guid? userId = null, Guid? sessionId = null) =>
        new() { Kind = kind, Payload = JsonSerializer.Serialize(payload), UserId = userId, SessionId = sessionId };
}

internal sealed class OutboxMessageConfiguration : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("outbox");
        builder.Property(message => message.Id).ValueGeneratedNever();
        builder.Property(message => message.Kind).HasMaxLength(100);
        builder.Ignore(message => message.Secret);
        builder.Property(message => message.LastError).HasMaxLength(1000);
        builder.HasIndex(message => message.NextAttemptAt).HasFilter("delivered_at IS NULL AND dead_at IS NULL");
        builder.HasIndex(message => message.DeliveredAt);
        builder.HasIndex(message => message.SessionId).HasFilter("session_id IS NOT NULL");
    }
}
