using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using ServiceDefaults.Problems;

namespace ServiceDefaults.Json;

/// <summary>The body of a request that must be JSON, read without any guess: the content type is one that was announced, the
/// text is UTF-8, nothing is doubled, nothing is deeper than 32 levels, and no string holds NUL or a lone surrogate.</summary>
public sealed record JsonBody
{
    public const string Json = "application/json";
    public const string MergePatch = "application/merge-patch+json";

    private const int MaxBytes = 64 * 1024;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    private readonly JsonElement _root;
    private readonly ApiProblem? _problem;

    private JsonBody(JsonElement root) => _root = root;

    private JsonBody(ApiProblem problem) => _problem = problem;

    /// <summary>Reads the body, of which only the given content types are accepted.</summary>
    public static async Task<JsonBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken, params string[] types)
    {
        if (WrongType(request, types) is { } unsupported) return new(unsupported);
        if (request.ContentLength > MaxBytes) return new(TooLarge());

        using var buffer = new MemoryStream();
        var chunk = ArrayPool<byte>.Shared.Rent(8 * 1024);
        try
        {
            int read;
            while ((read = await request.Body.ReadAsync(chunk, cancellationToken)) > 0)
            {
                if (buffer.Length + read > MaxBytes) return new(TooLarge());
                buffer.Write(chunk, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk, clearArray: true); // it may have held a password
        }

        return Parse(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
    }

    public bool TryGet(out JsonElement root, [NotNullWhen(false)] out ApiProblem? problem)
    {
        (root, problem) = (_root, _problem);
        return problem is null;
    }

    /// <summary>The body as a record whose members are all known and well formed.</summary>
    public bool TryGet<T>([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out ApiProblem? problem)
        where T : class
    {
        value = null;
        if (!TryGet(out var root, out problem)) return false;
        try
        {
            value = root.Deserialize<T>(ApiJson.Options);
            problem = value is null ? NotAnObject() : null;
        }
        catch (JsonException exception)
        {
            problem = JsonFault.Describe(exception);
        }

        return value is not null;
    }

    public static ApiProblem NotAnObject() => ApiProblem.BadRequest("invalid_json", "The body must be a JSON object.");

    /// <summary>Reads bytes that were received already, such as a line of a file, by the same rules.</summary>
    public static JsonBody Parse(ReadOnlyMemory<byte> bytes)
    {
        if (!Utf8.IsValid(bytes.Span)) return new(ApiProblem.BadRequest("invalid_json", "The body is not UTF-8."));
        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            var root = document.RootElement.Clone();
            return StrictText.FirstFault(root) is { } member ? new(StrictText.Refuse(member)) : new(root);
        }
        catch (JsonException exception)
        {
            return new(JsonFault.Describe(exception));
        }
        catch (InvalidOperationException)
        {
            return new(StrictText.Refuse("")); // a member's name holds half of a surrogate pair
        }
    }

    private static ApiProblem? WrongType(HttpRequest request, string[] types)
    {
        var encoded = request.Headers.ContentEncoding is { Count: > 0 } encoding && !encoding.All(one => one == "identity");
        if (!encoded && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && types.Any(accepted => type.MediaType.Equals(accepted, StringComparison.OrdinalIgnoreCase))
            && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
            return null;
        return new ApiProblem(StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type",
            $"The body must be {string.Join(" or ", types)} in UTF-8, without a content encoding.");
    }

    private static ApiProblem TooLarge() => new(StatusCodes.Status413PayloadTooLarge, "too_large", $"The body may have {MaxBytes} bytes.");
}
