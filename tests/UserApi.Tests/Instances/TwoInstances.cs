using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using TestKit.Postgres;
using TestKit.Redis;
using UserApi.Tests.Hosting;

namespace UserApi.Tests.Instances;

/// <summary>Two hosts on one PostgreSQL, with one issuer; perhaps with one Redis.</summary>
internal sealed class TwoInstances : IAsyncDisposable
{
    private TwoInstances(ApiHost one, ApiHost other) => (One, Other) = (one, other);

    public ApiHost One { get; }

    public ApiHost Other { get; }

    public static async Task<TwoInstances> StartAsync(RedisServer? redis, params (string Key, string Value)[] settings)
    {
        var masterKey = Path.GetTempFileName();
        await File.WriteAllTextAsync(masterKey, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) + "\n");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(masterKey);
        var postgres = await (await PostgresServer.GetAsync()).CreateDatabaseAsync();
        (string, string)[] all = [("Identity:MasterKeyFile", masterKey), ("ConnectionStrings:Redis", redis?.Address ?? ""), .. settings];

        var one = await ApiHost.StartAsync(postgres, all);
        var other = await ApiHost.StartAsync(
            postgres, services => services.AddHttpClient("oidc-provider").ConfigurePrimaryHttpMessageHandler(() => one.Issuer), all);
        var instances = new TwoInstances(one, other);
        if (redis is not null) await instances.WaitForRedisAsync();
        return instances;
    }

    /// <summary>Until both are connected to Redis, and hear each other: a change counts at the other within moments.</summary>
    public async Task WaitForRedisAsync()
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        foreach (var host in new[] { One, Other })
            while (!host.HearsOthers) await Task.Delay(20, late.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await One.StopAsync();
        await Other.StopAsync();
    }
}
