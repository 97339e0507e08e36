using System.Globalization;
using System.Net;
using TestKit.Certificates;
using TestKit.Ports;
using TestKit.Processes;
using TestKit.Product;

namespace EndToEnd.Tests.Guides;

/// <summary>The API of a guide in docs/apis, run as it stands there: the code is read out of the Markdown.</summary>
internal sealed class GuidedApi : IAsyncDisposable
{
    /// <summary>The resource identifier that the API is told is its own.</summary>
    public const string Audience = "https://localhost:3006";

    private readonly DirectoryInfo _folder;
    private readonly ChildProcess _process;
    private readonly HttpClient _http;

    private GuidedApi(DirectoryInfo folder, ChildProcess process, int port)
    {
        (_folder, _process) = (folder, process);
        _http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")) };
    }

    /// <param name="language">The guide: <c>node</c> or <c>python</c>.</param>
    /// <param name="issuer">Whose tokens it is to trust.</param>
    public static async Task<GuidedApi> StartAsync(string language, string issuer)
    {
        var (program, fence, file) = language == "node" ? ("node", "js", "api.mjs") : ("/usr/bin/python3", "python", "api.py");
        var folder = Directory.CreateTempSubdirectory("identity-guides-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, file), Code(language, fence));
        Directory.CreateSymbolicLink(
            Path.Combine(folder.FullName, "node_modules"), Path.Combine(SourceTree.Root, "tests", "EndToEnd.Tests", "node_modules"));

        var port = FreePorts.Take(1)[0];
        var process = ChildProcess.Start(program, [file], new Dictionary<string, string?>
        {
            ["ISSUER"] = issuer,
            ["AUDIENCE"] = Audience,
            ["PORT"] = port.ToString(CultureInfo.InvariantCulture),
            ["NODE_EXTRA_CA_CERTS"] = LoopbackCertificates.Instance.AuthorityFile,
            ["SSL_CERT_FILE"] = LoopbackCertificates.Instance.AuthorityFile,
        }, folder.FullName);
        var api = new GuidedApi(folder, process, port);
        if (await process.ReadLineAsync(TimeSpan.FromSeconds(60)) == "ready") return api;
        await api.DisposeAsync();
        throw new InvalidOperationException($"The API of docs/apis/{language}.md did not start:\n{process.Output}");
    }

    /// <returns>The status, the challenge if there is one, and the body.</returns>
    public async Task<(HttpStatusCode Status, string Challenge, string Body)> AskAsync(string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/orders");
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var answer = await _http.SendAsync(request);
        return (answer.StatusCode, answer.Headers.WwwAuthenticate.ToString(), await answer.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static string Code(string guide, string fence)
    {
        var text = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "apis", $"{guide}.md"));
        var from = text.IndexOf($"```{fence}\n", StringComparison.Ordinal) + fence.Length + 4;
        return text[from..text.IndexOf("\n```", from, StringComparison.Ordinal)];
    }
}
