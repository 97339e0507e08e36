using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;

namespace OidcEngine.Http;

/// <summary>Fetches documents that clients publish, by the rules of <see cref="OutboundHandler"/>. Callers who want one document at the same
/// time share one request, and an address that failed is left alone for a while: a dead peer costs little, and others nothing.</summary>
internal sealed class OutboundDocument(IHttpClientFactory http, TimeProvider time)
{
    public const string HttpClientName = "oidc-documents";

    /// <summary>How long a failure is the answer.</summary>
    public static readonly TimeSpan FailureMemory = TimeSpan.FromSeconds(5);

    private const int MaxFailures = 10_000;

    private readonly ConcurrentDictionary<(string Address, DocumentKind Kind), Lazy<Task<DocumentReading>>> _running = new();
    private readonly ConcurrentDictionary<(string Address, DocumentKind Kind), (DocumentReading Reading, DateTimeOffset At)> _failed = new();

    /// <summary>The document that lies at the address now. It is not kept: whoever may use it longer keeps it.</summary>
    /// <param name="address">An https URL that a client registered.</param>
    /// <param name="kind">What is expected there.</param>
    /// <param name="cancellationToken">Ends the wait, not a request that others wait for too.</param>
    public async Task<DocumentReading> GetAsync(string address, DocumentKind kind, CancellationToken cancellationToken)
    {
        var key = (address, kind);
        if (_failed.TryGetValue(key, out var failure))
        {
            if (time.GetUtcNow() - failure.At < FailureMemory) return failure.Reading;
            _failed.TryRemove(key, out _);
        }
        return await _running.GetOrAdd(key, Begin).Value.WaitAsync(cancellationToken);
    }

    private Lazy<Task<DocumentReading>> Begin((string Address, DocumentKind Kind) key) => new(() => FetchAsync(key));

    private async Task<DocumentReading> FetchAsync((string Address, DocumentKind Kind) key)
    {
        try
        {
            var reading = await ReadAsync(key.Address, key.Kind);
            if (reading is DocumentReading.Failed)
            {
                if (_failed.Count >= MaxFailures) _failed.Clear();
                _failed[key] = (reading, time.GetUtcNow());
            }
            return reading;
        }
        finally
        {
            _running.TryRemove(key, out _);
        }
    }

    private async Task<DocumentReading> ReadAsync(string address, DocumentKind kind)
    {
        try
        {
            using var client = http.CreateClient(HttpClientName);
            client.MaxResponseContentBufferSize = kind.MaxLength;
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            foreach (var mediaType in kind.MediaTypes) request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(mediaType));

            // The body is read before this returns, so that the client's time and length are for all of it.
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, CancellationToken.None);
            if (response.StatusCode != HttpStatusCode.OK) return new DocumentReading.Failed($"It answered {(int)response.StatusCode}.");
            if (response.Content.Headers.ContentType?.MediaType is not { } sent
                || !kind.MediaTypes.Contains(sent, StringComparer.OrdinalIgnoreCase))
                return new DocumentReading.Failed($"Its content type is not one of {string.Join(", ", kind.MediaTypes)}.");
            return new DocumentReading.Read(await response.Content.ReadAsByteArrayAsync());
        }
        catch (Exception failure) when (failure is HttpRequestException or UriFormatException or NotSupportedException)
        {
            return new DocumentReading.Failed(failure.Message);
        }
        catch (OperationCanceledException)
        {
            return new DocumentReading.Failed("It did not answer in time.");
        }
    }
}

/// <summary>What is expected at an address.</summary>
/// <param name="MaxLength">A longer document is not read.</param>
/// <param name="MediaTypes">One of them must be its content type.</param>
internal sealed record DocumentKind(int MaxLength, params string[] MediaTypes);

/// <summary>What came of fetching a document.</summary>
internal abstract record DocumentReading
{
    private DocumentReading() { }

    /// <summary>The document's octets; nothing of them was checked.</summary>
    public sealed record Read(byte[] Content) : DocumentReading;

    /// <summary>It was not reached, not allowed to be, not in time, too long or something else. The reason is for a log.</summary>
    public sealed record Failed(string Reason) : DocumentReading;
}
