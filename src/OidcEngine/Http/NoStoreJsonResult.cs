using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace OidcEngine.Http;

/// <summary>A successful JSON answer that no cache may keep, since it holds tokens or what is known of a person.</summary>
internal sealed class NoStoreJsonResult<TState>(TState state, Action<Utf8JsonWriter, TState> writeMembers) : IResult
{
    public int Status { get; init; } = StatusCodes.Status200OK;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        JsonResponse.NoStore(httpContext.Response);
        return JsonResponse.WriteAsync(httpContext.Response, Status, state, writeMembers);
    }
}
