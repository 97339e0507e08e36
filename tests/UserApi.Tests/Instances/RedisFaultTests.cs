using System.Collections.Concurrent;
using System.Diagnostics;
using TestKit.Redis;
using UserApi.Tests.Hosting;

namespace UserApi.Tests.Instances;

/// <summary>Redis fails while requests run on two instances: none of them fails or hangs, what was taken away stays away, and all is as
/// before when Redis is back. Nobody repairs anything.</summary>
public sealed class RedisFaultTests
{
    private static readonly TimeSpan Belief = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Hanging = TimeSpan.FromSeconds(15); // what waits for Redis waits for ever; a busy machine does not

    [Theory]
    [InlineData("killed")]
    [InlineData("frozen")]
    [InlineData("emptied")]
    public async Task Requests_go_on_and_decisions_stay_right(string fault)
    {
        await using var redis = await RedisServer.StartAsync();
        await using var instances = await TwoInstances.StartAsync(
            redis, ("RateLimits:Enabled", "true"), ("RateLimits:Reads:Permits", "1000000"), ("RateLimits:Writes:Permits", "1000000"));
        var admin = await instances.One.NewPersonAsync("admin");
        var (before, during, after) = (await instances.One.NewPersonAsync("auditor"), await instances.One.NewPersonAsync("auditor"), await instances.One.NewPersonAsync("auditor"));
        foreach (var host in new[] { instances.One, instances.Other })
            (await PermissionChangeTests.ReadAsync(host, admin)).Expect(200); // what is done once is done
        await using var load = new Load(instances, admin, before, during, after);

        await Task.Delay(500);
        load.ExpectRefusals(before, await DemoteAsync(admin, before));
        await BreakAsync(redis, fault);
        await Task.Delay(500); // it is known to be down
        load.ExpectRefusals(during, await DemoteAsync(admin, during));
        await Task.Delay(Belief + TimeSpan.FromSeconds(0.5));
        await RepairAsync(redis, fault);
        await instances.WaitForRedisAsync();
        load.ExpectRefusals(after, await DemoteAsync(admin, after));
        await PermissionChangeTests.RefusedWithinAsync(instances.Other, after, Belief - TimeSpan.FromSeconds(1)); // they hear each other again
        await Task.Delay(500);

        var answers = await load.StopAsync();
        Assert.All(answers.Where(answer => answer.Status is not (200 or 403)), answer => Assert.Fail($"{answer}"));
        Assert.True(answers.Max(answer => answer.Took) < Hanging, $"The slowest: {answers.MaxBy(answer => answer.Took)}");
        Assert.All(answers.Where(answer => answer.Person == admin), answer => Assert.Equal(200, answer.Status));
        foreach (var (person, demotedAt) in load.Demoted)
        {
            Assert.Contains(answers, answer => answer.Person == person && answer.Status == 200);
            Assert.Contains(answers, answer => answer.Person == person && answer.Status == 403);
            Assert.DoesNotContain(answers, answer => answer.Person == person && answer.Status == 200 && answer.At > demotedAt + Belief);
        }
    }

    private static async Task<TimeSpan> DemoteAsync(Person admin, Person person)
    {
        (await PermissionChangeTests.SendAsync(admin, HttpMethod.Delete, $"/v1/admin/users/{person.Id}/roles/auditor")).Expect(200);
        return Load.Now;
    }

    private static Task BreakAsync(RedisServer redis, string fault) => fault switch
    {
        "killed" => redis.KillAsync(),
        "frozen" => redis.FreezeAsync(),
        _ => redis.CommandAsync("FLUSHALL"),
    };

    private static Task RepairAsync(RedisServer redis, string fault) => fault switch
    {
        "killed" => redis.StartAgainAsync(),
        "frozen" => redis.ThawAsync(),
        _ => Task.CompletedTask,
    };

    /// <summary>Everybody reads at both instances, again and again.</summary>
    private sealed class Load : IAsyncDisposable
    {
        private readonly ConcurrentQueue<Observed> _answers = new();
        private readonly CancellationTokenSource _end = new();
        private readonly Task _work;

        public Load(TwoInstances instances, params Person[] people) => _work = Task.WhenAll(
            from person in people from host in new[] { instances.One, instances.Other } select ReadAsync(host, person));

        public static TimeSpan Now => Stopwatch.GetElapsedTime(0);

        public Dictionary<Person, TimeSpan> Demoted { get; } = [];

        public void ExpectRefusals(Person person, TimeSpan demotedAt) => Demoted.Add(person, demotedAt);

        public async Task<IReadOnlyList<Observed>> StopAsync()
        {
            await _end.CancelAsync();
            await _work;
            return [.. _answers];
        }

        public async ValueTask DisposeAsync()
        {
            await StopAsync();
            _end.Dispose();
        }

        private async Task ReadAsync(ApiHost host, Person person)
        {
            while (!_end.IsCancellationRequested)
            {
                var at = Now;
                var answer = await PermissionChangeTests.ReadAsync(host, person);
                _answers.Enqueue(new(person, at, answer.Status, Now - at));
                await Task.Delay(20);
            }
        }
    }

    /// <param name="At">When it was asked.</param>
    private sealed record Observed(Person Person, TimeSpan At, int Status, TimeSpan Took);
}
