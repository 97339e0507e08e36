using System.Net.Http.Headers;
using UserApi.Tests.Hosting;

namespace UserApi.Tests.BadInput;

/// <summary>An endpoint that takes a body.</summary>
/// <param name="Path">In it <c>{person}</c> is the caller's user name.</param>
/// <param name="Members">The members of a body that is right.</param>
internal sealed record BodyTarget(string Method, string Path, string Members)
{
    /// <summary>A text that the body may have.</summary>
    public string Member { get; init; } = "given_name";

    /// <summary>The scope of the token; null sends none.</summary>
    public string? Scope { get; init; }

    public string Name => $"{Method} {Path}";

    private string ContentType => Method == "PATCH" ? "application/merge-patch+json" : "application/json";

    public async Task<Answer> SendAsync(Person caller, BadBody fault)
    {
        using var request = new HttpRequestMessage(new HttpMethod(Method), Path.Replace("{person}", caller.Name, StringComparison.Ordinal));
        if (Scope is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", caller.Token(Scope));
        request.Content = new ByteArrayContent(fault.Body($"{{{Members.Trim()}}}", Member));
        // What is refused unread may meet a closed connection while it is still sent: ask first (RFC 9110 §10.1.1).
        request.Headers.ExpectContinue = request.Headers.ConnectionClose = request.Content.Headers.ContentLength > 1_000_000;
        var type = fault.ContentType ?? ContentType;
        if (type.Length > 0) request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await caller.Host.Http.SendAsync(request);
        return await Answer.ReadAsync(response);
    }
}
