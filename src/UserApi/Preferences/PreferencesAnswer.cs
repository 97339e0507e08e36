using ServiceDefaults.Concurrency;
using ServiceDefaults.Envelope;
using ServiceDefaults.Problems;
using UserDirectory.Preferences;

namespace UserApi.Preferences;

/// <summary>Documents of preferences as answers, with the entity tag of their version.</summary>
internal static class PreferencesAnswer
{
    /// <summary>The document, or 304 when the caller has this version (RFC 9110 §13.1.2).</summary>
    /// <param name="read">Makes the answer of what is kept.</param>
    public static IResult Show<T>(HttpContext http, PreferencesDocument? document, Func<PreferencesDocument, T> read)
    {
        if (document is null) return ApiProblem.NotFound();
        ETags.Set(http.Response, document.Version);
        return ETags.IsCurrent(http.Request, document.Version)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : ApiResults.Ok(read(document));
    }

    public static IResult Of<T>(HttpContext http, PreferencesUpdate outcome, Func<PreferencesDocument, T> read, string message)
    {
        switch (outcome)
        {
            case PreferencesUpdate.Updated(var document):
                ETags.Set(http.Response, document.Version);
                return ApiResults.Ok(read(document), message);
            case PreferencesUpdate.TooLarge:
                return new ApiProblem(StatusCodes.Status413PayloadTooLarge, "too_large", $"The document may have {UserPreferences.MaxBytes} bytes.");
            case PreferencesUpdate.TooDeep:
                return ApiProblem.BadRequest("too_deep", $"The document may have {UserPreferences.MaxDepth} levels.");
            case PreferencesUpdate.Stale:
                return ApiProblem.PreconditionFailed();
            default:
                return ApiProblem.NotFound();
        }
    }
}
