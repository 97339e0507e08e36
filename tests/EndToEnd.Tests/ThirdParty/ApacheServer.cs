using System.Diagnostics;
using System.Globalization;
using TestKit.Certificates;

namespace EndToEnd.Tests.ThirdParty;

/// <summary>Debian's Apache on https loopback, with mod_auth_openidc before <c>/protected/</c>. It keeps nothing: when the test process ends,
/// even by a kill, the server stops and its folder is gone.</summary>
internal sealed class ApacheServer : IAsyncDisposable
{
    // As root the server runs as the user that Debian's package made. The end of standard input is the end of the test process.
    private const string Script = """
        set -e
        template=$1; port=$2; issuer=$3; client=$4; secret=$5; ca=$6; certificate=$7; key=$8
        cd /
        folder=$(mktemp -d /tmp/identity-apache-XXXXXX)
        mkdir "$folder/www" "$folder/www/protected"
        cp "$ca" "$folder/ca.crt"; cp "$certificate" "$folder/server.crt"; cp "$key" "$folder/server.key"
        echo "behind the door" >"$folder/www/protected/index.html"
        echo "good bye" >"$folder/www/bye.html"
        sed -e "s|FOLDER|$folder|g; s|PORT|$port|g; s|ISSUER|$issuer|g; s|CLIENT|$client|g; s|SECRET|$secret|g" "$template" >"$folder/apache.conf"
        if [ "$(id -u)" = 0 ]; then chown -R www-data:www-data "$folder"; as="setpriv --reuid=www-data --regid=www-data --clear-groups"; else as=; fi
        $as /usr/sbin/apache2 -f "$folder/apache.conf" -D FOREGROUND >/dev/null 2>&1 &
        server=$!
        trap 'kill -TERM $server 2>/dev/null; wait $server; rm -rf "$folder"' EXIT
        trap 'exit 1' HUP INT TERM
        tries=0
        until curl --silent --output /dev/null --cacert "$ca" "https://localhost:$port/bye.html"; do
            tries=$((tries + 1)); [ $tries -lt 300 ] || { cat "$folder/error.log" >&2; exit 1; }
            kill -0 $server 2>/dev/null || { cat "$folder/error.log" >&2; exit 1; }
            sleep 0.1
        done
        echo "$folder"
        cat >/dev/null
        """;

    private readonly Process _keeper;
    private readonly string _folder;

    private ApacheServer(Process keeper, string folder, int port) =>
        (_keeper, _folder, Address) = (keeper, folder, string.Create(CultureInfo.InvariantCulture, $"https://localhost:{port}"));

    public string Address { get; }

    /// <summary>Where the module takes codes, and what else is asked of it.</summary>
    public string RedirectUri => $"{Address}/protected/redirect";

    /// <summary>What the module wrote.</summary>
    public string Log => File.ReadAllText(Path.Combine(_folder, "error.log"));

    /// <param name="parties">Whose client it is.</param>
    /// <param name="clientId">Which one.</param>
    public static async Task<ApacheServer> StartAsync(ThirdParties parties, string clientId = "apache")
    {
        var certificates = LoopbackCertificates.Instance;
        string[] arguments =
        [
            Path.Combine(ThirdParties.Folder, "apache.conf"), parties.Clients.ApachePort.ToString(CultureInfo.InvariantCulture), parties.Issuer,
            clientId, ThirdPartyClients.SecretOf(clientId), certificates.AuthorityFile, certificates.CertificateFile, certificates.KeyFile,
        ];
        var keeper = Process.Start(new ProcessStartInfo("sh", ["-c", Script, "sh", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var folder = await keeper.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException(
            "Apache did not start (Debian: apt-get install libapache2-mod-auth-openidc). " + await keeper.StandardError.ReadToEndAsync());
        return new ApacheServer(keeper, folder, parties.Clients.ApachePort);
    }

    public async ValueTask DisposeAsync()
    {
        _keeper.StandardInput.Close();
        await _keeper.WaitForExitAsync();
        _keeper.Dispose();
    }
}
