using OidcEngine.Clients;
using OidcEngine.Keys;

namespace OidcEngine.Tests.Keys;

public sealed class KeyCalendarTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Lifetimes Lifetimes = new();

    [Fact]
    public void The_first_keys_are_used_at_once()
    {
        var due = KeyCalendar.Due([], null, Start, Lifetimes);
        Assert.Equal(["ES256", "HS256", "RS256"], due.Select(plan => plan.Kind.Algorithm).Order());
        Assert.All(due, plan => Assert.Equal((1, Start), (plan.Sequence, plan.ActiveFrom)));
    }

    [Fact]
    public void A_key_signs_for_ninety_days() => Assert.Equal(Start.AddDays(90), First("ES256").ActiveUntil);

    [Theory]
    [InlineData(0, false)]
    [InlineData(75, false)]
    [InlineData(76, true)]
    [InlineData(89, true)]
    public void The_next_is_made_fourteen_days_before_and_signs_when_the_first_ends(int day, bool isDue)
    {
        var next = KeyCalendar.Due(FirstKeys(), null, Start.AddDays(day), Lifetimes);
        Assert.Equal(isDue ? 3 : 0, next.Count);
        Assert.All(next, plan => Assert.Equal((2, Start.AddDays(90)), (plan.Sequence, plan.ActiveFrom)));
    }

    [Fact]
    public void A_second_one_is_not_made_while_the_next_waits()
    {
        var keys = FirstKeys();
        keys.AddRange(KeyCalendar.Due(keys, null, Start.AddDays(80), Lifetimes).Select(plan => Stored(plan, Start.AddDays(80))));
        Assert.Empty(KeyCalendar.Due(keys, null, Start.AddDays(89), Lifetimes));
        Assert.Empty(KeyCalendar.Due(keys, null, Start.AddDays(165), Lifetimes));
        Assert.Equal(3, KeyCalendar.Due(keys, null, Start.AddDays(166), Lifetimes).Count);
    }

    [Fact] // after a long sleep there is no time to announce
    public void A_key_that_comes_too_late_is_used_at_once()
    {
        var late = KeyCalendar.Due(FirstKeys(), null, Start.AddDays(200), Lifetimes);
        Assert.All(late, plan => Assert.Equal((2, Start.AddDays(200)), (plan.Sequence, plan.ActiveFrom)));
    }

    [Fact] // expired id_tokens are honoured as hints
    public void A_signing_key_outlives_the_longest_session_and_token()
    {
        var key = First("RS256");
        Assert.True(key.RemoveAt > key.ActiveUntil + Lifetimes.Session);
        Assert.True(key.RemoveAt > key.ActiveUntil + ClientLimits.MaxAccessTokenLifetime);
    }

    [Fact]
    public void A_key_of_refresh_tokens_outlives_the_longest_family()
    {
        var key = First("HS256");
        Assert.True(key.RemoveAt > key.ActiveUntil + ClientLimits.MaxRefreshTokenLifetime);
    }

    [Fact]
    public void An_algorithm_that_is_wanted_gets_a_key_once()
    {
        var keys = FirstKeys();
        var wanted = Assert.Single(KeyCalendar.Due(keys, "PS256", Start, Lifetimes));
        keys.Add(Stored(wanted, Start));
        Assert.Empty(KeyCalendar.Due(keys, "PS256", Start, Lifetimes));
        Assert.Contains(KeyCalendar.Due(keys, null, Start.AddDays(80), Lifetimes), plan => plan.Kind.Algorithm == "PS256");
    }

    private static PlannedKey First(string algorithm) =>
        KeyCalendar.Due([], null, Start, Lifetimes).Single(plan => plan.Kind.Algorithm == algorithm);

    private static List<StoredKey> FirstKeys() => [.. KeyCalendar.Due([], null, Start, Lifetimes).Select(plan => Stored(plan, Start))];

    /// <summary>The calendar looks at no secret.</summary>
    private static StoredKey Stored(PlannedKey plan, DateTimeOffset now) => new()
    {
        KeyId = $"{plan.Kind.Algorithm}-{plan.Sequence}",
        Purpose = plan.Kind.Purpose,
        Algorithm = plan.Kind.Algorithm,
        Sequence = plan.Sequence,
        Secret = [],
        CreatedAt = now,
        ActiveFrom = plan.ActiveFrom,
        ActiveUntil = plan.ActiveUntil,
        RemoveAt = plan.RemoveAt,
    };
}
