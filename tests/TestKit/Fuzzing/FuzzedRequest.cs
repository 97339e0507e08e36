using System.Text;

namespace TestKit.Fuzzing;

/// <summary>One request of a fuzz run.</summary>
public sealed record FuzzedRequest(string Method, string Path, string Query, (string Name, string Value)[] Headers, string? ContentType, byte[]? Body)
{
    /// <summary>Goes out with the path and the query as they stand.</summary>
    public HttpRequestMessage ToMessage(Uri address)
    {
        var target = new Uri($"{address.GetLeftPart(UriPartial.Authority)}{Path}{Query}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var message = new HttpRequestMessage(new HttpMethod(Method), target);
        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Body);
            if (ContentType is not null) message.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        }
        foreach (var (name, value) in Headers)
            if (!message.Headers.TryAddWithoutValidation(name, value))
                message.Content?.Headers.TryAddWithoutValidation(name, value);
        return message;
    }

    /// <summary>What to send to see it again.</summary>
    public override string ToString()
    {
        var headers = string.Join(" | ", Headers.Select(header => $"{header.Name}: {Short(header.Value)}"));
        var body = Body is null ? "" : $" [{ContentType}] {Body.Length} bytes: {Short(Encoding.UTF8.GetString(Body))}";
        return $"{Method} {Short(Path)}{Short(Query)} {headers}{body}";
    }

    private static string Short(string text) => text.Length <= 600 ? text : $"{text[..600]}…({text.Length})";
}
