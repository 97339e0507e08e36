using System.Collections.Concurrent;
using OidcClient.ApiAccess;

namespace UserApi.Tests.Hosting;

/// <summary>Every token counts, but those whose grant a test has ended.</summary>
internal sealed class LiveTokens : IAccessTokenStatus
{
    private readonly ConcurrentDictionary<Guid, bool> _ended = new();

    public void End(Guid grantId) => _ended[grantId] = true;

    public ValueTask<bool> IsLiveAsync(string tokenId, string clientId, Guid? grantId, CancellationToken cancellationToken) =>
        ValueTask.FromResult(grantId is not { } id || !_ended.ContainsKey(id));
}
