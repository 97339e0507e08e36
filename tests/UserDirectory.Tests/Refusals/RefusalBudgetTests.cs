using TestKit.Time;
using UserDirectory.Refusals;

namespace UserDirectory.Tests.Refusals;

public sealed class RefusalBudgetTests
{
    private readonly ManualTime _time = new(DateTimeOffset.UnixEpoch);
    private readonly RefusalBudget _budget;

    public RefusalBudgetTests() => _budget = new RefusalBudget(_time);

    [Fact]
    public void One_rule_leaves_room_for_others()
    {
        Assert.Equal(RefusalBudget.PerRule, Taken(1000, network: _ => "198.51.100.1", client: i => $"app-{i}", rule: _ => "scope"));
        Assert.True(_budget.TryTake("198.51.100.1", "web", "redirect-uri"));
        Assert.True(_budget.TryTake("198.51.100.2", "web", "scope"));
    }

    [Fact]
    public void One_network_leaves_room_for_others()
    {
        Assert.Equal(RefusalBudget.PerNetwork, Taken(3000, network: _ => "198.51.100.1", client: i => $"app-{i}"));
        Assert.True(_budget.TryTake("198.51.100.2", "web", "scope"));
    }

    [Fact]
    public void One_clients_name_leaves_room_for_other_clients()
    {
        Assert.Equal(RefusalBudget.PerClient, Taken(3000, network: i => $"198.51.100.{i}", client: _ => "web"));
        Assert.True(_budget.TryTake("203.0.113.1", "other", "scope"));
        Assert.False(_budget.TryTake("203.0.113.1", "web", "scope"));
    }

    [Fact]
    public void Requests_without_a_client_count_together() =>
        Assert.Equal(RefusalBudget.PerClient, Taken(3000, network: i => $"198.51.100.{i}", client: _ => null));

    [Fact]
    public void All_together_stay_below_a_bound_until_the_next_window()
    {
        Assert.Equal(RefusalBudget.InAll, Taken(5000, network: i => $"n-{i}", client: i => $"app-{i}"));
        _time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        Assert.False(_budget.TryTake("another", "another", "scope"));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.True(_budget.TryTake("another", "another", "scope"));
    }

    private int Taken(int attempts, Func<int, string> network, Func<int, string?> client, Func<int, string>? rule = null) =>
        Enumerable.Range(0, attempts).Count(i => _budget.TryTake(network(i), client(i), rule is null ? $"rule-{i}" : rule(i)));
}
