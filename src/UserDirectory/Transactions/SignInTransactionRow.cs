using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UserDirectory.Transactions;

/// <summary>An authorization request that waits for a person. Completing it deletes the row.</summary>
internal sealed class SignInTransactionRow
{
    public byte[] HandleHash { get; set; } = [];

    public string ClientId { get; set; } = "";

    /// <summary>A JSON object of the request's parameters.</summary>
    public string Parameters { get; set; } = "{}";

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    public Guid? ChosenSessionId { get; set; }

    public string? ConsentSubject { get; set; }

    public Guid? ConsentSessionId { get; set; }

    public string[]? ConsentScopes { get; set; }
}

internal sealed class SignInTransactionRowConfiguration : IEntityTypeConfiguration<SignInTransactionRow>
{
    public void Configure(EntityTypeBuilder<SignInTransactionRow> builder)
    {
        builder.ToTable("sign_in_transactions");
        builder.HasKey(transaction => transaction.HandleHash);
        builder.Property(transaction => transaction.ClientId).HasMaxLength(100);
        builder.HasIndex(transaction => transaction.ExpiresAt);
    }
}
