using System.Diagnostics.CodeAnalysis;
using Microsoft.Net.Http.Headers;
using ServiceDefaults.Problems;
using UserApi.Requests;

namespace UserApi.UserFiles;

/// <summary>A file of accounts in one of the formats that are taken.</summary>
internal sealed class UserFile(string format, Stream content)
{
    /// <summary>What the request says that its body is. CSV without a header (<c>header=absent</c>, RFC 4180 §3) is not taken.</summary>
    public static bool TryReadFormat(HttpRequest request, [NotNullWhen(true)] out string? format, [NotNullWhen(false)] out ApiProblem? problem)
    {
        format = null;
        var encoded = request.Headers.ContentEncoding is { Count: > 0 } encoding && !encoding.All(one => one == "identity");
        if (!encoded && MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && IsUtf8(type))
            format = FormatOf(type);
        problem = format is not null ? null : new ApiProblem(StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type",
            $"The body must be {RecordFile.CsvType} with a header, or {RecordFile.NdjsonType}, in UTF-8, without a content encoding.");
        return format is not null;
    }

    /// <summary>Why the file as a whole is not taken: it is no such file, or it is too long. Nothing has happened then.</summary>
    public async Task<ApiProblem?> FindProblemAsync(int maxLines, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var line in ReadAsync(cancellationToken))
        {
            if (line.Break is { } problem) return problem;
            if (++count > maxLines) return TooLarge($"The file may have {maxLines} lines.");
        }

        return count > 0 ? null : ApiProblem.BadRequest("invalid_file", "The file holds no account.");
    }

    /// <summary>Its lines, from the first.</summary>
    public IAsyncEnumerable<FileLine> ReadAsync(CancellationToken cancellationToken)
    {
        content.Position = 0;
        return format == RecordFile.Csv ? CsvLines.ReadAsync(content, cancellationToken) : NdjsonLines.ReadAsync(content, cancellationToken);
    }

    public static ApiProblem TooLarge(string reason) => new(StatusCodes.Status413PayloadTooLarge, "too_large", reason);

    private static bool IsUtf8(MediaTypeHeaderValue type) => !type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    private static string? FormatOf(MediaTypeHeaderValue type)
    {
        if (type.MediaType.Equals(RecordFile.NdjsonType, StringComparison.OrdinalIgnoreCase)) return RecordFile.Ndjson;
        var headless = type.Parameters.Any(parameter =>
            parameter.Name.Equals("header", StringComparison.OrdinalIgnoreCase) && parameter.Value.Equals("absent", StringComparison.OrdinalIgnoreCase));
        return !headless && type.MediaType.Equals(RecordFile.CsvType, StringComparison.OrdinalIgnoreCase) ? RecordFile.Csv : null;
    }
}
