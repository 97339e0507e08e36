using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using ServiceDefaults.Problems;
using UserDirectory.Avatars;

namespace UserApi.Avatars;

/// <summary>A form (RFC 7578) with one file, read as it comes. The file's name and declared type are of no interest.</summary>
internal readonly struct AvatarForm
{
    public const string ContentType = "multipart/form-data";
    public const string Part = "avatar";

    /// <summary>The file, and what the form adds to it.</summary>
    public const int MaxBytes = PictureInbox.MaxBytes + (16 * 1024);

    private const int LongestBoundary = 70; // RFC 2046 §5.1.1

    private readonly ReceivedPicture? _picture;
    private readonly ApiProblem? _problem;

    private AvatarForm(ReceivedPicture picture) => _picture = picture;

    private AvatarForm(ApiProblem problem) => _problem = problem;

    public bool TryGet([NotNullWhen(true)] out ReceivedPicture? picture, [NotNullWhen(false)] out ApiProblem? problem)
    {
        (picture, problem) = (_picture, _problem);
        return picture is not null;
    }

    public static async Task<AvatarForm> ReadAsync(
        HttpRequest request, PictureInbox inbox, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!TryReadBoundary(request, out var boundary, out var problem)) return new(problem);
        if (request.ContentLength > MaxBytes) return new(TooLarge());

        using var late = new CancellationTokenSource(inbox.UploadTime, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await ReadPartsAsync(new MultipartReader(boundary, request.Body), inbox, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(new ApiProblem(StatusCodes.Status408RequestTimeout, "timeout", "The picture came too slowly."));
        }
    }

    private static async Task<AvatarForm> ReadPartsAsync(MultipartReader reader, PictureInbox inbox, CancellationToken cancellationToken)
    {
        var first = await NextAsync(reader, cancellationToken);
        if (first is null || !IsTheFile(first)) return new(NotOneFile());
        switch (await inbox.ReceiveAsync(first.Body, cancellationToken))
        {
            case Reception.TooLarge:
                return new(TooLarge());
            case Reception.Received(var picture):
                if (await IsLastAsync(reader, picture, cancellationToken)) return new(picture);
                await picture.DisposeAsync();
                return new(NotOneFile());
            default:
                return new(NotOneFile());
        }
    }

    private static async Task<bool> IsLastAsync(MultipartReader reader, ReceivedPicture picture, CancellationToken cancellationToken)
    {
        try
        {
            return await NextAsync(reader, cancellationToken) is null;
        }
        catch
        {
            await picture.DisposeAsync();
            throw;
        }
    }

    // What is no form at all reads as a form without parts.
    private static async Task<MultipartSection?> NextAsync(MultipartReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadNextSectionAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return null;
        }
    }

    private static bool IsTheFile(MultipartSection section) =>
        section.GetContentDispositionHeader() is { } disposition
        && disposition.IsFileDisposition()
        && HeaderUtilities.RemoveQuotes(disposition.Name).Equals(Part, StringComparison.Ordinal);

    private static bool TryReadBoundary(
        HttpRequest request, [NotNullWhen(true)] out string? boundary, [NotNullWhen(false)] out ApiProblem? problem)
    {
        (boundary, problem) = (null, null);
        var encoded = request.Headers.ContentEncoding is { Count: > 0 } encoding && !encoding.All(one => one == "identity");
        if (encoded || !MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals(ContentType, StringComparison.OrdinalIgnoreCase))
        {
            problem = new ApiProblem(StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type",
                $"The body must be {ContentType}, without a content encoding.");
            return false;
        }

        var value = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        if (value.Length is > 0 and <= LongestBoundary) boundary = value;
        else problem = ApiProblem.BadRequest("invalid_form", "The Content-Type names no boundary that can be used.");
        return boundary is not null;
    }

    private static ApiProblem NotOneFile() => ApiProblem.Invalid(Part, "Send a form with this one file, and nothing else.");

    private static ApiProblem TooLarge() =>
        new(StatusCodes.Status413PayloadTooLarge, "too_large", $"The picture may have {PictureInbox.MaxBytes} bytes.");
}
