using System.Globalization;
using System.Net.Sockets;
using TestKit.Ports;
using TestKit.Processes;
using TestKit.Product;

namespace TestKit.S3;

/// <summary>A small S3 server on loopback with one empty bucket.</summary>
public sealed class S3Server : IAsyncDisposable
{
    public const string Bucket = "avatars";
    public const string AccessKey = "S3RVER";
    public const string SecretKey = "S3RVER";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("identity-s3-");
    private readonly ChildProcess _process;

    private S3Server(int port)
    {
        Address = $"http://127.0.0.1:{port}";
        var program = Path.Combine(SourceTree.Root, "tests/UserDirectory.Tests/node_modules/s3rver/bin/s3rver.js");
        _process = ChildProcess.Start("node",
        [
            program, "--address", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture), "--directory", _folder.FullName,
            "--configure-bucket", Bucket, "--silent",
        ]);
    }

    public string Address { get; }

    public static async Task<S3Server> StartAsync()
    {
        var port = FreePorts.Take(1)[0];
        var server = new S3Server(port);
        for (var attempt = 0; attempt < 300; attempt++)
        {
            if (server._process.HasExited) break;
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync("127.0.0.1", port);
                return server;
            }
            catch (SocketException)
            {
                await Task.Delay(100);
            }
        }

        var said = server._process.Output;
        await server.DisposeAsync();
        throw new InvalidOperationException($"The S3 server did not start. It said:\n{said}");
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        if (Directory.Exists(_folder.FullName)) _folder.Delete(recursive: true); // a test may end it before its owner does
    }
}
