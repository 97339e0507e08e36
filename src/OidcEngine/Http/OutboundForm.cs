namespace OidcEngine.Http;

/// <summary>Posts forms to addresses that clients registered, by the rules of <see cref="OutboundHandler"/>.</summary>
internal sealed class OutboundForm(IHttpClientFactory http)
{
    public const string HttpClientName = "oidc-backchannel";

    /// <summary>Posts one parameter. The answer's body is not read.</summary>
    public async Task<OutboundAnswer> PostAsync(string address, string parameter, string value, CancellationToken cancellationToken)
    {
        using var content = new FormUrlEncodedContent([new(parameter, value)]);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        try
        {
            using var client = http.CreateClient(HttpClientName);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return new OutboundAnswer.Answered((int)response.StatusCode);
        }
        catch (HttpRequestException failure)
        {
            return new OutboundAnswer.Unreachable(failure.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new OutboundAnswer.Unreachable("The client did not answer in time.");
        }
    }
}

/// <summary>What came of an outbound request.</summary>
internal abstract record OutboundAnswer
{
    private OutboundAnswer() { }

    /// <summary>The other side answered.</summary>
    public sealed record Answered(int Status) : OutboundAnswer;

    /// <summary>It was not reached, not allowed to be, or not in time.</summary>
    public sealed record Unreachable(string Reason) : OutboundAnswer;
}
