using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace UserApi.Tests.Hosting;

/// <summary>A request whose path goes out as it stands: <see cref="HttpClient"/> would tidy it.</summary>
internal static class RawRequest
{
    /// <returns>The status.</returns>
    public static async Task<int> SendAsync(ApiHost host, string method, string path, string? token)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(host.Http.BaseAddress!.Host, host.Http.BaseAddress.Port);
        await using var stream = client.GetStream();
        var authorization = token is null ? "" : $"Authorization: Bearer {token}\r\n";
        var request = $"{method} {path} HTTP/1.1\r\nHost: localhost\r\n{authorization}Content-Length: 0\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream);
        return int.Parse((await reader.ReadLineAsync())!.Split(' ')[1], CultureInfo.InvariantCulture);
    }
}
