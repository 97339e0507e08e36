using System.Diagnostics.CodeAnalysis;

namespace UserApi.Requests;

/// <summary>A resource that can be read answers HEAD as it answers GET, without the body (RFC 9110 §9.3.2).</summary>
internal static class ReadEndpoints
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static RouteHandlerBuilder MapRead(
        this IEndpointRouteBuilder routes, [StringSyntax("Route")] string pattern, Delegate handler) =>
        routes.MapMethods(pattern, Methods, handler);
}
