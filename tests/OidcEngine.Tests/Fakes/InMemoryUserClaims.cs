using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using OidcEngine.UserInfo;

namespace OidcEngine.Tests.Fakes;

internal sealed class InMemoryUserClaims : IUserClaims
{
    private int _reads;

    /// <summary>How often somebody was looked up: a round trip each.</summary>
    public int Reads => _reads;

    /// <summary>People by <c>sub</c>; who is not here may not sign in.</summary>
    public ConcurrentDictionary<string, JsonObject> People { get; } = new(new Dictionary<string, JsonObject>
    {
        ["alice"] = new()
        {
            ["name"] = "Alice Adams",
            ["given_name"] = "Alice",
            ["email"] = "alice@example.com",
            ["email_verified"] = true,
            ["phone_number"] = "+15555550100",
            ["address"] = new JsonObject { ["country"] = "NZ" },
            ["updated_at"] = 1_700_000_000,
        },
        ["bob"] = new() { ["name"] = "Bob Brown", ["email"] = "bob@example.com" },
    });

    public Task<JsonObject?> FindAsync(string subject, IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        if (!People.TryGetValue(subject, out var person)) return Task.FromResult<JsonObject?>(null);
        var found = new JsonObject();
        foreach (var (name, value) in person)
            if (names.Contains(name)) found[name] = value?.DeepClone();
        return Task.FromResult<JsonObject?>(found);
    }
}
