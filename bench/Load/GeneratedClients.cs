using System.Globalization;
using System.Text.Json.Nodes;

namespace Load;

/// <summary>The clients of clients.json, and as many machines again as an installation for many has.</summary>
internal static class GeneratedClients
{
    public const int Machines = 10_000;

    /// <summary>Writes them for <c>Identity:ClientsFile</c>.</summary>
    public static async Task WriteAsync(string file, CancellationToken cancellationToken)
    {
        var clients = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "clients.json"), cancellationToken))!.AsArray();
        var model = clients.Single(client => (string?)client!["client_id"] == "bench-es256")!;
        for (var number = 0; number < Machines; number++)
        {
            var machine = model.DeepClone();
            machine["client_id"] = IdOf(number);
            clients.Add(machine);
        }

        await File.WriteAllTextAsync(file, clients.ToJsonString(), cancellationToken);
    }

    /// <summary>The id of one of them, whatever the number.</summary>
    public static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"bench-machine-{number % Machines}");
}
