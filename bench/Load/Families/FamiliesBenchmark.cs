using System.Globalization;
using Load.Scenarios;
using Load.Sockets;

namespace Load.Families;

/// <summary>Runs refreshing at growing numbers of live refresh families, each size beside the floor: what growth costs is the change of its share.</summary>
internal static class FamiliesBenchmark
{
    private const int Connections = 16;

    public static async Task RunAsync(TimeSpan duration, IReadOnlyList<int> sizes, CancellationToken cancellationToken)
    {
        await using var provider = await ProviderUnderLoad.StartAsync(cancellationToken);
        var families = new GeneratedFamilies(provider);
        var report = new Report();
        foreach (var size in sizes)
        {
            report.Add(await families.GrowAsync(size, cancellationToken));
            var floor = await Measurement.RunAsync(provider.FloorPort, Connections, duration, warmUp: true, Floor, cancellationToken);
            report.Add("floor: UPDATE … RETURNING, sign ES256", floor, floor: null, budget: null);

            var measured = await Measurement.RunAsync(
                provider.Port, Connections, duration, warmUp: true, worker => new RotatingRefreshes(provider.Refresh, families.TokensOf(worker, Connections)), cancellationToken);
            report.Add(string.Create(CultureInfo.InvariantCulture, $"refresh, rotating, {size} live families"), measured, floor, budget: 0.80);
        }

        report.Print();
    }

    private static SameRequest Floor(int worker) =>
        new(Connection.Request("POST", string.Create(CultureInfo.InvariantCulture, $"/update/{worker}"), "localhost", form: ""));
}
