using System.Globalization;
using Load;
using Load.Families;
using Load.Floors;
using Load.People;
using Load.Storm;

// Load floor PORT CONNECTION   the bare endpoints, as a process of their own
// Load [SECONDS]               the whole benchmark; see bench/README.md
// Load users [SECONDS] [SIZES]  the user API at growing numbers of accounts
// Load families [SECONDS] [SIZES]  refreshing at growing numbers of live refresh families
// Load storm [SECONDS]  tokens and refreshes while far too many people sign in by password
if (args is [("users" or "families") and var what, .. var rest])
{
    var each = TimeSpan.FromSeconds(rest.Length > 0 ? double.Parse(rest[0], CultureInfo.InvariantCulture) : 4);
    int[] sizes = rest.Length > 1 ? [.. rest[1..].Select(size => int.Parse(size, CultureInfo.InvariantCulture))] : [1_000, 100_000, 1_000_000];
    if (what == "users") await PeopleBenchmark.RunAsync(each, sizes, CancellationToken.None);
    else await FamiliesBenchmark.RunAsync(each, sizes, CancellationToken.None);
    return 0;
}

if (args is ["storm", .. var lengths])
{
    await StormBenchmark.RunAsync(TimeSpan.FromSeconds(lengths.Length > 0 ? double.Parse(lengths[0], CultureInfo.InvariantCulture) : 5), CancellationToken.None);
    return 0;
}

if (args is ["floor", var port, var connection])
{
    await FloorServer.RunAsync(int.Parse(port, CultureInfo.InvariantCulture), connection, CancellationToken.None);
    return 0;
}

var seconds = args is [var text] ? double.Parse(text, CultureInfo.InvariantCulture) : 4;
await Benchmark.RunAsync(TimeSpan.FromSeconds(seconds), CancellationToken.None);
return 0;
