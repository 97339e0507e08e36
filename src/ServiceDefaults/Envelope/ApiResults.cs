using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ServiceDefaults.Envelope;

/// <summary>The successes of our APIs, in their envelope.</summary>
public static class ApiResults
{
    public static Ok<ApiEnvelope<T>> Ok<T>(T data, string message = "OK") => TypedResults.Ok(new ApiEnvelope<T>(true, message, data));

    public static Created<ApiEnvelope<T>> Created<T>(string location, T data, string message = "Created") =>
        TypedResults.Created(location, new ApiEnvelope<T>(true, message, data));

    public static Ok<ApiEnvelope<IReadOnlyList<T>>> Page<T>(IReadOnlyList<T> items, PageMeta meta, string message = "OK") =>
        TypedResults.Ok(new ApiEnvelope<IReadOnlyList<T>>(true, message, items) { Meta = meta });

    /// <summary>Something was done, and there is nothing to show.</summary>
    public static Ok<ApiEnvelope<object?>> Done(string message) => TypedResults.Ok(new ApiEnvelope<object?>(true, message, null));
}
