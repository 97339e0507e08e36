using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UserDirectory.Resources;

/// <summary>An API that access tokens are for.</summary>
internal sealed class ResourceRow
{
    /// <summary>The identifier, which is the tokens' <c>aud</c>.</summary>
    public string Resource { get; set; } = "";

    public string Name { get; set; } = "";

    public string[] IntrospectionClients { get; set; } = [];

    /// <summary>SHA-256 of the file's entry that was written last; null for a resource that no file names.</summary>
    public byte[]? EntryHash { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public long Version { get; set; } = 1;

    public List<ScopeRow> Scopes { get; } = [];
}

/// <summary>A scope; its name is unique over all resources.</summary>
internal sealed class ScopeRow
{
    public string Name { get; set; } = "";

    public string Resource { get; set; } = "";

    /// <summary>Its place on the consent page.</summary>
    public int Position { get; set; }

    public string? Description { get; set; }

    public bool Required { get; set; }

    public string[] Claims { get; set; } = [];
}

internal sealed class ResourceRowConfiguration : IEntityTypeConfiguration<ResourceRow>
{
    public void Configure(EntityTypeBuilder<ResourceRow> builder)
    {
        builder.ToTable("resources");
        builder.HasKey(resource => resource.Resource);
        builder.Property(resource => resource.Resource).HasMaxLength(500);
        builder.Property(resource => resource.Name).HasMaxLength(200);
        builder.Property(resource => resource.Version).IsConcurrencyToken();
        builder.HasMany(resource => resource.Scopes).WithOne().HasForeignKey(scope => scope.Resource).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ScopeRowConfiguration : IEntityTypeConfiguration<ScopeRow>
{
    public void Configure(EntityTypeBuilder<ScopeRow> builder)
    {
        builder.ToTable("scopes");
        builder.HasKey(scope => scope.Name);
        builder.Property(scope => scope.Name).HasMaxLength(200);
        builder.Property(scope => scope.Resource).HasMaxLength(500);
        builder.Property(scope => scope.Description).HasMaxLength(1000);
    }
}
