using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserDirectory.Users;

namespace UserDirectory.Sessions;

/// <summary>One signed-in browser. Rows stay for a while after their end, so that a person sees where they were signed in.</summary>
public sealed class UserSession
{
    /// <summary>What clients see as <c>sid</c>.</summary>
    public Guid Id { get; set; }

    /// <summary>SHA-256 of the handle in the cookie. The handle changes at every sign-in and elevation; the id stays.</summary>
    public byte[] HandleHash { get; set; } = [];

    public Guid UserId { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset LastSeenAt { get; set; }

    public DateTimeOffset IdleExpiresAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    public string? IpAddress { get; set; }

    public string? UserAgent { get; set; }

    public DateTimeOffset AuthTime { get; set; }

    public string Acr { get; set; } = "";

    public List<string> Amr { get; set; } = [];

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>A name of <see cref="OidcEngine.Sessions.SessionEndReason"/>.</summary>
    public string? EndReason { get; set; }
}

internal sealed class UserSessionConfiguration : IEntityTypeConfiguration<UserSession>
{
    public void Configure(EntityTypeBuilder<UserSession> builder)
    {
        builder.ToTable("sessions");
        builder.HasIndex(session => session.HandleHash).IsUnique();
        builder.HasIndex(session => session.UserId);
        builder.HasIndex(session => session.ExpiresAt);
        builder.Property(session => session.IpAddress).HasMaxLength(64);
        builder.Property(session => session.UserAgent).HasMaxLength(512);
        builder.Property(session => session.Acr).HasMaxLength(32);
        builder.Property(session => session.EndReason).HasMaxLength(32);
        builder.HasOne<User>().WithMany().HasForeignKey(session => session.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
