using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using OidcEngine.Errors;

namespace OidcEngine.Http;

/// <summary>Reads the parameters of a POST from its body, RFC 6749 §3.2 and Appendix B. What an endpoint cannot take unread, whatever
/// it is about, is <c>invalid_request</c>: another content type, too much, malformed text, a parameter twice.</summary>
internal static class FormParameters
{
    /// <summary>No request of ours comes near it; the largest parameters are tokens of a few kilobytes.</summary>
    public const int MaxLength = 64 * 1024;

    private const string Rule = "form";
    private const string MediaType = "application/x-www-form-urlencoded";

    /// <summary>The parameters, each once. The request URI is not read (RFC 6749 §2.3.1, §3.2), and must not repeat any of them.</summary>
    public static async ValueTask<Result<RequestParameters>> ReadAsync(HttpRequest http, CancellationToken cancellationToken)
    {
        if (!(await ReadBodyAsync(http, cancellationToken)).TryGet(out var form, out var error)) return error;
        if (form.HasDoubled || (http.QueryString.HasValue && IsRepeatedIn(http, form)))
            return RepeatedParameter.Refuse(form);
        return form;
    }

    /// <summary>The parameters, with those that are doubled marked as such.</summary>
    public static async ValueTask<Result<RequestParameters>> ReadBodyAsync(HttpRequest http, CancellationToken cancellationToken)
    {
        if (!IsForm(http.ContentType)) return NotAForm(http.ContentType);
        if (http.ContentLength > MaxLength) return TooLong();
        try
        {
            return await ReadToEndAsync(http, cancellationToken);
        }
        catch (BadHttpRequestException)
        {
            return OAuthError.InvalidRequest("The body is not as its headers say.")
                .Because(Rule, "RFC 9112 §6", "Send a body as long as Content-Length says, or in well-formed chunks.");
        }
    }

    private static async ValueTask<Result<RequestParameters>> ReadToEndAsync(HttpRequest http, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await http.BodyReader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > MaxLength || read.IsCompleted)
            {
                var parameters = read.Buffer.Length > MaxLength ? TooLong() : Parse(read.Buffer);
                http.BodyReader.AdvanceTo(read.Buffer.End);
                if (parameters.TryGet(out var form, out _)) ReceivedRequest.Of(http.HttpContext).Note(form);
                return parameters;
            }
            http.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static Result<RequestParameters> Parse(ReadOnlySequence<byte> body)
    {
        // A body that came in pieces is rare; that its copy is not pooled keeps secrets out of shared buffers.
        var text = body.IsSingleSegment ? body.FirstSpan : body.ToArray();
        return UrlEncodedText.Parse(text) is { } parameters ? parameters : OAuthError.InvalidRequest("The body is malformed.")
            .Because(Rule, "RFC 6749 §3.2", "Form-encode each name and value in UTF-8, without NUL, and send at most 100 parameters.");
    }

    private static bool IsForm(string? contentType)
    {
        if (contentType == MediaType) return true;
        return MediaTypeHeaderValue.TryParse(contentType, out var parsed)
            && parsed.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase)
            && (!parsed.Charset.HasValue || parsed.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsRepeatedIn(HttpRequest http, RequestParameters form)
    {
        if (!QueryParameters.Read(http).TryGet(out var query, out _)) return true;
        foreach (var (name, _) in query)
            if (name is "client_secret" or "client_assertion" || form[name] is not null)
                return true;
        return false;
    }

    private static Result<RequestParameters> TooLong() => OAuthError.InvalidRequest($"The body is longer than {MaxLength} bytes.")
        .Because(Rule, "RFC 9110 §15.5.14", $"Send at most {MaxLength} bytes.");

    private static OAuthError NotAForm(string? contentType) =>
        OAuthError.InvalidRequest($"The content type is not {MediaType} in UTF-8.").Because(
            Rule, "RFC 6749 §3.2", $"Send the parameters in the body, as {MediaType}.", MediaType, contentType);
}
