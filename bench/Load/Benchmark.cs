using System.Globalization;
using Load.Scenarios;
using Load.Sockets;
using TestKit.DPoP;

namespace Load;

/// <summary>Starts the provider and the floors, runs every scenario at every number of connections, and prints the table.</summary>
internal static class Benchmark
{
    private static readonly int[] Connections = [1, 16, 64];

    public static async Task RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        await using var provider = await ProviderUnderLoad.StartAsync(cancellationToken);
        using var key = new ProofKey();
        var report = new Report();
        report.Add(provider.StartUp);

        foreach (var connections in Connections)
        {
            async Task<Measurement> Run(string name, int port, Func<int, IRequestSource> newWorker, Measurement? floor = null, double? budget = null, bool warmUp = true)
            {
                var measured = await Measurement.RunAsync(port, connections, duration, warmUp, newWorker, cancellationToken);
                report.Add(name, measured, floor, budget);
                return measured;
            }

            Func<int, IRequestSource> Same(byte[] request) => _ => new SameRequest(request);
            byte[] Floor(string path) => Connection.Request("POST", path, "localhost", form: "");

            var es256 = await Run("floor: sign one ES256", provider.FloorPort, Same(Floor("/sign/es256")));
            var rs256 = await Run("floor: sign one RS256", provider.FloorPort, Same(Floor("/sign/rs256")));
            var update = await Run("floor: UPDATE … RETURNING, sign ES256", provider.FloorPort,
                index => new SameRequest(Floor(string.Create(CultureInfo.InvariantCulture, $"/update/{index}"))));

            var proved = await Run("floor: verify a DPoP proof, INSERT its jti, sign ES256", provider.FloorPort,
                _ => new Proved(key, proof => Connection.Request("POST", "/proved", "localhost", form: "", $"DPoP: {proof}"), provider.TokenAddress));

            await Run("discovery", provider.Port, Same(provider.Get("/.well-known/openid-configuration")));
            await Run("client_credentials, ES256", provider.Port, Same(provider.ClientCredentials("bench-es256")), es256, 0.75);
            await Run("client_credentials, ES256, 10 000 clients in turn", provider.Port,
                index => new Cycle(number => provider.ClientCredentials(GeneratedClients.IdOf(number)), index), es256);
            await Run("client_credentials, RS256", provider.Port, Same(provider.ClientCredentials("bench-rs256")), rs256);
            await Run("introspection", provider.Port, Same(provider.Introspect(provider.AccessToken)), update);
            await Run("userinfo", provider.Port, Same(provider.Get("/connect/userinfo", $"Authorization: Bearer {provider.AccessToken}")));

            await Run("client_credentials bound by DPoP, ES256", provider.Port, _ => new Proved(key, provider.ProvedClientCredentials, provider.TokenAddress), proved);
            await Run("client_credentials by certificate, bound to it, ES256", provider.Port, Same(provider.CertifiedClientCredentials()), es256);

            var families = await provider.NewRefreshTokensAsync(connections, "profile.api offline_access", cancellationToken);
            await Run("refresh, rotating", provider.Port, index => new RotatingRefreshes(provider.Refresh, [families[index]]), update, 0.80);
            var withIdToken = await provider.NewRefreshTokensAsync(connections, "openid profile.api offline_access", cancellationToken);
            await Run("refresh, rotating, with an RS256 id_token", provider.Port, index => new RotatingRefreshes(provider.Refresh, [withIdToken[index]]), update);

            await Run("pushed request, then authorize", provider.Port, _ => new PushAndAuthorize(provider.Push(), provider.PushedAuthorize), update);
            var codes = await provider.NewCodeExchangesAsync((int)(duration.TotalSeconds * 400), cancellationToken);
            await Run("code exchange, with an RS256 id_token", provider.Port, _ => new EachOnce(codes), update, warmUp: false);
        }

        report.Add(provider.Memory());
        report.Print();
    }
}
