using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServiceDefaults.Outbound;
using ServiceDefaults.Redis;

namespace ServiceDefaults.Notices;

/// <summary>Notices over one channel of Redis. Anybody who can write there can make instances forget, and no more than that.</summary>
internal sealed class RedisNotices : IChangeNotices, IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<string, Action<string>> _listeners = new(StringComparer.Ordinal);
    private readonly RedisLink _commands;
    private readonly RedisLink _listening;
    private readonly string _channel;
    private readonly string _self;

    public RedisNotices(
        RedisLink commands, RedisAddress address, RedisOptions options, ServerTrust trust, RedisMetrics metrics, TimeProvider time,
        ILogger<RedisLink> logger)
    {
        _commands = commands;
        // Channels are common to all databases of a server, so the number stands in the name.
        _channel = string.Create(CultureInfo.InvariantCulture, $"identity:{address.Database}:changes");
        _self = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        _listening = new RedisLink(address, options, trust, metrics, time, logger, (_channel, HearMessage));
    }

    public bool HearsOthers => _listening.IsWell && _commands.IsWell;

    public void Tell(string subject, string key) => _commands.Post(["PUBLISH", _channel, $"{_self} {subject} {key}"]);

    public void Hear(string subject, Action<string> forget) => _listeners.AddOrUpdate(subject, forget, (_, before) => before + forget);

    public Task StartAsync(CancellationToken cancellationToken) => _listening.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => _listening.StopAsync(cancellationToken);

    public void Dispose() => _listening.Dispose();

    private void HearMessage(string message)
    {
        if (message.Split(' ', 3) is [var sender, var subject, var key] && sender != _self && _listeners.TryGetValue(subject, out var forget))
            forget(key);
    }
}
