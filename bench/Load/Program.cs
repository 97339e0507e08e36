using System.Globalization;
using Load;
using Load.Floors;

// Load floor PORT CONNECTION   the bare endpoints, as a process of their own
// Load [SECONDS]               the whole benchmark; see bench/README.md
if (args is ["floor", var port, var connection])
{
    await FloorServer.RunAsync(int.Parse(port, CultureInfo.InvariantCulture), connection, CancellationToken.None);
    return 0;
}

var seconds = args is [var text] ? double.Parse(text, CultureInfo.InvariantCulture) : 4;
await Benchmark.RunAsync(TimeSpan.FromSeconds(seconds), CancellationToken.None);
return 0;
