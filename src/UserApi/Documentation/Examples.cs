using System.Text.Json;
using ServiceDefaults.Envelope;
using UserApi.Contracts.AuditLogs;
using UserApi.Contracts.Profile;
using UserApi.Contracts.Users;

namespace UserApi.Documentation;

/// <summary>The examples of the reference: real records, so they always have the real shape.</summary>
internal static class Examples
{
    private static readonly Guid UserId = Guid.Parse("019a0b5d-ac96-774b-bcce-b302099a8057");
    private static readonly string Picture = $"https://api.example.com/v1/users/{UserId}/avatar?v=302099a8";
    private static readonly DateTimeOffset Created = new(2026, 1, 12, 8, 30, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Updated = new(2026, 2, 3, 16, 5, 21, TimeSpan.Zero);

    public static UserProfileResource Profile { get; } = new()
    {
        Id = UserId,
        Username = "alice",
        Email = "alice@example.com",
        EmailVerified = true,
        Name = "Alice Adams",
        GivenName = "Alice",
        FamilyName = "Adams",
        PhoneNumber = "+4915112345678",
        PhoneNumberVerified = false,
        Bio = "Keeper of the keys.",
        Zoneinfo = "Europe/Berlin",
        Locale = "en-GB",
        Address = new PostalAddress { StreetAddress = "1 Mill Lane", Locality = "Cambridge", PostalCode = "CB2 1RX", Country = "GB" },
        Picture = Picture,
        Status = "active",
        Roles = ["user"],
        CreatedAt = Created,
        UpdatedAt = Updated,
    };

    public static WritableProfile Writable { get; } = new()
    {
        GivenName = "Alice",
        FamilyName = "Adams",
        PhoneNumber = "+4915112345678",
        Bio = "Keeper of the keys.",
        Zoneinfo = "Europe/Berlin",
        Locale = "en-GB",
        Address = Profile.Address,
    };

    public static object Patch { get; } = new Dictionary<string, object?> { ["nickname"] = "Al", ["bio"] = null };

    public static RegisterUser Registration { get; } = new()
    {
        Username = "alice",
        Email = "alice@example.com",
        Password = "a long Passphrase 7!",
        GivenName = "Alice",
        FamilyName = "Adams",
        Locale = "en-GB",
    };

    public static UserSummary Summary { get; } = new()
    {
        Id = UserId,
        Username = "alice",
        Email = "alice@example.com",
        EmailVerified = true,
        Name = "Alice Adams",
        Picture = Picture,
        Status = "active",
        Roles = ["user"],
        CreatedAt = Created,
        UpdatedAt = Updated,
        LastSignInAt = Updated,
    };

    public static AuditRecord Audit { get; } = new()
    {
        Id = Guid.Parse("019a0b60-11aa-7c02-9d10-5b1f0b0b7e11"),
        OccurredAt = Updated,
        Action = "user.profile_changed",
        Outcome = "success",
        ActorId = UserId,
        ClientId = "spa",
        TargetType = "user",
        TargetId = UserId.ToString(),
        OldValues = JsonSerializer.SerializeToElement(new Dictionary<string, string?> { ["nickname"] = null }),
        NewValues = JsonSerializer.SerializeToElement(new Dictionary<string, string?> { ["nickname"] = "Al" }),
        IpAddress = "203.0.113.7",
        UserAgent = "Mozilla/5.0",
        TraceId = "4bf92f3577b34da6a3ce929d0e0e4736",
    };

    public static ApiEnvelope<T> Envelope<T>(T data, string message = "OK") => new(true, message, data);

    public static ApiEnvelope<IReadOnlyList<T>> Page<T>(T item) => new(true, "OK", [item])
    {
        Meta = new PageMeta { Total = 1, Limit = 20, Page = 1, TotalPages = 1, HasNext = false, HasPrevious = false, NextCursor = null },
    };
}
