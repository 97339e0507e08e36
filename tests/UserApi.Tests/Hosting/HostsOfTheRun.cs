[assembly: AssemblyFixture(typeof(UserApi.Tests.Hosting.HostsOfTheRun))]

namespace UserApi.Tests.Hosting;

/// <summary>Stops the hosts when all tests have run.</summary>
public sealed class HostsOfTheRun : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await ApiHost.StopAllAsync();
}
