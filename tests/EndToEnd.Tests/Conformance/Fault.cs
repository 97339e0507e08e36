namespace EndToEnd.Tests.Conformance;

/// <summary>Whoever answers a request.</summary>
internal delegate Task<HttpResponseMessage> Answering(HttpRequestMessage request);

/// <summary>A provider with one property switched off: it stands before the real one and changes what goes there or comes from there.</summary>
internal sealed record Fault
{
    public static Fault None { get; } = new();

    /// <summary>Answers a request, with the real provider's help.</summary>
    public Func<HttpRequestMessage, Answering, Task<HttpResponseMessage>> Answer { get; init; } = (request, real) => real(request);

    /// <summary>Changes what is sent to the <c>backchannel_logout_uri</c>; null sends nothing.</summary>
    public Func<Dictionary<string, string>, Dictionary<string, string>?> Notice { get; init; } = notice => notice;
}

/// <summary>The provider as this run sees it.</summary>
internal sealed class FaultyProvider(Fault fault, HttpMessageHandler real) : DelegatingHandler(real)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        fault.Answer(request, changed => base.SendAsync(changed, cancellationToken));
}
